using FsmGen.Compiler.Emit;
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

    /// <summary>The methods of a type's part.</summary>
    public static IEnumerable<MethodDeclarationSyntax> MethodsOf(TypeDeclarationSyntax type) => type.Members.OfType<MethodDeclarationSyntax>();

    /// <summary>A file with nothing but the host half.</summary>
    public static string Create(HostHalf host, string newLine = "\n")
    {
        var usings = string.Concat(host.Usings.Select(name => $"using {name};{newLine}"));
        var head = host.Namespace is null ? "" : $"namespace {host.Namespace};{newLine}{newLine}";
        return $"{usings}{(usings.Length > 0 ? newLine : "")}{head}{host.Head}{newLine}{{{newLine}{Stubs(host, Step, newLine)}}}{newLine}";
    }

    /// <summary>Adds methods to the type's part, gives others the signatures that the spec declares, and adds the <c>using</c>s that the types of both need.</summary>
    public static IReadOnlyList<TextChange> Complete(SourceText text, TypeDeclarationSyntax type, HostHalf missing, params IReadOnlyCollection<WrongMethod> wrong)
    {
        if (missing.Methods.Count + wrong.Count == 0)
            return [];
        var newLine = NewLineOf(text);
        List<TextChange> changes = [.. AddUsings((CompilationUnitSyntax)type.SyntaxTree.GetRoot(), missing.Usings, newLine), .. wrong.SelectMany(static method => Declare(method))];
        if (missing.Methods.Count > 0)
            changes.Add(AddMethods(text, type, missing, newLine));
        return changes;
    }

    /// <summary>The body of a method, its modifiers and all else stay.</summary>
    private static IEnumerable<TextChange> Declare(WrongMethod wrong)
    {
        var head = (MethodDeclarationSyntax)SyntaxFactory.ParseMemberDeclaration($"{HeadOf(wrong.Declared)};")!; // A head and a `;` are a method.
        return Replace(wrong.Written.ReturnType, head.ReturnType).Concat(Replace(wrong.Written.ParameterList, head.ParameterList));

        static IEnumerable<TextChange> Replace(SyntaxNode written, SyntaxNode declared) => written.ToString() == declared.ToString() ? [] : [new TextChange(written.Span, declared.ToString())];
    }

    private static TextChange AddMethods(SourceText text, TypeDeclarationSyntax type, HostHalf host, string newLine)
    {
        var indent = IndentOf(text, type.SpanStart);
        var inner = type.Members.Count > 0 && BeginsLine(text, type.Members[0].SpanStart) ? IndentOf(text, type.Members[0].SpanStart) : indent + Step;
        var stubs = Stubs(host, inner, newLine);

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
        $"{indent}private partial {HeadOf(method)} => throw new System.NotImplementedException();{newLine}"));

    /// <summary>As a person would write it: without <c>global::</c> before what always means the same.</summary>
    private static string HeadOf(HostMethod method) => method.Head.Replace("global::System.Threading.", "System.Threading.");

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
