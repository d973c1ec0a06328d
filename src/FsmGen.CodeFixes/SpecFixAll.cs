using System.Collections.Immutable;
using FsmGen.Compiler;
using FsmGen.Compiler.Edits;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace FsmGen.CodeFixes;

/// <summary>Applies one kind of edit to all specs of a project or a solution: edits of one file are made one after the other, since each moves the next.</summary>
internal sealed class SpecFixAll : FixAllProvider
{
    public static readonly SpecFixAll Instance = new();

    private SpecFixAll()
    {
    }

    public override IEnumerable<FixAllScope> GetSupportedFixAllScopes() => [FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution];

    public override async Task<CodeAction?> GetFixAsync(FixAllContext context)
    {
        var solution = context.Solution;
        foreach (var project in context.Scope == FixAllScope.Solution ? solution.Projects : [context.Project])
        {
            var paths = await PathsOf(context, project).ConfigureAwait(false);
            foreach (var document in project.AdditionalDocuments.Where(document => document.FilePath is { } path && paths.Contains(path)))
            {
                var text = await document.GetTextAsync(context.CancellationToken).ConfigureAwait(false);
                var repair = Repair.Of(text, new RepairOptions([.. context.DiagnosticIds], null)
                {
                    Kind = context.CodeActionEquivalenceKey,
                    Context = SpecFix.ContextOf(project, document.FilePath!, context.CancellationToken), // Those without a path are not among the paths.
                }, context.CancellationToken);
                solution = solution.WithAdditionalDocumentText(document.Id, repair.Text);
            }
        }

        return solution == context.Solution ? null : CodeAction.Create("Mend all specs", _ => Task.FromResult(solution), context.CodeActionEquivalenceKey);
    }

    /// <summary>The specs that have one of the diagnostics; those of the one at hand if only that is meant.</summary>
    private static async Task<ImmutableHashSet<string>> PathsOf(FixAllContext context, Project project)
    {
        var diagnostics = await context.GetAllDiagnosticsAsync(project).ConfigureAwait(false);
        var paths = diagnostics.Select(static diagnostic => diagnostic.Location.GetLineSpan().Path).Where(static path => path is not null && SpecFile.Is(path));
        return context.Scope == FixAllScope.Document ? paths.Take(1).ToImmutableHashSet() : paths.ToImmutableHashSet();
    }
}
