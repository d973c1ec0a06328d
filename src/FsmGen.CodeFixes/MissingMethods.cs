using FsmGen.Compiler.Edits;
using FsmGen.Compiler.Emit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.CodeFixes;

/// <summary>The methods that the generated half of a machine declares and nobody implements.</summary>
internal sealed record MissingMethods(INamedTypeSymbol Machine, HostHalf Host)
{
    /// <summary>What a machine lacks; null where the type is not generated from a spec.</summary>
    public static MissingMethods? Of(INamedTypeSymbol machine, CancellationToken cancellation) =>
        Declared(machine, static method => method.PartialImplementationPart is null, cancellation) is { } host ? new MissingMethods(machine, host) : null;

    /// <summary>The methods that the generated half of a machine declares for its host, of those that are wanted; null if there is none.</summary>
    public static HostHalf? Declared(INamedTypeSymbol machine, Func<IMethodSymbol, bool> isWanted, CancellationToken cancellation)
    {
        var definitions = machine.GetMembers().OfType<IMethodSymbol>()
            .Where(method => method.IsPartialDefinition && isWanted(method))
            .SelectMany(method => method.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(cancellation)))
            .OfType<MethodDeclarationSyntax>()
            // One without `private` may stay unimplemented: OnTransition is one.
            .Where(static method => method.Modifiers.Count > 1)
            .ToList();
        if (definitions.Count == 0 || !IsMachine(machine))
            return null;

        var unit = (CompilationUnitSyntax)definitions[0].SyntaxTree.GetRoot(cancellation);
        return new HostHalf(
            machine.Name,
            machine.ContainingNamespace.IsGlobalNamespace ? null : machine.ContainingNamespace.ToDisplayString(),
            $"{(machine.DeclaredAccessibility == Accessibility.Public ? "public" : "internal")} partial {(machine.TypeKind == TypeKind.Struct ? "struct" : "class")} {machine.Name}",
            [.. unit.Usings.Select(static directive => directive.ToString().Substring("using".Length).TrimEnd(';').Trim())],
            [.. definitions.Select(static method => new HostMethod(method.Identifier.ValueText, $"{method.ReturnType} {method.Identifier}{method.ParameterList}"))]);
    }

    /// <summary>Writes the methods into the host's own part of the type, or into a file of its own if there is none.</summary>
    public async Task<Solution> WriteTo(Project project, CancellationToken cancellation)
    {
        foreach (var reference in Machine.DeclaringSyntaxReferences)
        {
            if (project.GetDocument(reference.SyntaxTree) is not { } document || document is SourceGeneratedDocument || await reference.GetSyntaxAsync(cancellation).ConfigureAwait(false) is not TypeDeclarationSyntax type)
                continue;
            var text = await document.GetTextAsync(cancellation).ConfigureAwait(false);
            return document.WithText(text.WithChanges(HostEdits.Complete(text, type, Host))).Project.Solution;
        }

        var name = $"{Host.Name}.cs";
        var folder = project.FilePath is { } path ? path.Substring(0, path.LastIndexOfAny(['/', '\\']) + 1) : null;
        return project.AddDocument(name, SourceText.From(HostEdits.Create(Host)), filePath: folder is null ? null : folder + name).Project.Solution;
    }

    private static bool IsMachine(INamedTypeSymbol type) => type.GetAttributes().Any(static attribute =>
        attribute is { AttributeClass.Name: "GeneratedCodeAttribute", ConstructorArguments: [{ Value: "FsmGen" }, ..] });
}
