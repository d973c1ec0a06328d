using FsmGen.Compiler.Binding;
using FsmGen.Compiler.Yaml;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Compiler.Tests;

/// <summary>YAML with <c>[|…|]</c> around each text at which something is to be said.</summary>
internal static class Markup
{
    private const string Open = "[|", Close = "|]";

    public static SpecCompilation Compile(string yaml) => SpecCompilation.Of(SourceText.From(yaml), "/specs/test.fsm.yaml", "Demo");

    /// <summary>The spec as it is read, without a look into its design; null if something is wrong with it.</summary>
    public static Spec? Bind(string yaml)
    {
        var text = SourceText.From(yaml);
        var findings = new Findings(text);
        return YamlReader.Read(text, findings) is { } root && Binder.Bind(root, text, findings).Spec is { } spec && !findings.HasErrors ? spec : null;
    }

    /// <summary>Asserts that nothing is said of a spec.</summary>
    public static SpecCompilation Accepts(string yaml)
    {
        var compilation = Compile(yaml);
        Assert.Equal("", Describe(compilation.Findings));
        return compilation;
    }

    /// <summary>Asserts that exactly these messages, <c>FSM1001 …</c>, stand at the marks, in the order of the text, and nothing else is said.</summary>
    public static SpecCompilation Reports(string marked, params string[] messages)
    {
        var (yaml, spans) = Parse(marked);
        Assert.Equal(messages.Length, spans.Count);
        var compilation = Compile(yaml);

        var text = SourceText.From(yaml);
        Assert.Equal(
            string.Join("\n", spans.Zip(messages, (span, message) => Line(text, span, message))),
            string.Join("\n", compilation.Findings.Select(finding => Line(text, finding.Span, $"{finding.Rule.Id} {finding.Message}"))));
        return compilation;
    }

    public static (string Yaml, IReadOnlyList<TextSpan> Spans) Parse(string marked)
    {
        var spans = new List<TextSpan>();
        while (marked.IndexOf(Open, StringComparison.Ordinal) is >= 0 and var start)
        {
            marked = marked.Remove(start, Open.Length);
            var end = marked.IndexOf(Close, start, StringComparison.Ordinal);
            marked = marked.Remove(end, Close.Length);
            spans.Add(TextSpan.FromBounds(start, end));
        }

        return (marked, spans);
    }

    private static string Describe(IEnumerable<Finding> findings) => string.Join("\n", findings.Select(finding => $"{finding.Lines.Start}: {finding.Rule.Id} {finding.Message}"));

    private static string Line(SourceText text, TextSpan span, string message) =>
        $"{text.Lines.GetLinePosition(span.Start)} '{text.ToString(span).ReplaceLineEndings("⏎")}': {message}";
}
