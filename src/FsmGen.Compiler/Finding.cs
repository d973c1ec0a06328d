using FsmGen.Compiler.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Compiler;

/// <summary>What a rule says of a place in a spec. A host turns it into a diagnostic or a console line.</summary>
internal sealed record Finding(DiagnosticDescriptor Rule, DiagnosticSeverity Severity, TextSpan Span, LinePositionSpan Lines, EquatableArray<string> Arguments)
{
    /// <summary>The included file that it is about; null: the spec itself.</summary>
    public string? Path { get; init; }

    public string Message => string.Format(System.Globalization.CultureInfo.InvariantCulture, (string)Rule.MessageFormat.ToString(System.Globalization.CultureInfo.InvariantCulture), [.. Arguments]);

    public Diagnostic ToDiagnostic(string path) =>
        Diagnostic.Create(Rule, Location.Create(Path ?? path, Span, Lines), Severity, additionalLocations: null, properties: null, messageArgs: [.. Arguments]);
}

/// <summary>Collects findings of one file; each is said once, and none where there are more than anybody reads.</summary>
internal sealed class Findings(SourceText text)
{
    /// <summary>What the findings are about.</summary>
    public SpecText Text { get; } = new(text);

    private const int Maximum = 1_000;

    private readonly HashSet<Finding> _seen = [];
    private readonly List<Finding> _inOrder = [];

    public bool HasErrors => _inOrder.Exists(static finding => finding.Severity == DiagnosticSeverity.Error);

    /// <summary>Whether nothing more is said, whatever is added.</summary>
    public bool IsFull => _inOrder.Count == Maximum;

    /// <summary>"; did you mean 'X'?", or nothing if no candidate is near.</summary>
    public string Suggest(string word, IEnumerable<string> candidates) => IsFull ? "" : Suggestion.For(word, candidates);

    public void Add(DiagnosticDescriptor rule, TextSpan span, params string[] arguments) => Add(rule, rule.DefaultSeverity, span, arguments);

    public void Add(DiagnosticDescriptor rule, DiagnosticSeverity severity, TextSpan span, params string[] arguments)
    {
        if (IsFull)
            return;
        var place = Text.Locate(span);
        var finding = new Finding(rule, severity, place.Span, place.Lines, arguments.Select(OnOneLine).ToEquatableArray()) { Path = place.Path };
        if (_seen.Add(finding))
            _inOrder.Add(finding);
    }

    /// <summary>A message is one line that a person can read, whatever it quotes.</summary>
    private static string OnOneLine(string argument)
    {
        const int Limit = 500;
        var text = argument.Length <= Limit ? argument : argument.Substring(0, Limit - 1) + "…";
        return text.Replace("\r\n", " ").Replace('\n', ' ').Replace('\r', ' ');
    }

    /// <summary>The findings in the order of the file, and of the files.</summary>
    public EquatableArray<Finding> Sorted() =>
        _inOrder.OrderBy(static finding => finding.Path, StringComparer.Ordinal).ThenBy(static finding => finding.Span.Start).ThenBy(static finding => finding.Rule.Id, StringComparer.Ordinal).ToEquatableArray();
}
