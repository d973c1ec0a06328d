using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FsmGen.Compiler.Binding;

/// <summary>
/// Parses C# that stands in a spec. Roslyn's parser is made for what people write: brackets that nest without end make it
/// run out of stack, in places where it does not look.
/// </summary>
internal static class CSharpText
{
    private const int MaximumDepth = 64;
    private const string TooDeep = "it nests too deep";

    /// <summary>Why the text is not one piece of C#; null if it is one.</summary>
    public static string? FindError(string code, Func<string, SyntaxNode> parse, bool isOneLine)
    {
        var tokens = SyntaxFactory.ParseTokens(code).ToList();
        if (IsTooDeep(tokens))
            return TooDeep;

        try
        {
            if (parse(code).GetDiagnostics().FirstOrDefault(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) is { } error)
                return error.GetMessage(CultureInfo.InvariantCulture);

            // A directive would take the rest of the generated file with it; a comment, the rest of the line. The last token,
            // the end, has those that nothing follows.
            var trivia = tokens.SelectMany(static token => token.LeadingTrivia.Concat(token.TrailingTrivia)).ToList();
            return trivia.Exists(static piece => piece.IsDirective) ? "a directive has no place here"
                : isOneLine && trivia.Exists(static piece => piece.IsKind(SyntaxKind.SingleLineCommentTrivia)) ? "a comment has no place here"
                : null;
        }
        catch (InsufficientExecutionStackException)
        {
            return TooDeep;
        }
    }

    /// <summary>The arguments of a call, as they are written between its parentheses.</summary>
    public static IReadOnlyList<string> Arguments(string inside)
    {
        if (inside.Trim().Length == 0)
            return [];
        if (IsTooDeep(SyntaxFactory.ParseTokens(inside)))
            return [inside.Trim()];

        try
        {
            var list = SyntaxFactory.ParseArgumentList($"({inside}\n)", consumeFullText: true);
            return list.ContainsDiagnostics ? [.. TopLevel.Split(inside).Select(static part => part.Trim())]
                : [.. list.Arguments.Select(static argument => argument.ToFullString().Trim())];
        }
        catch (InsufficientExecutionStackException)
        {
            return [inside.Trim()];
        }
    }

    private static bool IsTooDeep(IEnumerable<SyntaxToken> tokens)
    {
        var (brackets, angles) = (0, 0);
        foreach (var token in tokens)
        {
            switch (token.Kind())
            {
                case SyntaxKind.OpenParenToken or SyntaxKind.OpenBracketToken or SyntaxKind.OpenBraceToken:
                    brackets++;
                    break;
                case SyntaxKind.CloseParenToken or SyntaxKind.CloseBracketToken or SyntaxKind.CloseBraceToken:
                    brackets--;
                    break;
                case SyntaxKind.LessThanToken:
                    angles++;
                    break;
                case SyntaxKind.GreaterThanToken:
                    angles--;
                    break;
                // No type contains these: what came before them was a comparison.
                case SyntaxKind.SemicolonToken or SyntaxKind.AmpersandAmpersandToken or SyntaxKind.BarBarToken or SyntaxKind.EqualsToken:
                    angles = 0;
                    break;
            }

            if (brackets > MaximumDepth || angles > MaximumDepth)
                return true;
        }

        return false;
    }
}
