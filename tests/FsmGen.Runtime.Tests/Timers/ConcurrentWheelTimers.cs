namespace FsmGen.Runtime.Tests.Timers;

/// <summary>Numbered timers in a <see cref="ConcurrentTimerWheel"/> whose owner looks into the inbox after each call.</summary>
internal sealed class ConcurrentWheelTimers : ITimers
{
    private readonly ConcurrentTimerWheel _wheel;
    private readonly Node[] _nodes;

    public ConcurrentWheelTimers(TimeSpan resolution, TimeSpan start, int count)
    {
        _wheel = new ConcurrentTimerWheel(resolution, start);
        _nodes = [.. Enumerable.Range(0, count).Select(timer => new Node(_wheel, () => Expired(timer)))];
    }

    public Action<int> Expired { private get; set; } = static _ => { };

    public TimeSpan Now => _wheel.Now;

    public TimeSpan? NextDeadline => _wheel.GetNextDeadline();

    public int Count => _wheel.Count;

    public TimeSpan? Deadline(int timer) => _nodes[timer].Deadline;

    public void Schedule(int timer, TimeSpan deadline)
    {
        Assert.Equal(_nodes[timer].IsScheduled, _nodes[timer].Schedule(deadline));
        _wheel.GetNextDeadline();
    }

    public bool Cancel(int timer)
    {
        var wasScheduled = _nodes[timer].Cancel();
        _wheel.GetNextDeadline();
        return wasScheduled;
    }

    public int Advance(TimeSpan now) => _wheel.Advance(now);

    private sealed class Node(ConcurrentTimerWheel wheel, Action callback) : ConcurrentTimerNode(wheel)
    {
        protected override void OnExpired() => callback();
    }
}
