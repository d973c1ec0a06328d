using FsmGen.Compiler.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FsmGen.Compiler.Edits;

/// <summary>
/// Types by their spelling, brought to one: without namespaces, blanks and question marks, with C#'s words for those of
/// <c>System</c>. Two that differ may still be one type to C#; then C# decides, and nothing is said here.
/// </summary>
internal static class HostTypes
{
    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["Boolean"] = "bool", ["Byte"] = "byte", ["SByte"] = "sbyte", ["Char"] = "char", ["Decimal"] = "decimal", ["Double"] = "double",
        ["Single"] = "float", ["Int16"] = "short", ["UInt16"] = "ushort", ["Int32"] = "int", ["UInt32"] = "uint", ["Int64"] = "long",
        ["UInt64"] = "ulong", ["IntPtr"] = "nint", ["UIntPtr"] = "nuint", ["Object"] = "object", ["String"] = "string", ["dynamic"] = "object",
    };

    public static EquatableArray<string> Of(BaseParameterListSyntax list) => list.Parameters.Select(Normalize).ToEquatableArray();

    public static (string Return, EquatableArray<string> Parameters) Of(MethodDeclarationSyntax method) => (Normalize(method.ReturnType), Of(method.ParameterList));

    /// <summary>The return type and the parameters of a signature of the spec.</summary>
    public static (string Return, EquatableArray<string> Parameters) Parse(string signature) =>
        SyntaxFactory.ParseMemberDeclaration($"{signature};") is MethodDeclarationSyntax method ? Of(method) : ("", []);

    /// <summary>Whether a method that is written can be the one that is declared, whatever the aliases of the project.</summary>
    public static bool Fit((string Return, EquatableArray<string> Parameters) written, (string Return, EquatableArray<string> Parameters) declared, ICollection<string> aliases) =>
        written.Parameters.Count == declared.Parameters.Count
        && !Differ(written.Return, declared.Return, aliases)
        && !written.Parameters.Zip(declared.Parameters, (one, other) => Differ(one, other, aliases)).Any(static differ => differ);

    public static string Normalize(TypeSyntax type)
    {
        var text = new System.Text.StringBuilder();
        foreach (var token in type.DescendantTokens())
        {
            // What stands before a dot says where a name lies, not which it is.
            if (token.IsKind(SyntaxKind.DotToken) || token.IsKind(SyntaxKind.ColonColonToken) || token.IsKind(SyntaxKind.QuestionToken))
                continue;
            if (token.IsKind(SyntaxKind.IdentifierToken) && token.GetNextToken() is var next && (next.IsKind(SyntaxKind.DotToken) || next.IsKind(SyntaxKind.ColonColonToken)) && type.FullSpan.Contains(next.Span))
                continue;
            if (token.IsKind(SyntaxKind.GlobalKeyword))
                continue;
            text.Append(Words.TryGetValue(token.ValueText, out var word) ? word : token.ValueText).Append(' ');
        }

        return text.ToString().TrimEnd();
    }

    /// <summary>Whether two spellings cannot be one type, whatever the aliases of the project.</summary>
    private static bool Differ(string one, string other, ICollection<string> aliases) =>
        one != other && !one.Split(' ').Concat(other.Split(' ')).Any(aliases.Contains);

    private static string Normalize(ParameterSyntax parameter) =>
        string.Join(" ", parameter.Modifiers.Select(static modifier => modifier.ValueText).Where(static modifier => modifier is "in" or "ref" or "out").Append(parameter.Type is null ? "" : Normalize(parameter.Type)));
}
