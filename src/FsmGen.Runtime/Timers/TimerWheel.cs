namespace FsmGen.Runtime.Timers;

/// <summary>Timers in the order of their deadlines: a hierarchical timing wheel (Varghese and Lauck 1987, scheme 7).</summary>
/// <remarks>
/// <para>
/// The wheel has no clock. Time is whatever <see cref="Advance"/> is told, counted from any fixed instant, in ticks of
/// <see cref="Resolution"/>. Scheduling, rescheduling and cancelling cost the same for one timer and for a million, and
/// allocate nothing; <see cref="Advance"/> jumps over empty time, however long. A wheel takes about 11 KB.
/// </para>
/// <para>
/// Timers expire in the order of their ticks, those of one tick in the order of the calls of <see cref="Schedule"/> that
/// put them there. A timer never expires before its deadline; the one exception are deadlines within the last tick that a
/// <see cref="TimeSpan"/> can hold, which count as that tick.
/// </para>
/// <para>Not safe for use by two threads at once; that is what <see cref="ConcurrentTimerWheel"/> is for.</para>
/// </remarks>
public sealed partial class TimerWheel
{
    internal readonly TickScale Scale;

    private ulong _now;
    private ulong _target;
    private bool _isAdvancing;

    /// <summary>Makes an empty wheel.</summary>
    /// <param name="resolution">
    /// The length of a tick, 100 ns or more. It decides how much later than asked for a timer may expire, and hardly what a
    /// timer costs.
    /// </param>
    /// <param name="start">The first <see cref="Now"/>, rounded down to a tick; not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException">The resolution is not positive, or the start is negative.</exception>
    public TimerWheel(TimeSpan resolution, TimeSpan start = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(start, TimeSpan.Zero);
        Scale = new TickScale(resolution);
        _now = Scale.Floor(start);
    }

    /// <summary>The length of a tick.</summary>
    public TimeSpan Resolution => Scale.Resolution;

    /// <summary>The instant the wheel has come to, a whole number of ticks; while a timer expires, the tick of that timer.</summary>
    public TimeSpan Now => Scale.ToInstant(Volatile.Read(ref _now));

    /// <summary>The instant to which <see cref="Advance"/> is moving; while it is not, <see cref="Now"/>.</summary>
    /// <remarks>
    /// A timer that cannot do its work while it expires is scheduled for this instant, and not for the next tick: there it
    /// would find the same circumstances, tick after tick.
    /// </remarks>
    public TimeSpan Horizon => _isAdvancing ? Scale.ToInstant(_target) : Now;

    /// <summary>How many timers are scheduled.</summary>
    public int Count { get; private set; }

    /// <summary>The instant at which <see cref="Advance"/> will expire the next timer, exactly; null if none ever will.</summary>
    /// <remarks>
    /// <para>
    /// Sleep until then, not shorter and not longer. The answer is kept up to date while timers come, and costs a look into
    /// two bitmaps; after the earliest timer was cancelled or rescheduled, the timers that share its slot (those that the
    /// wheel has not needed to tell apart yet) are looked through once.
    /// </para>
    /// <para>
    /// It is null if no timer is scheduled, and also if all that are come after the last tick a <see cref="TimeSpan"/> can
    /// hold: that is where a timer goes that is scheduled while one of the last tick expires. It stays scheduled, and time
    /// never reaches it.
    /// </para>
    /// </remarks>
    public TimeSpan? NextDeadline => NextTick is var tick && tick == Never ? null : Scale.ToInstant(tick);

    /// <summary>The tick of the next timer, or <see cref="Never"/> if there is none that time can reach.</summary>
    internal ulong NextTick =>
        _levels != 0 && Earliest(ref FirstSlot(out var level), level) is var tick && tick <= Scale.Last ? tick : Never;

    /// <summary>Schedules a timer, or reschedules it if it is in this wheel already.</summary>
    /// <param name="node">The timer.</param>
    /// <param name="deadline">
    /// When it is to expire: an instant on the clock of <see cref="Now"/>, not a delay, for which there is
    /// <see cref="ScheduleAfter"/>; rounded up to a tick. A deadline that is not after
    /// <see cref="Now"/>, negative ones included, expires at the next <see cref="Advance"/>, even one that goes no further;
    /// but if a timer is just expiring, one tick after that, so that an <see cref="Advance"/> always ends.
    /// </param>
    /// <exception cref="InvalidOperationException">The timer is scheduled in another wheel, or belongs to a <see cref="ConcurrentTimerWheel"/>.</exception>
    public void Schedule(TimerNode node, TimeSpan deadline)
    {
        ArgumentNullException.ThrowIfNull(node);
        if (node.RunningIn != this && (node.RunningIn is not null || node is ConcurrentTimerNode))
            throw new InvalidOperationException("The timer belongs to another wheel");

        Place(node, Scale.Ceiling(deadline));
    }

    /// <summary>Schedules a timer, or reschedules it, so long after <see cref="Now"/>.</summary>
    /// <remarks>
    /// The delay counts from the tick that the wheel has come to: if your own clock is ahead of that, add the delay to it
    /// and call <see cref="Schedule"/>.
    /// </remarks>
    /// <param name="node">The timer.</param>
    /// <param name="delay">How long after <see cref="Now"/> it is to expire; if negative, like none. The sum ends at <see cref="TimeSpan.MaxValue"/>.</param>
    /// <exception cref="InvalidOperationException">The timer is scheduled in another wheel, or belongs to a <see cref="ConcurrentTimerWheel"/>.</exception>
    public void ScheduleAfter(TimerNode node, TimeSpan delay) => Schedule(node, Sum(Now, delay));

    /// <summary>Takes a timer off the wheel, so that it does not expire.</summary>
    /// <returns>Whether it was scheduled in this wheel.</returns>
    public bool Cancel(TimerNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        if (node.RunningIn != this)
            return false;

        Remove(node);
        return true;
    }

    /// <summary>Moves time forward and expires the timers that are due.</summary>
    /// <param name="now">The new <see cref="Now"/>, rounded down to a tick; nothing happens if that is before the old one.</param>
    /// <returns>How many timers expired.</returns>
    /// <exception cref="InvalidOperationException">A timer of this wheel is just expiring.</exception>
    public int Advance(TimeSpan now)
    {
        if (!TryBegin(now, out var target))
            return 0;

        var expired = 0;
        try
        {
            for (; TakeNext(target) is { } node; expired++)
                node.Expire();
        }
        finally
        {
            End();
        }

        return expired;
    }

    /// <summary>The instant so long after another, or the last there is; a negative delay counts as none.</summary>
    internal static TimeSpan Sum(TimeSpan instant, TimeSpan delay) =>
        delay <= TimeSpan.Zero ? instant
        : instant > TimeSpan.MaxValue - delay ? TimeSpan.MaxValue
        : instant + delay;

    internal void Place(TimerNode node, ulong tick)
    {
        if (node.RunningIn is not null)
            Remove(node);

        node.RunningIn = this;
        node.Tick = Math.Max(tick, _isAdvancing ? _now + 1 : _now);
        Append(node);
        Count++;
    }

    /// <summary>Begins to advance; false if the tick of <paramref name="now"/> is before the present one.</summary>
    internal bool TryBegin(TimeSpan now, out ulong target)
    {
        if (_isAdvancing)
            throw new InvalidOperationException("A timer that expires cannot advance its own wheel");

        _target = target = Scale.Floor(now);
        return _isAdvancing = target >= _now && now >= TimeSpan.Zero;
    }

    internal void End() => _isAdvancing = false;
}
