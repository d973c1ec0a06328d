namespace FsmGen.Runtime.Tests.Timers;

/// <summary>Numbered timers in a <see cref="TimerWheel"/>.</summary>
internal sealed class WheelTimers : ITimers
{
    private readonly TimerWheel _wheel;
    private readonly CallbackTimer[] _nodes;

    public WheelTimers(TimeSpan resolution, TimeSpan start, int count)
    {
        _wheel = new TimerWheel(resolution, start);
        _nodes = [.. Enumerable.Range(0, count).Select(timer => new CallbackTimer(() => Expired(timer)))];
    }

    public Action<int> Expired { private get; set; } = static _ => { };

    public TimeSpan Now => _wheel.Now;

    public TimeSpan? NextDeadline => _wheel.NextDeadline;

    public int Count => _wheel.Count;

    public TimeSpan? Deadline(int timer) => _nodes[timer].Deadline;

    public void Schedule(int timer, TimeSpan deadline) => _wheel.Schedule(_nodes[timer], deadline);

    public bool Cancel(int timer) => _wheel.Cancel(_nodes[timer]);

    public int Advance(TimeSpan now) => _wheel.Advance(now);
}
