using FsmGen.Compiler.Binding;

namespace FsmGen.Compiler.Interpreting;

/// <summary>
/// What a step of a simulation did. <c>Event</c> is its name alone, as it was given; <c>Name</c> what a spec calls it, null if it has no name for
/// it. <c>Outcome</c> is spelled as scenarios spell it.
/// </summary>
internal sealed record SimulatedStep(string Event, string? Name, string Arguments, IReadOnlyList<string> Guards, string Outcome, IReadOnlyList<StateSymbol> Leaves, IReadOnlyList<string> Actions);

/// <summary>A step of a script, and the column in which it begins, from 1.</summary>
internal readonly record struct ScriptStep(string Text, int Column);

/// <summary>Runs a machine by steps that are text: <c>Coin(50)[Enough]</c>, <c>+10s</c>, <c>Start</c>.</summary>
internal sealed class Simulation(Spec spec)
{
    private readonly Interpreter _machine = new(spec);

    public bool HasEnded => _machine.HasEnded;

    public IEnumerable<StateSymbol> Leaves => _machine.Leaves;

    /// <summary>The events that somebody outside can fire, and the timers that run.</summary>
    public IEnumerable<string> Possible =>
        spec.Events.Where(static e => !e.IsInternal).Select(static e => e.Display).Concat(_machine.Running.Select(static timer => timer.Event.Name.Text));

    /// <summary>Cuts a script at its blanks, but for those in brackets.</summary>
    public static IReadOnlyList<ScriptStep> Split(string script)
    {
        var steps = new List<ScriptStep>();
        var (start, depth) = (0, 0);
        for (var i = 0; i <= script.Length; i++)
        {
            var c = i == script.Length ? ' ' : script[i];
            depth += c is '(' or '[' ? 1 : c is ')' or ']' && depth > 0 ? -1 : 0;
            if (!char.IsWhiteSpace(c) || depth > 0 && i < script.Length)
                continue;
            // A blank before the guards of an event belongs to it.
            if (i > start && script[start] == '[' && steps.Count > 0)
                steps[steps.Count - 1] = steps[steps.Count - 1] with { Text = script.Substring(steps[steps.Count - 1].Column - 1, i - steps[steps.Count - 1].Column + 1) };
            else if (i > start)
                steps.Add(new ScriptStep(script.Substring(start, i - start), start + 1));
            start = i + 1;
        }

        return steps;
    }

    /// <summary>What is said of an event that is dropped because nobody declares it; null if somebody does.</summary>
    public string? FindWarning(ScriptStep step) =>
        StepText.Parse(step.Text) is { Name: var name } && name != "Start" && !IsTime(name) && Find(name) is null ? $"column {step.Column}: {Undeclared(name, ", and ignored")}" : null;

    /// <summary>Why a step cannot be taken, with its column; null if it can.</summary>
    public string? FindError(ScriptStep step) =>
        SplitAt(step.Text) is var index and > 0
            ? $"column {step.Column + index}: '{step.Text.Substring(index)}' is a step of its own: write '{step.Text.Substring(0, index)} {step.Text.Substring(index)}'"
        : FindError(step.Text) is { } why ? $"column {step.Column}: {why}" : null;

    /// <summary>Where something stands behind a step without a blank between them; 0: nowhere.</summary>
    private static int SplitAt(string step)
    {
        var (depth, end) = (0, 0);
        for (var i = 0; i < step.Length; i++)
        {
            // Guards belong to the event before them.
            if (depth == 0 && end > 0 && !char.IsWhiteSpace(step[i]) && !(step[i] == '[' && step[end - 1] == ')'))
                return end;
            depth += step[i] is '(' or '[' ? 1 : step[i] is ')' or ']' ? -1 : 0;
            end = step[i] is ')' or ']' && depth == 0 ? i + 1 : end;
        }

        if (end > 0)
            return 0;
        var plus = step.IndexOf('+', 1);
        return plus > 0 && Durations.Parse(step.Substring(plus + 1)) is not null ? plus : 0;
    }

    /// <summary>Why a step cannot be taken; null if it can.</summary>
    public string? FindError(string step)
    {
        if (StepText.Parse(step) is not { } parts)
            return $"'{step}': a bracket is not closed";
        if (parts.Guards.Select(static guard => guard.Name).FirstOrDefault(name => spec.Guards.All(guard => guard.Name.Text != name)) is { } unknown)
            return $"guard '{unknown}' is not declared{Suggestion.For(unknown, spec.Guards.Select(static guard => guard.Name.Text))}";
        if (IsTime(parts.Name))
            return Durations.Parse(parts.Name.Substring(1)) is null ? $"'{parts.Name}' is no time that passes: write '+10s'" : null;
        if (parts.Name == "Start")
            return parts.FindError(null);
        if (Find(parts.Name) is not { } trigger)
            // A spec that ignores what it does not handle ignores what it does not know, as SCXML drops it.
            return spec.IgnoresUnhandled && parts.Name.Length > 0 ? null : Undeclared(parts.Name);
        return trigger.IsInternal && TimerOf(trigger) is null ? $"event '{parts.Name}' is internal: a row raises it" : parts.FindError(trigger);
    }

    /// <summary>Takes a step that has no error. A machine that was not started is, by whatever comes first.</summary>
    /// <param name="step">The step.</param>
    /// <param name="holding">Guards that hold besides those that the step names.</param>
    public SimulatedStep Take(string step, IReadOnlyCollection<string> holding)
    {
        var parts = StepText.Parse(step)!;
        bool Holds(string guard) => holding.Contains(guard) || parts.Guards.Any(named => named.Name == guard);
        if (!_machine.IsStarted && parts.Name != "Start")
            _machine.Start(holding.Contains);

        var result = parts.Name == "Start" ? _machine.IsStarted ? Refuse() : _machine.Start(Holds)
            : IsTime(parts.Name) ? _machine.Advance(Durations.Parse(parts.Name.Substring(1))!.Value, Holds)
            : Find(parts.Name) is { } trigger ? Fire(trigger, Holds)
            : Drop();
        var actions = result is StepResult.NotStarted or StepResult.Ended ? [] : _machine.Trace.ToList();
        var name = parts.Name == "Start" ? parts.Name : IsTime(parts.Name) ? $"after {parts.Name.Substring(1)}" : Find(parts.Name)?.Name.Text;
        return new SimulatedStep(parts.Name, name, parts.Arguments, [.. parts.Guards.Select(static guard => guard.Name)], NameOf(result), [.. _machine.Leaves], actions);
    }

    /// <summary>Whether a step is no event, but time that passes.</summary>
    private static bool IsTime(string name) => name.StartsWith("+", StringComparison.Ordinal);

    private string Undeclared(string name, string consequence = "") =>
        $"event '{name}' is not declared{consequence}{Suggestion.For(name, spec.Events.Where(static e => !e.IsInternal).Select(static e => e.Display))}";

    private StepResult Refuse()
    {
        _machine.Trace.Clear();
        return StepResult.Rejected;
    }

    private StepResult Drop()
    {
        _machine.Trace.Clear();
        return _machine.HasEnded ? StepResult.Ended : StepResult.Ignored;
    }

    private StepResult Fire(EventSymbol trigger, Func<string, bool> holds) =>
        trigger.IsInternal && TimerOf(trigger) is { } timer ? _machine.Expire(timer, holds) : _machine.Fire(trigger, holds);

    private TimerSymbol? TimerOf(EventSymbol trigger) => spec.Timers.FirstOrDefault(timer => timer.Owner is null && timer.Event == trigger);

    /// <summary>
    /// The event of a name or an original one. In an imported machine <c>a.b</c> is also taken by what is about <c>a</c>, and
    /// anything by what is about <c>*</c>, as SCXML matches descriptors.
    /// </summary>
    private EventSymbol? Find(string name)
    {
        if (spec.Events.FirstOrDefault(e => e.Name.Text == name || e.Id == name) is { } exact)
            return exact;
        for (var dot = name.LastIndexOf('.'); dot > 0; dot = name.LastIndexOf('.', dot - 1))
        {
            if (spec.Events.FirstOrDefault(e => e.Display == name.Substring(0, dot)) is { } prefix)
                return prefix;
        }

        return spec.Events.FirstOrDefault(static e => e.Id == "*");
    }

    private static string NameOf(StepResult result) => result switch
    {
        StepResult.NotStarted => "notStarted",
        StepResult.NotRunning => "notRunning",
        StepResult.DeferralFull => "queueFull",
        _ => result.ToString().ToLowerInvariant(),
    };
}
