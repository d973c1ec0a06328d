using FsmGen.Compiler.Edits;
using FsmGen.Compiler.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Generators.Usage;

/// <summary>
/// A partial method of a project as it is written, or an alias. The C# compiler stops before analyzers when a host method is
/// missing, so a build has only syntax to look at.
/// </summary>
internal sealed record HostMember(string Container, string Name, string Return, EquatableArray<string> Parameters, bool HasBody, bool IsPrivate, string Path, TextSpan Span, LinePositionSpan Lines)
{
    /// <summary>What stands for the type in <c>using Name = Type;</c>: nobody knows from syntax what such a name means.</summary>
    public bool IsAlias => Container.Length == 0 && Return.Length == 0;

    /// <summary>Whether a node is worth a look; asked of every node of a tree that changed.</summary>
    public static bool IsCandidate(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax { Parent: TypeDeclarationSyntax } method => method.Modifiers.Any(SyntaxKind.PartialKeyword),
        UsingDirectiveSyntax directive => directive.Alias is not null,
        _ => false,
    };

    public static HostMember Of(SyntaxNode node) => node is MethodDeclarationSyntax method ? Of(method) : Alias((UsingDirectiveSyntax)node);

    /// <summary>The members of a tree, without a look into the bodies of methods.</summary>
    public static IEnumerable<HostMember> AllOf(SyntaxNode root) => root
        .DescendantNodes(static node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax)
        .Where(IsCandidate).Select(Of);

    private static HostMember Of(MethodDeclarationSyntax method) => new(
        ContainerOf(method), method.Identifier.ValueText, HostTypes.Normalize(method.ReturnType), HostTypes.Of(method.ParameterList),
        method.Body is not null || method.ExpressionBody is not null, method.Modifiers.Any(SyntaxKind.PrivateKeyword),
        method.SyntaxTree.FilePath, method.Identifier.Span, method.SyntaxTree.GetLineSpan(method.Identifier.Span).Span);

    private static HostMember Alias(UsingDirectiveSyntax alias) => new("", alias.Alias!.Name.Identifier.ValueText, "", [], false, false, "", default, default);

    private static string ContainerOf(SyntaxNode node) => string.Join(".", node.Ancestors().Reverse().Select(static ancestor => ancestor switch
    {
        BaseNamespaceDeclarationSyntax space => space.Name.ToString().Replace(" ", ""),
        TypeDeclarationSyntax type => type.Identifier.ValueText,
        _ => "",
    }).Where(static name => name.Length > 0));
}
