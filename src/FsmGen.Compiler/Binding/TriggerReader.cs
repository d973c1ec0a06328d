using FsmGen.Compiler.Yaml;

namespace FsmGen.Compiler.Binding;

/// <summary>Reads the keys of <c>on</c>: <c>Coin</c>, <c>Coin, Push</c>, <c>any</c>, <c>done(Heating)</c>.</summary>
internal sealed class TriggerReader(Declarations declared, Findings findings)
{
    public IReadOnlyList<EventSymbol> Read(StateSymbol state, YamlScalar key)
    {
        var triggers = new List<EventSymbol>();
        var start = 0;
        foreach (var part in key.Value.Split(','))
        {
            var text = part.Trim();
            var name = new Name(text, NodeReader.Within(key, start + part.IndexOf(text, StringComparison.Ordinal), text.Length));
            start += part.Length + 1;
            if (text == "any")
                triggers.AddRange(declared.Events.Values.Where(static e => e.Origin == EventOrigin.External));
            else if (text.StartsWith("done(", StringComparison.Ordinal) && text.EndsWith(")", StringComparison.Ordinal))
                AddCompletion(triggers, name);
            else if (declared.Events.TryGetValue(text, out var trigger))
                triggers.Add(trigger);
            else
            {
                state.HasUnknownEvent = true;
                declared.ReportUnknown(Rules.UnknownEvent, name, declared.Events.Keys.Append("any"));
            }
        }

        return triggers;
    }

    private void AddCompletion(List<EventSymbol> triggers, Name name)
    {
        var completed = new Name(name.Text.Substring(5, name.Text.Length - 6).Trim(), name.Span);
        if (!declared.States.TryGetValue(completed.Text, out var state))
            declared.ReportUnknown(Rules.UnknownState, completed, declared.States.Keys);
        else if (state.IsLeaf)
            findings.Add(Rules.InvalidState, name.Span, $"State '{completed.Text}' has no nested states, and is never done");
        else
            triggers.Add(declared.CompletionOf(state));
    }
}
