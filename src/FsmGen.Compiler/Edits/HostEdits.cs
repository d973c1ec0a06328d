using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Compiler.Edits;

/// <summary>Writes the methods that a host lacks; the code fix and <c>fsmgen fix --host</c> share it.</summary>
internal static class HostEdits
{
    private const string Step = "    ";

    /// <summary>The host's own part of the type in a file; null if the file has none.</summary>
    public static TypeDeclarationSyntax? Find(SyntaxNode root, string name, string? @namespace) => root.DescendantNodes(static node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
        .OfType<TypeDeclarationSyntax>()
        .FirstOrDefault(type => type.Identifier.ValueText == name && type.Modifiers.Any(SyntaxKind.PartialKeyword) && (@namespace is null || NamespaceOf(type) == @namespace));

    /// <summary>The namespace that a type stands in; empty: none.</summary>
    public static string NamespaceOf(SyntaxNode type) => string.Join(".", type.Ancestors().OfType<BaseNamespaceDeclarationSyntax>().Reverse().Select(static outer => outer.Name.ToString()));

    /// <summary>The methods of a type's part by name.</summary>
    public static IEnumerable<string> MethodsOf(TypeDeclarationSyntax type) => type.Members.OfType<MethodDeclarationSyntax>().Select(static method => method.Identifier.ValueText);

    /// <summary>A file with nothing but the host half.</summary>
    public static string Create(HostHalf host, string newLine = "\n")
    {
        var usings = string.Concat(host.Usings.Select(name => $"using {name};{newLine}"));
        var head = host.Namespace is null ? "" : $"namespace {host.Namespace};{newLine}{newLine}";
        return $"{usings}{(usings.Length > 0 ? newLine : "")}{head}{host.Head}{newLine}{{{newLine}{Stubs(host, Step, newLine)}}}{newLine}";
    }

    /// <summary>Adds the methods to the type's part, and the <c>using</c>s that their types need.</summary>
    public static IReadOnlyList<TextChange> AddTo(SourceText text, TypeDeclarationSyntax type, HostHalf host)
    {
        if (host.Methods.Count == 0)
            return [];
        var newLine = NewLineOf(text);
        var indent = IndentOf(text, type.SpanStart);
        var inner = type.Members.Count > 0 && BeginsLine(text, type.Members[0].SpanStart) ? IndentOf(text, type.Members[0].SpanStart) : indent + Step;
        return [.. AddUsings((CompilationUnitSyntax)type.SyntaxTree.GetRoot(), host.Usings, newLine), AddMethods(text, type, Stubs(host, inner, newLine), indent, newLine)];
    }

    private static TextChange AddMethods(SourceText text, TypeDeclarationSyntax type, string stubs, string indent, string newLine)
    {
        // `partial class Door;` has no braces yet.
        if (type.OpenBraceToken.IsKind(SyntaxKind.None) || type.OpenBraceToken.IsMissing)
            return new TextChange(type.SemicolonToken.Span, $"{newLine}{indent}{{{newLine}{stubs}{indent}}}");
        var close = type.CloseBraceToken.SpanStart;
        var separator = type.Members.Count > 0 ? newLine : "";
        if (BeginsLine(text, close))
            return new TextChange(new TextSpan(text.Lines.GetLineFromPosition(close).Start, 0), separator + stubs);

        // All on one line: the brace begins one of its own.
        var blank = close;
        while (text[blank - 1] == ' ')
            blank--;
        return new TextChange(TextSpan.FromBounds(blank, close), newLine + separator + stubs + indent);
    }

    private static IEnumerable<TextChange> AddUsings(CompilationUnitSyntax unit, IReadOnlyList<string> usings, string newLine)
    {
        var present = new HashSet<string>(unit.DescendantNodes().OfType<UsingDirectiveSyntax>().Select(static directive => Normalize(directive.ToString())), StringComparer.Ordinal);
        var missing = usings.Select(static name => $"using {name};").Where(line => !present.Contains(Normalize(line))).ToList();
        if (missing.Count > 0)
            yield return unit.Usings.Count > 0
                ? new TextChange(new TextSpan(unit.Usings.Last().Span.End, 0), string.Concat(missing.Select(line => newLine + line)))
                : new TextChange(new TextSpan(unit.GetFirstToken().SpanStart, 0), string.Concat(missing.Select(line => line + newLine)) + newLine);
    }

    private static string Normalize(string directive) => directive.Replace(" ", "").Replace("global::", "");

    private static string Stubs(HostHalf host, string indent, string newLine) => string.Join(newLine, host.Methods.Select(method =>
        $"{indent}private partial {method.Head.Replace("global::System.Threading.", "System.Threading.")} => throw new System.NotImplementedException();{newLine}"));

    private static string NewLineOf(SourceText text)
    {
        var first = text.Lines[0];
        return first.EndIncludingLineBreak > first.End ? text.ToString(TextSpan.FromBounds(first.End, first.EndIncludingLineBreak)) : "\n";
    }

    private static bool BeginsLine(SourceText text, int position) => text.ToString(TextSpan.FromBounds(text.Lines.GetLineFromPosition(position).Start, position)).Trim().Length == 0;

    private static string IndentOf(SourceText text, int position)
    {
        var line = text.Lines.GetLineFromPosition(position).ToString();
        return line.Substring(0, line.Length - line.TrimStart().Length);
    }
}
