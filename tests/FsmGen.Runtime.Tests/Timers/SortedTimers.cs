namespace FsmGen.Runtime.Tests.Timers;

/// <summary>The oracle: what a wheel promises, said with a sorted set of ticks and turns.</summary>
internal sealed class SortedTimers(TimeSpan resolution, TimeSpan start) : ITimers
{
    private readonly SortedSet<(Int128 Tick, int Turn, int Timer)> _set = [];
    private readonly Dictionary<int, (Int128 Tick, int Turn, int Timer)> _scheduled = [];
    private Int128 _now = start.Ticks / resolution.Ticks;
    private bool _isAdvancing;
    private int _turns;

    public Action<int> Expired { private get; set; } = static _ => { };

    public TimeSpan Now => Instant(_now);

    public TimeSpan? NextDeadline => _set.Count == 0 || _set.Min.Tick > Last ? null : Instant(_set.Min.Tick);

    public int Count => _set.Count;

    private Int128 Last => long.MaxValue / resolution.Ticks;

    public TimeSpan? Deadline(int timer) => _scheduled.TryGetValue(timer, out var entry) ? Instant(entry.Tick) : null;

    public void Schedule(int timer, TimeSpan deadline)
    {
        Cancel(timer);
        var asked = ((Int128)deadline.Ticks + resolution.Ticks - 1) / resolution.Ticks;
        var tick = Int128.Max(Int128.Min(asked, Last), _isAdvancing ? _now + 1 : _now);
        _scheduled[timer] = (tick, _turns++, timer);
        _set.Add(_scheduled[timer]);
    }

    public bool Cancel(int timer) => _scheduled.Remove(timer, out var entry) && _set.Remove(entry);

    public int Advance(TimeSpan now)
    {
        var target = now < TimeSpan.Zero ? -1 : (Int128)now.Ticks / resolution.Ticks;
        if (target < _now)
            return 0;

        var expired = 0;
        _isAdvancing = true;
        try
        {
            for (; _set.Count != 0 && _set.Min.Tick <= target; expired++)
            {
                var (tick, _, timer) = _set.Min;
                Cancel(timer);
                _now = tick;
                Expired(timer);
            }

            _now = target;
        }
        finally
        {
            _isAdvancing = false;
        }

        return expired;
    }

    private TimeSpan Instant(Int128 tick) => tick > Last ? TimeSpan.MaxValue : new TimeSpan((long)tick * resolution.Ticks);
}
