using FsmGen.Compiler.Model;
using FsmGen.Compiler.Yaml;

namespace FsmGen.Compiler.Binding;

/// <summary>Reads <c>Coin(50) [Enough]: Unlocked / Unlock</c>.</summary>
internal sealed class ScenarioReader(Declarations declared, Findings findings)
{
    private static readonly string[] Outcomes = ["ignored", "rejected", "deferred", "unhandled", "never", "ended"];

    private readonly NodeReader _read = new(findings);

    public IReadOnlyList<Scenario> Read(YamlEntry section) =>
        [.. _read.Entries(section.Value, "'scenarios'", section.Key.Span).Select(ReadScenario)];

    private Scenario ReadScenario(YamlEntry entry)
    {
        var title = new Name(entry.Key.Value, entry.Key.Span);
        if (entry.Value is not YamlMapping)
            return new Scenario(title, [], ReadSteps(entry), Documentation.None);

        var docs = Documentation.None;
        IReadOnlyList<StateSymbol> from = [];
        List<Step> steps = [];
        _read.Keys(entry.Value, "a scenario", entry.Key.Span,
            new("from", e => from = ReadLeaves(_read.NamesOf(e))),
            new("steps", e => steps = ReadSteps(e)),
            new("summary", e => docs = _read.WithSummary(docs, e)),
            new("reference", e => docs = _read.WithReference(docs, e)));
        if (from.Count > 0 && steps.Count > 0 && steps[0].IsStart)
            findings.Add(Rules.InvalidStep, steps[0].Text.Span, "'Start' begins in the initial state; take away 'from' or 'Start'");
        return new Scenario(title, from, steps, docs);
    }

    private List<Step> ReadSteps(YamlEntry entry)
    {
        var steps = new List<Step>();
        if (entry.Value is not YamlSequence list)
        {
            _read.WrongShape(entry.Value, entry.Key.Span, $"'{entry.Key.Value}'", "a list of steps");
            return steps;
        }

        foreach (var item in list.Items)
        {
            if (item is not YamlMapping { Entries: [var step] })
                findings.Add(Rules.InvalidStep, item.Span.Length > 0 ? item.Span : entry.Key.Span, "write 'Event [guards]: State / actions'");
            else if (ReadStep(step, isFirst: steps.Count == 0) is { } read)
                steps.Add(read);
        }

        return steps;
    }

    private Step? ReadStep(YamlEntry entry, bool isFirst)
    {
        var text = entry.Key.Value;
        if (text.StartsWith("after ", StringComparison.Ordinal))
            return ReadDelay(entry);
        if (StepText.Parse(text) is not { } parts)
            return Fail("a bracket is not closed");

        var name = parts.Name;
        EventSymbol? trigger = null;
        if (name == "Start" && !isFirst)
            return Fail("'Start' is the first step, or none");
        if (name != "Start" && !declared.Events.TryGetValue(name, out trigger))
        {
            declared.ReportUnknown(Rules.UnknownEvent, new Name(name, NodeReader.Within(entry.Key, text.IndexOf(name, StringComparison.Ordinal), name.Length)), declared.Events.Values.Where(static e => !e.IsInternal).Select(static e => e.Name.Text).Concat(isFirst ? ["Start"] : []));
            return null;
        }

        var timer = trigger is { IsInternal: true } ? declared.Timers.Values.FirstOrDefault(timer => timer.Event == trigger) : null;
        if (trigger is { IsInternal: true } && timer is null)
            return Fail($"'{name}' is internal: it is raised by a row, not fired by a step");
        if (parts.FindError(trigger) is { } why)
            findings.Add(Rules.InvalidStep, entry.Key.Span, why);

        var guards = ReadGuards(entry.Key, parts);
        return ReadExpectation(entry) is { } expectation ? new Step(trigger, timer, null, guards, expectation, new Name(text, entry.Key.Span)) : null;

        Step? Fail(string why)
        {
            findings.Add(Rules.InvalidStep, entry.Key.Span, why);
            return null;
        }
    }

    /// <summary>Reads <c>after 10s [guards]</c>.</summary>
    private Step? ReadDelay(YamlEntry entry)
    {
        var text = entry.Key.Value;
        if (StepText.Parse(text) is not { } parts || Durations.Parse(parts.Name.Substring(5).Trim()) is not { } delay)
        {
            findings.Add(Rules.InvalidDuration, entry.Key.Span, text.Substring(5).Trim());
            return null;
        }

        var guards = ReadGuards(entry.Key, parts);
        return ReadExpectation(entry) is { } expectation ? new Step(null, null, delay, guards, expectation, new Name(text, entry.Key.Span)) : null;
    }

    private List<string> ReadGuards(YamlScalar key, StepText parts)
    {
        var guards = new List<string>();
        foreach (var (name, index) in parts.Guards)
        {
            if (declared.Guards.ContainsKey(name))
                guards.Add(name);
            else
                declared.ReportUnknown(Rules.UnknownGuard, new Name(name, NodeReader.Within(key, index, name.Length)), declared.Guards.Keys);
        }

        return guards;
    }

    private Expectation? ReadExpectation(YamlEntry entry)
    {
        if (entry.Value is not YamlScalar { IsNull: false } scalar)
        {
            _read.WrongShape(entry.Value, entry.Key.Span, "a step", "what it leads to: a state, 'ignored', 'rejected', 'deferred', 'unhandled', 'never' or 'ended'");
            return null;
        }

        var text = new Name(scalar.Value, scalar.Span);
        if (Outcomes.Contains(scalar.Value))
            return new Expectation(scalar.Value, [], null, text);

        var slash = scalar.Value.IndexOf('/');
        var leaves = ReadLeaves(NamesOf(scalar, slash < 0 ? scalar.Value.Length : slash));
        if (leaves.Count == 0)
            return null;
        var actions = slash < 0 ? null : CSharpText.Arguments(scalar.Value.Substring(slash + 1)).Select(ReadAction).Where(static action => action.Length > 0).ToList();
        foreach (var action in actions ?? [])
        {
            var name = action.Split('(')[0].TrimEnd();
            if (!declared.Actions.ContainsKey(name))
                declared.ReportUnknown(Rules.UnknownAction, new Name(name, NodeReader.Within(scalar, scalar.Value.IndexOf(name, slash, StringComparison.Ordinal), name.Length)), declared.Actions.Keys);
        }

        return new Expectation("handled", leaves, actions, text);
    }

    /// <summary>The spelling of an action in a trace: constants separated by a comma and one blank.</summary>
    private static string ReadAction(string text)
    {
        var action = text.Trim();
        var open = action.IndexOf('(');
        if (open < 0 || !action.EndsWith(")", StringComparison.Ordinal))
            return action;
        var arguments = CSharpText.Arguments(action.Substring(open + 1, action.Length - open - 2));
        return $"{action.Substring(0, open).TrimEnd()}({string.Join(", ", arguments)})";
    }

    /// <summary>The names of <c>Open</c> or <c>(Dim, Slow)</c> that stand before <paramref name="end"/>.</summary>
    private static List<Name> NamesOf(YamlScalar scalar, int end)
    {
        var text = scalar.Value.Substring(0, end).TrimEnd();
        var isList = text.StartsWith("(", StringComparison.Ordinal) && text.EndsWith(")", StringComparison.Ordinal);
        var start = isList ? 1 : 0;
        var names = new List<Name>();
        foreach (var part in isList ? text.Substring(1, text.Length - 2).Split(',') : [text])
        {
            var name = part.Trim();
            names.Add(new Name(name, NodeReader.Within(scalar, start + part.IndexOf(name, StringComparison.Ordinal), name.Length)));
            start += part.Length + 1;
        }

        return names;
    }

    /// <summary>The leaves of these names, in document order; none if one of them is no leaf.</summary>
    private IReadOnlyList<StateSymbol> ReadLeaves(IReadOnlyList<Name> names)
    {
        var leaves = names.Select(ReadLeaf).ToList();
        if (leaves.Contains(null))
            return [];
        declared.RequireTogether(leaves!, names);
        return [.. leaves.OrderBy(static leaf => leaf!.Order)!];
    }

    private StateSymbol? ReadLeaf(Name word)
    {
        if (!declared.States.TryGetValue(word.Text, out var state) && word.Text == "handled")
            findings.Add(Rules.InvalidStep, word.Span, "an event that is handled leads somewhere: write the state");
        else if (state is null)
            declared.ReportUnknown(Rules.UnknownState, word, declared.States.Keys.Concat(Outcomes));
        else if (!state.IsLeaf || state.IsHistory)
            findings.Add(Rules.InvalidStep, word.Span, state.IsHistory ? $"'{word.Text}' is a history: it is never active itself" : $"'{word.Text}' has nested states; name the leaf");
        else
            return state;
        return null;
    }
}
