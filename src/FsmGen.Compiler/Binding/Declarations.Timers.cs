using FsmGen.Compiler.Model;
using FsmGen.Compiler.Yaml;

namespace FsmGen.Compiler.Binding;

/// <content>Timers.</content>
internal sealed partial class Declarations
{
    /// <summary>Reads timers: the events they name are known by now.</summary>
    public void ReadTimers(YamlEntry section)
    {
        foreach (var entry in _read.Entries(section.Value, "'timers'", section.Key.Span))
        {
            if (ReadSignature(entry.Key) is not { } signature)
                continue;
            if (signature.Parameters.Count > 0)
                findings.Add(Rules.InvalidSignature, entry.Key.Span, entry.Key.Value, "a timer carries nothing");
            else if (Declare(signature, "timer"))
                Timers[signature.Name.Text] = ReadTimer(signature.Name, entry);
        }
    }

    private TimerSymbol ReadTimer(Name name, YamlEntry entry)
    {
        var docs = Documentation.None;
        TimeSpan? duration = null;
        Fragment? code = null;
        EventSymbol? trigger = null;
        if (entry.Value is YamlScalar { IsNull: false } scalar)
            duration = _read.Duration(scalar);
        else
        {
            _read.Keys(entry.Value, "a timer", entry.Key.Span,
                new("after", e => duration = _read.Text(e) is { } text ? _read.Duration(text) : null),
                new("code", e => code = _read.Text(e) is { } c ? FragmentReader.ReadExpression(c, text, findings) : null),
                new("event", e => trigger = ReadTimerEvent(e)),
                new("summary", e => docs = _read.WithSummary(docs, e)),
                new("reference", e => docs = _read.WithReference(docs, e)));
            if (entry.Value is YamlScalar || entry.Value is YamlMapping { Entries: var keys } && !keys.Any(static key => key.Key.Value is "after" or "code"))
                findings.Add(Rules.MissingKey, name.Span, $"Timer '{name.Text}'", "after");
        }

        if (trigger is null)
        {
            trigger = new EventSymbol(name, [], EventOrigin.Timer, docs);
            Events[name.Text] = trigger;
        }

        return new TimerSymbol(name, code is null ? duration ?? TimeSpan.FromSeconds(1) : null, code, trigger, docs);
    }

    private EventSymbol? ReadTimerEvent(YamlEntry entry)
    {
        if (_read.NameOf(entry) is not { } name)
            return null;
        if (!Events.TryGetValue(name.Text, out var trigger))
            ReportUnknown(Rules.UnknownEvent, name, Events.Keys);
        else if (trigger.Parameters.Count > 0)
            findings.Add(Rules.InvalidSignature, name.Span, name.Text, "a timer carries nothing, and this event has parameters");
        if (trigger is not null)
            Used.Add(trigger);
        return trigger;
    }
}
