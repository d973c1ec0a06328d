using FsmGen.Compiler.Emit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FsmGen.Compiler.Edits;

/// <summary>A method of a host that has the name of a guard or an action, and another signature.</summary>
internal sealed record WrongMethod(MethodDeclarationSyntax Written, HostMethod Declared)
{
    /// <summary>Those among the parts of a host. As in a build, what an alias stands for is not known.</summary>
    public static IEnumerable<WrongMethod> Among(IReadOnlyList<TypeDeclarationSyntax> parts, HostHalf host)
    {
        var written = parts.SelectMany(HostEdits.MethodsOf).Where(static method => method.Modifiers.Any(SyntaxKind.PartialKeyword) && (method.Body is not null || method.ExpressionBody is not null)).ToLookup(static method => method.Identifier.ValueText);
        var aliases = new HashSet<string>(parts.SelectMany(static part => part.SyntaxTree.GetRoot().DescendantNodes().OfType<UsingDirectiveSyntax>()).Select(static directive => directive.Alias?.Name.Identifier.ValueText).OfType<string>(), StringComparer.Ordinal);
        foreach (var declared in host.Methods)
        {
            var (signature, methods) = (HostTypes.Parse(declared.Head), written[declared.Name].ToList());
            if (methods.Count > 0 && !methods.Exists(method => HostTypes.Fit(HostTypes.Of(method), signature, aliases)))
                yield return new WrongMethod(methods[0], declared);
        }
    }
}
