using FsmGen.Compiler.Analysis;
using FsmGen.Compiler.Model;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Compiler.Edits;

/// <summary>What may be repaired: the findings of some rules, or of all; and the word for unhandled pairs, null: they stay.</summary>
internal sealed record RepairOptions(IReadOnlyCollection<string> Rules, string? Unhandled)
{
    /// <summary>The only kind of edit to apply; null: any.</summary>
    public string? Kind { get; init; }

    /// <summary>Where the spec lies.</summary>
    public SpecContext Context { get; init; } = SpecContext.None;

    /// <summary>What is left of findings where a project has switched some off.</summary>
    public Func<EquatableArray<Finding>, EquatableArray<Finding>> Severities { get; init; } = static findings => findings;

    public bool Allow(Finding finding) => Rules.Count == 0 || Rules.Contains(finding.Rule.Id);
}

/// <summary>A repaired spec, and what was done to it.</summary>
internal sealed record Repair(SourceText Text, IReadOnlyList<string> Titles)
{
    /// <summary>A file with more mistakes than this is no spec yet.</summary>
    private const int Maximum = 1_000;

    /// <summary>Applies edits until none is left that mends something.</summary>
    public static Repair Of(SourceText text, RepairOptions options, CancellationToken cancellation = default)
    {
        options = options with { Context = options.Context with { Budget = AnalysisBudget.Full } };
        var titles = new List<string>();
        while (titles.Count < Maximum && Next(text, options, cancellation) is { } edit)
        {
            text = edit.Apply(text);
            titles.Add(edit.Title);
        }

        return new Repair(text, titles);
    }

    private static SpecEdit? Next(SourceText text, RepairOptions options, CancellationToken cancellation)
    {
        var findings = options.Severities(SpecEdits.Compile(text, options.Context, cancellation).Findings);

        // What a spec does is looked at once it can be read: a slip of the pen may be why a pair is not handled. What suppresses nothing
        // shows when all else is mended.
        var isReadable = !findings.Any(IsAboutLanguage);
        foreach (var finding in findings.Where(finding => options.Allow(finding) && (isReadable || IsAboutLanguage(finding))).OrderBy(static finding => finding.Rule == Compiler.Rules.UselessSuppression))
        {
            cancellation.ThrowIfCancellationRequested();
            if (Choose(text, finding, options) is { } edit)
                return edit;
        }

        return null;
    }

    private static bool IsAboutLanguage(Finding finding) => !finding.Rule.IsConfigurable();

    /// <summary>What is not handled is a decision of the author: nothing is said to it unless they say what. All pairs are handled at once.</summary>
    private static SpecEdit? Choose(SourceText text, Finding finding, RepairOptions options)
    {
        if (finding.Rule != Compiler.Rules.UnhandledEvent || options.Kind is not null)
            return SpecEdits.For(text, finding, options.Kind, options.Context).FirstOrDefault();
        if (options.Unhandled is not { } word)
            return null;
        string[] words = word == "reject" ? [word, "ignore"] : [word];
        UnhandledScope[] scopes = [UnhandledScope.File, UnhandledScope.State, UnhandledScope.Pair];
        return scopes.SelectMany(scope => words.SelectMany(say => SpecEdits.For(text, finding, EditKinds.Say(say, scope), options.Context))).FirstOrDefault();
    }
}
