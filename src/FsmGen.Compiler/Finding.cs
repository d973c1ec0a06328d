using FsmGen.Compiler.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Compiler;

/// <summary>What a rule says of a place in a spec. A host turns it into a diagnostic or a console line.</summary>
internal sealed record Finding(DiagnosticDescriptor Rule, DiagnosticSeverity Severity, TextSpan Span, LinePositionSpan Lines, EquatableArray<string> Arguments)
{
    public string Message => string.Format(System.Globalization.CultureInfo.InvariantCulture, (string)Rule.MessageFormat.ToString(System.Globalization.CultureInfo.InvariantCulture), [.. Arguments]);

    public Diagnostic ToDiagnostic(string path) =>
        Diagnostic.Create(Rule, Location.Create(path, Span, Lines), Severity, additionalLocations: null, properties: null, messageArgs: [.. Arguments]);
}

/// <summary>Collects findings of one file; each is said once.</summary>
internal sealed class Findings(SourceText text)
{
    private readonly HashSet<Finding> _seen = [];
    private readonly List<Finding> _inOrder = [];

    public bool HasErrors => _inOrder.Exists(static finding => finding.Severity == DiagnosticSeverity.Error);

    public void Add(DiagnosticDescriptor rule, TextSpan span, params string[] arguments) => Add(rule, rule.DefaultSeverity, span, arguments);

    public void Add(DiagnosticDescriptor rule, DiagnosticSeverity severity, TextSpan span, params string[] arguments)
    {
        var start = Math.Min(span.Start, text.Length);
        var inside = TextSpan.FromBounds(start, Math.Max(start, Math.Min(span.End, text.Length)));
        var finding = new Finding(rule, severity, inside, text.Lines.GetLinePositionSpan(inside), arguments.ToEquatableArray());
        if (_seen.Add(finding))
            _inOrder.Add(finding);
    }

    /// <summary>The findings in the order of the file.</summary>
    public EquatableArray<Finding> Sorted() =>
        _inOrder.OrderBy(static finding => finding.Span.Start).ThenBy(static finding => finding.Rule.Id, StringComparer.Ordinal).ToEquatableArray();
}
