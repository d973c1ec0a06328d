using System.Collections.Immutable;
using System.Composition;
using FsmGen.Compiler.Edits;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.CodeFixes;

/// <summary>Gives a guard or an action of a host the return type and the parameters that the spec declares. The body is its author's.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class HostSignatureFix : CodeFixProvider
{
    private const string WrongHostMethod = "FSM3002";

    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(WrongHostMethod);

    /// <inheritdoc />
    public override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(static async (context, document, diagnostics) => await Mend(document, diagnostics, context.CancellationToken).ConfigureAwait(false));

    /// <inheritdoc />
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            if (await Mend(context.Document, ImmutableArray.Create(diagnostic), context.CancellationToken).ConfigureAwait(false) is { } mended)
                context.RegisterCodeFix(CodeAction.Create("Take the signature that the spec declares", _ => Task.FromResult(mended.Project.Solution), nameof(HostSignatureFix)), diagnostic);
        }
    }

    /// <summary>The document with all these methods mended, since each may need the same <c>using</c>; null if there is nothing to change.</summary>
    private static async Task<Document?> Mend(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        var root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        var text = await document.GetTextAsync(cancellation).ConfigureAwait(false);
        var methods = diagnostics.Select(diagnostic => root?.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<MethodDeclarationSyntax>()).OfType<MethodDeclarationSyntax>();
        var changes = new List<TextChange>();
        foreach (var written in methods.GroupBy(static method => method.Parent).Where(static part => part.Key is TypeDeclarationSyntax))
        {
            // One that differs in its return type only implements what is declared, if wrongly: so all counts that is declared elsewhere.
            var type = (TypeDeclarationSyntax)written.Key!; // Others were sorted out.
            if (model?.GetDeclaredSymbol(type, cancellation) is not INamedTypeSymbol machine || MissingMethods.Declared(machine, method => method.DeclaringSyntaxReferences[0].SyntaxTree != type.SyntaxTree, cancellation) is not { } host)
                continue;
            var wrong = written.Join(host.Methods, static method => method.Identifier.ValueText, static declared => declared.Name, static (method, declared) => new WrongMethod(method, declared)).ToList();
            changes.AddRange(HostEdits.Complete(text, type, host with { Methods = [] }, wrong));
        }

        return changes.Count > 0 ? document.WithText(text.WithChanges(changes.Distinct())) : null;
    }
}
