using FsmGen.Compiler.Model;
using FsmGen.Compiler.Yaml;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using YamlDotNet.Core;

namespace FsmGen.Compiler.Binding;

/// <summary>Takes C# out of a spec, with the place of each line.</summary>
internal static class FragmentReader
{
    /// <summary>An expression of type bool.</summary>
    public static Fragment ReadExpression(YamlScalar scalar, SourceText text, Findings findings) =>
        Read(CSharpText.FindError(scalar.Value, ParseExpression, isOneLine: false), "a C# expression", "false", scalar, text, findings);

    /// <summary>Statements, or one expression without its semicolon.</summary>
    public static Fragment ReadStatements(YamlScalar scalar, SourceText text, Findings findings) =>
        Read(CSharpText.FindError($"{{{scalar.Value}\n;}}", ParseStatement, isOneLine: false), "C# statements", ";", scalar, text, findings);

    /// <summary>Why a text is not a constant argument, which can be any expression; null if it is one.</summary>
    public static string? FindError(string expression) => CSharpText.FindError(expression, ParseExpression, isOneLine: true);

    private static SyntaxNode ParseExpression(string code) => SyntaxFactory.ParseExpression(code, consumeFullText: true);

    private static SyntaxNode ParseStatement(string code) => SyntaxFactory.ParseStatement(code, consumeFullText: true);

    /// <summary>What is written or, where that is no C#, something in its place: the host has no method to write for it.</summary>
    private static Fragment Read(string? error, string what, string instead, YamlScalar scalar, SourceText text, Findings findings)
    {
        if (error is not null)
        {
            findings.Add(Rules.InvalidCode, scalar.Span, what, char.ToLowerInvariant(error[0]) + error.Substring(1));
            var at = findings.Text.Locate(scalar.Span);
            return new Fragment([new FragmentLine(instead, at.Lines, Exact: false) { Path = at.Path }]);
        }

        if (scalar.Style == ScalarStyle.Literal)
            return new Fragment(LiteralLines(scalar, text, findings.Text).ToEquatableArray());

        // Quotes with nothing escaped between them hold their text letter by letter, one character in.
        var place = findings.Text.Locate(NodeReader.Within(scalar, 0, scalar.Value.Length));
        var exact = place.Span.Length == scalar.Value.Length && place.Lines.Start.Line == place.Lines.End.Line;
        return new Fragment(scalar.Value.TrimEnd().Split('\n').Select(line => new FragmentLine(line.TrimEnd('\r'), place.Lines, exact) { Path = place.Path }).ToEquatableArray());
    }

    private static IEnumerable<FragmentLine> LiteralLines(YamlScalar scalar, SourceText text, SpecText files)
    {
        // The header (`|`) ends its line; the content begins on the next.
        var number = text.Lines.GetLineFromPosition(scalar.Span.Start).LineNumber;
        foreach (var line in scalar.Value.TrimEnd().Split('\n'))
        {
            number = Math.Min(number + 1, text.Lines.Count - 1);
            var source = text.Lines[number];
            var content = line.TrimEnd('\r');
            var column = source.ToString().TrimEnd().Length - content.TrimEnd().Length;
            var exact = column >= 0 && source.ToString().Substring(column).StartsWith(content.TrimEnd(), StringComparison.Ordinal);
            var begin = source.Start + Math.Max(0, column);
            var place = files.Locate(new TextSpan(begin, 0));
            var start = place.Lines.Start;
            yield return new FragmentLine(content, new LinePositionSpan(start, new LinePosition(start.Line, start.Character + content.Length)), exact) { Path = place.Path };
        }
    }
}
