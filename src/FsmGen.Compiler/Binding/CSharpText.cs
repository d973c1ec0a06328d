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
        if (IsTooDeep(code))
            return TooDeep;

        try
        {
            var parsed = parse(code);
            if (parsed.GetDiagnostics().FirstOrDefault(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) is { } error)
                return error.GetMessage(CultureInfo.InvariantCulture);

            // A directive would take the rest of the generated file with it; a comment, the rest of the line.
            var trivia = parsed.DescendantTrivia(descendIntoTrivia: true).ToList();
            return trivia.Exists(static piece => piece.IsDirective) ? "a directive has no place here"
                : isOneLine && trivia.Exists(static piece => piece.IsKind(SyntaxKind.SingleLineCommentTrivia)) ? "a comment has no place here"
                : null;
        }
        catch (InsufficientExecutionStackException)
        {
            return TooDeep;
        }
    }

    private static bool IsTooDeep(string code)
    {
        var (brackets, angles) = (0, 0);
        foreach (var c in code)
        {
            if (c is '(' or '[' or '{')
                brackets++;
            else if (c is ')' or ']' or '}')
                brackets--;
            else if (c == '<')
                angles++;
            else if (c == '>')
                angles--;
            // No type contains these: what came before them was a comparison.
            else if (c is ';' or '&' or '|' or '=' or '+' or '-' or '"')
                angles = 0;
            if (brackets > MaximumDepth || angles > MaximumDepth)
                return true;
        }

        return false;
    }
}
