using System.Collections.Immutable;
using System.Composition;
using FsmGen.Compiler;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FsmGen.CodeFixes;

/// <summary>Writes the guards and actions that a host lacks, all of the machine at once.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, DocumentKinds = new[] { nameof(TextDocumentKind.Document), nameof(TextDocumentKind.AdditionalDocument) }), Shared]
public sealed class HostMethodsFix : CodeFixProvider
{
    /// <summary>"Partial method must have an implementation part": the compiler says it of the generated half.</summary>
    private const string MissingImplementation = "CS8795";

    /// <summary>Our own word for it, in the spec.</summary>
    private const string MissingHostMethod = "FSM3001";

    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(MissingImplementation, MissingHostMethod);

    /// <inheritdoc />
    public override FixAllProvider? GetFixAllProvider() => null; // One fix writes all methods of a machine.

    /// <inheritdoc />
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            var project = context.TextDocument.Project;
            if (await FindMachine(context, diagnostic).ConfigureAwait(false) is not { } machine || MissingMethods.Of(machine, context.CancellationToken) is not { Host.Methods.Count: > 0 } missing)
                continue;
            var title = missing.Host.Methods.Count == 1 ? $"Write the method '{missing.Host.Methods[0].Name}'" : $"Write the {missing.Host.Methods.Count} methods that '{machine.Name}' lacks";
            context.RegisterCodeFix(CodeAction.Create(title, ct => missing.WriteTo(project, ct), nameof(HostMethodsFix)), diagnostic);
        }
    }

    private static async Task<INamedTypeSymbol?> FindMachine(CodeFixContext context, Diagnostic diagnostic)
    {
        var ct = context.CancellationToken;
        if (context.TextDocument is Document document)
        {
            var root = await document.GetSyntaxRootAsync(ct).ConfigureAwait(false);
            var model = await document.GetSemanticModelAsync(ct).ConfigureAwait(false);
            return root?.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type ? model?.GetDeclaredSymbol(type, ct) as INamedTypeSymbol : null;
        }

        // In a spec: its machine, in the namespace that the generator gave it.
        var text = await context.TextDocument.GetTextAsync(ct).ConfigureAwait(false);
        var options = context.TextDocument.Project.AnalyzerOptions.AnalyzerConfigOptionsProvider.GlobalOptions;
        var @namespace = options.TryGetValue("build_property.RootNamespace", out var written) && written.Length > 0 ? written : null;
        var compilation = await context.TextDocument.Project.GetCompilationAsync(ct).ConfigureAwait(false);
        var fragments = Fragments.Among(context.TextDocument.Project.AnalyzerOptions.AdditionalFiles, ct);
        return SpecCompilation.Of(text, context.TextDocument.FilePath ?? "", @namespace, open: fragments.Open, cancellation: ct).Machine is { } machine
            ? compilation?.GetTypeByMetadataName(machine.FullName)
            : null;
    }
}
