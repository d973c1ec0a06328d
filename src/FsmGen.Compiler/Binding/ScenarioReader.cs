using FsmGen.Compiler.Model;
using FsmGen.Compiler.Yaml;

namespace FsmGen.Compiler.Binding;

/// <summary>Reads <c>Coin(50) [Enough]: Unlocked / Unlock</c>.</summary>
internal sealed class ScenarioReader(Declarations declared, Findings findings)
{
    private static readonly string[] Outcomes = ["ignored", "rejected", "unhandled", "never", "ended"];

    private readonly NodeReader _read = new(findings);

    public IReadOnlyList<Scenario> Read(YamlEntry section) =>
        [.. _read.Entries(section.Value, "'scenarios'", section.Key.Span).Select(ReadScenario)];

    private Scenario ReadScenario(YamlEntry entry)
    {
        var title = new Name(entry.Key.Value, entry.Key.Span);
        if (entry.Value is not YamlMapping)
            return new Scenario(title, null, ReadSteps(entry), Documentation.None);

        var docs = Documentation.None;
        StateSymbol? from = null;
        List<Step> steps = [];
        _read.Keys(entry.Value, "a scenario", entry.Key.Span,
            new("from", e => from = ReadLeaf(_read.NameOf(e))),
            new("steps", e => steps = ReadSteps(e)),
            new("summary", e => docs = _read.WithSummary(docs, e)),
            new("reference", e => docs = _read.WithReference(docs, e)));
        if (from is not null && steps.Count > 0 && steps[0].Event is null)
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
        var bracket = text.LastIndexOf('[');
        var hasGuards = bracket >= 0 && text.EndsWith("]", StringComparison.Ordinal);
        var call = (hasGuards ? text.Substring(0, bracket) : text).TrimEnd();
        var open = call.IndexOf('(');
        var name = (open < 0 ? call : call.Substring(0, open)).TrimEnd();
        if (open >= 0 && !call.EndsWith(")", StringComparison.Ordinal) || bracket >= 0 && !hasGuards)
            return Fail("a bracket is not closed");

        EventSymbol? trigger = null;
        if (name == "Start" && !isFirst)
            return Fail("'Start' is the first step, or none");
        if (name != "Start" && !declared.Events.TryGetValue(name, out trigger))
        {
            declared.ReportUnknown(Rules.UnknownEvent, new Name(name, NodeReader.Within(entry.Key, 0, name.Length)), declared.Events.Values.Where(static e => !e.IsInternal).Select(static e => e.Name.Text));
            return null;
        }

        if (trigger is { IsInternal: true })
            return Fail($"'{name}' is internal: it is raised by a row, not fired by a step");

        var guards = hasGuards ? ReadGuards(entry.Key, bracket) : [];
        return ReadExpectation(entry) is { } expectation ? new Step(trigger, guards, expectation, new Name(text, entry.Key.Span)) : null;

        Step? Fail(string why)
        {
            findings.Add(Rules.InvalidStep, entry.Key.Span, why);
            return null;
        }
    }

    private List<string> ReadGuards(YamlScalar key, int bracket)
    {
        var guards = new List<string>();
        var start = bracket + 1;
        foreach (var part in key.Value.Substring(start, key.Value.Length - start - 1).Split(','))
        {
            var name = part.Trim();
            if (declared.Guards.ContainsKey(name))
                guards.Add(name);
            else if (name.Length > 0)
                declared.ReportUnknown(Rules.UnknownGuard, new Name(name, NodeReader.Within(key, start + part.IndexOf(name, StringComparison.Ordinal), name.Length)), declared.Guards.Keys);
            start += part.Length + 1;
        }

        return guards;
    }

    private Expectation? ReadExpectation(YamlEntry entry)
    {
        if (entry.Value is not YamlScalar { IsNull: false } scalar)
        {
            _read.WrongShape(entry.Value, entry.Key.Span, "a step", "what it leads to: a state, 'ignored', 'rejected', 'unhandled', 'never' or 'ended'");
            return null;
        }

        var text = new Name(scalar.Value, scalar.Span);
        if (Outcomes.Contains(scalar.Value))
            return new Expectation(scalar.Value, null, null, text);

        var slash = scalar.Value.IndexOf('/');
        var state = (slash < 0 ? scalar.Value : scalar.Value.Substring(0, slash)).TrimEnd();
        var leaf = ReadLeaf(new Name(state, NodeReader.Within(scalar, 0, state.Length)));
        if (leaf is null)
            return null;
        var actions = slash < 0 ? null : CSharpText.Arguments(scalar.Value.Substring(slash + 1)).Select(ReadAction).Where(static action => action.Length > 0).ToList();
        foreach (var action in actions ?? [])
        {
            var name = action.Split('(')[0].TrimEnd();
            if (!declared.Actions.ContainsKey(name))
                declared.ReportUnknown(Rules.UnknownAction, new Name(name, NodeReader.Within(scalar, scalar.Value.IndexOf(name, slash, StringComparison.Ordinal), name.Length)), declared.Actions.Keys);
        }

        return new Expectation("handled", leaf, actions, text);
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

    private StateSymbol? ReadLeaf(Name? name)
    {
        if (name is not { } word)
            return null;
        if (!declared.States.TryGetValue(word.Text, out var state))
            declared.ReportUnknown(Rules.UnknownState, word, declared.States.Keys.Concat(Outcomes));
        else if (!state.IsLeaf)
            findings.Add(Rules.InvalidStep, word.Span, $"'{word.Text}' has nested states; name the leaf");
        else
            return state;
        return null;
    }
}
