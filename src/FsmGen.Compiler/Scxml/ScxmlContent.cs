namespace FsmGen.Compiler.Scxml;

/// <summary>Makes actions and raises of executable content.</summary>
internal sealed class ScxmlContent(ScxmlNames names, ScxmlEvents events, ScxmlSymbols symbols, ScxmlTimers timers, ScxmlNotes notes)
{
    /// <summary>Conditions longer than this, together, are better read where they stand.</summary>
    private const int MaximumConditions = 400;

    /// <summary>Content that a host can do as well, without a loss.</summary>
    private static readonly HashSet<string> Plain = new(StringComparer.Ordinal) { "log", "raise", "if" };

    private readonly HashSet<ScxmlTimer> _restarted = [];
    private readonly HashSet<string> _foreign = new(StringComparer.Ordinal);

    /// <summary>The event that an element raises within the machine; null if it does something else.</summary>
    public static string? RaisedBy(ScxmlElement content)
    {
        var isRaise = content.Is("raise") || (content.Is("send") && content["target"] == "#_internal" && content.Children.Count == 0 && content.Attributes.Count == 2);
        return isRaise && content["event"] is { Length: > 0 } id && !id.Any(static c => char.IsWhiteSpace(c) || c == '*') ? id : null;
    }

    /// <summary>The items of <c>do</c>, <c>entry</c> or <c>exit</c>, as flow style spells them.</summary>
    public IReadOnlyList<string> Read(IReadOnlyList<ScxmlElement> contents)
    {
        var items = new List<string>();
        for (var i = 0; i < contents.Count; i++)
        {
            var content = contents[i];
            if (timers.IsAfter(content))
                continue;
            if (timers.StoppedBy(content) is { Count: > 0 } stopped)
            {
                // A timer that is started stops before.
                var next = i + 1 < contents.Count ? timers.StartedBy(contents[i + 1]) : null;
                items.AddRange(stopped.Where(timer => timer != next).Select(static timer => $"stop {timer.Name}"));
            }
            else if (timers.StartedBy(content) is { } started)
            {
                items.Add($"start {started.Name}");
                if (!timers.IsStoppedOnExit(started) && (i == 0 || !timers.StoppedBy(contents[i - 1]).Contains(started)) && _restarted.Add(started))
                    notes.Add(content.Position, $"<{content.Name}> starts the timer '{started.Name}'; if it still runs then, it starts anew, where SCXML lets both sends happen");
            }
            else
                Read(content, ScxmlCondition.True, items);
        }

        return items;
    }

    private void Read(ScxmlElement content, ScxmlCondition when, List<string> items)
    {
        if (content.Is("raise") || RaisedBy(content) is not null)
            ReadRaise(content, when, items);
        else if (content.Is("if") && RaisesOnly(content, out var length) && length <= MaximumConditions)
            ReadBranches(content, when, items);
        else
        {
            items.Add(symbols.CallOf(content) ?? ReadAction(content));
        }
    }

    private string ReadAction(ScxmlElement content)
    {
        var action = symbols.ActionOf(content);
        Note(content, action);
        return action;
    }

    private void ReadRaise(ScxmlElement content, ScxmlCondition when, List<string> items)
    {
        if (RaisedBy(content) is not { } id || !events.IsDeclared(id))
            notes.Add(content.Position, $"<{content.Name}> is not carried over: '{content["event"]}' is no event that a machine can raise");
        else if (when.IsTrue)
            items.Add($"raise {names.EventOf(id)}");
        else if (!when.IsFalse)
            items.Add($"{{ raise: {names.EventOf(id)}, when: {when} }}");
    }

    /// <summary>Each branch holds where none before it does.</summary>
    private void ReadBranches(ScxmlElement content, ScxmlCondition when, List<string> items)
    {
        var branch = symbols.ConditionOf(content);
        var others = branch.Not();
        foreach (var child in content.Children)
        {
            if (child.Is("elseif") || child.Is("else"))
            {
                var condition = symbols.ConditionOf(child);
                branch = others.And(condition);
                others = others.And(condition.Not());
            }
            else
                Read(child, when.And(branch), items);
        }
    }

    /// <summary>Whether all branches hold nothing but raises; <paramref name="length"/> is how much their conditions come to.</summary>
    private static bool RaisesOnly(ScxmlElement content, out int length)
    {
        var sum = content["cond"]?.Length ?? 0;
        length = sum;
        foreach (var child in content.Children)
        {
            if (child.Is("elseif") || child.Is("else"))
                length += sum += child["cond"]?.Length ?? 0;
            else if (child.Is("if"))
            {
                if (!RaisesOnly(child, out var inner))
                    return false;
                length += inner + sum;
            }
            else if (RaisedBy(child) is null)
                return false;
        }

        return true;
    }

    private void Note(ScxmlElement content, string action)
    {
        if (content.ForeignNamespace.Length > 0)
        {
            if (content.ForeignNamespace == ScxmlExporter.Namespace)
                notes.Add(content.Position, $"<{content.Name}> becomes the action '{action}': it does not say what ours would say here");
            else if (_foreign.Add($"{content.ForeignNamespace} {content.Name}"))
                notes.Add(content.Position, $"<{content.Name}> of the namespace '{content.ForeignNamespace}' becomes an action of the host, wherever it stands");
            return;
        }

        if (!Plain.Contains(content.Name))
            notes.Add(content.Position, $"<{content.Name}> becomes the action '{action}': the host has to do what it says");
        foreach (var child in Below(content))
        {
            if (child.Is("raise"))
                notes.Add(child.Position, $"<raise> is not carried over: it is a part of the action '{action}', and an action cannot raise '{child["event"]}'");
            else if (content.Is("if") && child.ForeignNamespace.Length == 0 && !Plain.Contains(child.Name) && child.Name is not ("else" or "elseif"))
                notes.Add(child.Position, $"<{child.Name}> is a part of the action '{action}': the host has to do what it says");
        }
    }

    private static IEnumerable<ScxmlElement> Below(ScxmlElement element) => element.Children.SelectMany(static child => Below(child).Prepend(child));
}
