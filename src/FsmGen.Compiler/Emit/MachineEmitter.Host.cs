using FsmGen.Compiler.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Compiler.Emit;

/// <content>Guards and actions: what the host implements, and what the spec itself says in C#.</content>
internal sealed partial class MachineEmitter
{
    private void EmitHost()
    {
        foreach (var guard in _machine.Guards)
        {
            _w.Line();
            XmlDoc.Write(_w, guard.Docs, $"The guard '{guard.Name}'.");
            if (guard.Code is not { } code)
                _w.Line($"private partial {guard.Signature};");
            else
            {
                _w.Line($"private {guard.Signature} =>");
                EmitFragment(code);
                _w.Line("    ;");
            }
        }

        foreach (var action in _machine.Actions)
        {
            _w.Line();
            XmlDoc.Write(_w, action.Docs, $"The action '{action.Name}'.");
            if (action.Code is not { } code)
                _w.Line($"private partial {action.Signature};");
            else
            {
                using (_w.Braces($"private {(action.IsAsync ? "async " : "")}{action.Signature}"))
                {
                    EmitFragment(code);
                    if (!EndsStatement(code))
                        _w.Line(";");
                }
            }
        }
    }

    /// <summary>
    /// C# of the spec stands in the first column, letter by letter: so columns need no offset, and a text of several lines
    /// keeps its blanks.
    /// </summary>
    private void EmitFragment(Fragment fragment)
    {
        var continued = LinesThatContinue(fragment);
        for (var i = 0; i < fragment.Lines.Count; i++)
        {
            var line = fragment.Lines[i];
            if (line.Text.Trim().Length > 0 && !continued.Contains(i))
                _w.Verbatim(Directive(line));
            _w.Verbatim(line.Text);
        }

        _w.Verbatim("#line default");
    }

    /// <summary>The lines that begin inside a string or a comment: a directive there would be part of it.</summary>
    private static HashSet<int> LinesThatContinue(Fragment fragment)
    {
        var text = SourceText.From(TextOf(fragment));
        var spans = SyntaxFactory.ParseTokens(text.ToString()).SelectMany(static token => token.LeadingTrivia.Concat(token.TrailingTrivia)
            .Where(static trivia => trivia.IsKind(SyntaxKind.MultiLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineDocumentationCommentTrivia))
            .Select(static trivia => trivia.FullSpan)
            .Append(token.Span));
        return [.. spans.Select(text.Lines.GetLinePositionSpan).SelectMany(static span => Enumerable.Range(span.Start.Line + 1, span.End.Line - span.Start.Line))];
    }

    private static bool EndsStatement(Fragment fragment) =>
        SyntaxFactory.ParseTokens(TextOf(fragment)).LastOrDefault(static token => !token.IsKind(SyntaxKind.EndOfFileToken)).IsKind(SyntaxKind.SemicolonToken);

    private static string TextOf(Fragment fragment) => string.Join("\n", fragment.Lines.Select(static line => line.Text));

    private string Directive(FragmentLine line)
    {
        var (start, end) = (line.Place.Start, line.Place.End);
        return _options.SpanDirectives && line.Exact
            ? $"#line ({start.Line + 1},{start.Character + 1})-({end.Line + 1},{end.Character + 1}) \"{_machine.Path}\""
            : $"#line {start.Line + 1} \"{_machine.Path}\"";
    }
}
