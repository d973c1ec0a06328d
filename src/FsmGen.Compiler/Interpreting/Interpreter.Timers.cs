using FsmGen.Compiler.Binding;

namespace FsmGen.Compiler.Interpreting;

/// <content>Timers, on a clock that only <see cref="Advance"/> moves.</content>
internal sealed partial class Interpreter
{
    /// <summary>How many timers may expire in one <see cref="Advance"/>: a timer of a millisecond does so 86,400,000 times a day.</summary>
    public const int MaximumExpirations = 10_000;

    private readonly List<(TimerSymbol Timer, TimeSpan Due)> _timers = [];

    /// <summary>How much time passed since the machine was made.</summary>
    public TimeSpan Now { get; private set; }

    /// <summary>The timers that run, in the order in which they expire. One whose duration is C# never does: <see cref="Expire"/> it.</summary>
    public IEnumerable<TimerSymbol> Running => _timers.OrderBy(static timer => timer.Due).Select(static timer => timer.Timer);

    /// <summary>Lets time pass, and takes the timers that expire as they do.</summary>
    /// <returns>
    /// What became of the last of them; <see cref="StepResult.Ignored"/> if none expired, <see cref="StepResult.Exhausted"/> if the rest was given up.
    /// </returns>
    public StepResult Advance(TimeSpan by, Func<string, bool> guards)
    {
        var end = Now + by;
        var trace = new List<string>();
        var result = StepResult.Ignored;
        var expired = 0;
        while (_timers.Count > 0 && _timers.OrderBy(static timer => timer.Due).First() is var next && next.Due <= end)
        {
            if (expired++ == MaximumExpirations)
            {
                result = StepResult.Exhausted;
                break;
            }

            Now = next.Due;
            _timers.Remove(next);
            result = Fire(next.Timer.Event, guards);
            trace.AddRange(Trace);
            if (result is StepResult.Never or StepResult.Overflow or StepResult.Endless)
                break;
        }

        Now = end;
        Trace.Clear();
        Trace.AddRange(trace);
        return result;
    }

    /// <summary>Lets one timer expire now, if it runs.</summary>
    public StepResult Expire(TimerSymbol timer, Func<string, bool> guards)
    {
        var index = _timers.FindIndex(running => running.Timer == timer);
        if (index < 0)
        {
            Begin(guards);
            return StepResult.NotRunning;
        }

        _timers.RemoveAt(index);
        return Fire(timer.Event, guards);
    }

    private void Set(TimerSymbol timer)
    {
        Cancel(timer);
        _timers.Add((timer, timer.Duration is { } duration ? Now + duration : TimeSpan.MaxValue));
    }

    private void Cancel(TimerSymbol timer) => _timers.RemoveAll(running => running.Timer == timer);
}
