using System.Collections.Immutable;
using System.Composition;
using FsmGen.Compiler;
using FsmGen.Compiler.Edits;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace FsmGen.CodeFixes;

/// <summary>Offers the edits of a spec's findings in the spec.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, DocumentKinds = new[] { nameof(TextDocumentKind.AdditionalDocument) }, DocumentExtensions = new[] { ".yaml" }), Shared]
public sealed class SpecFix : CodeFixProvider
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = SpecEdits.FixableRules.ToImmutableArray();

    /// <inheritdoc />
    public override FixAllProvider GetFixAllProvider() => SpecFixAll.Instance;

    /// <inheritdoc />
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (context.TextDocument is not { FilePath: { } path } document || !SpecFile.Is(path))
            return;
        var text = await document.GetTextAsync(context.CancellationToken).ConfigureAwait(false);
        var surroundings = ContextOf(document.Project, path, context.CancellationToken);
        var findings = SpecEdits.Compile(text, surroundings, context.CancellationToken).Findings;
        foreach (var diagnostic in context.Diagnostics)
        {
            // A finding of another text, if the editor is ahead of its diagnostics, is not found.
            if (findings.FirstOrDefault(finding => finding.Rule.Id == diagnostic.Id && finding.Span == diagnostic.Location.SourceSpan && finding.Message == diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)) is not { } found)
                continue;
            foreach (var edit in SpecEdits.For(text, found, context: surroundings))
            {
                var changed = edit.Apply(text);
                context.RegisterCodeFix(
                    CodeAction.Create(edit.Title, _ => Task.FromResult(document.Project.Solution.WithAdditionalDocumentText(document.Id, changed)), edit.Kind),
                    diagnostic);
            }
        }
    }

    /// <summary>A spec of a project, beside the files of that project that it may include.</summary>
    internal static SpecContext ContextOf(Project project, string path, CancellationToken cancellation) =>
        new(path, Fragments.Among(project.AnalyzerOptions.AdditionalFiles, cancellation).Open);
}
