using FsmGen.Compiler.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Compiler.Emit;

/// <content>C# that the spec contains: what is wrong with it is said where the spec has it.</content>
internal sealed partial class MachineEmitter
{
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

    private string Directive(FragmentLine line, int offset = 0)
    {
        var (start, end) = (line.Place.Start, line.Place.End);
        return _options.SpanDirectives && line.Exact
            ? $"#line ({start.Line + 1},{start.Character + 1})-({end.Line + 1},{end.Character + 1}) {(offset > 0 ? $"{offset} " : "")}\"{line.Path ?? _machine.Path}\""
            : $"#line {start.Line + 1} \"{line.Path ?? _machine.Path}\"";
    }

    /// <summary>A call with constants; they begin <paramref name="offset"/> characters into it.</summary>
    private void EmitConstantsAt(string? constants, int offset, string line)
    {
        if (constants is null || !_constants.TryGetValue(constants, out var place))
            _w.Line(line);
        else
            EmitMapped(Directive(new FragmentLine(constants, place.Place.Lines, place.Exact) { Path = place.Place.Path }, _w.Indentation + offset), line);
    }

    /// <summary>A line with the types of parameters.</summary>
    private void EmitLineAt(IEnumerable<Parameter> parameters, string line)
    {
        if (_machine.Events.FirstOrDefault(e => e.Place is not null && parameters.Any(e.Parameters.Contains))?.Place is { } place)
            EmitMapped(Directive(new FragmentLine("", place.Lines, Exact: true) { Path = place.Path }), line);
        else
            _w.Line(line);
    }

    private void EmitMapped(string directive, string line)
    {
        _w.Verbatim(directive);
        _w.Line(line);
        _w.Verbatim("#line default");
    }

    /// <summary>A head with the types of parameters, and what follows in braces.</summary>
    private SourceWriter.Block BracesAt(IEnumerable<Parameter> parameters, string head)
    {
        EmitLineAt(parameters, head);
        return _w.Braces();
    }
}
