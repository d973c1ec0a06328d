namespace FsmGen.Runtime.Timers;

/// <summary>A <see cref="TimerWheel"/> whose timers any thread may schedule and cancel, without a lock.</summary>
/// <remarks>
/// <para>
/// Some thread is the owner: one at a time calls <see cref="Advance"/> and <see cref="GetNextDeadline"/>, and timers expire
/// on it; a <see cref="TimerWheelDriver"/> can be that. All others only leave requests in an inbox of the wheel, which the
/// owner empties before each step. Scheduling and cancelling cost a few interlocked operations, and allocate nothing.
/// </para>
/// <para>
/// Timers expire in the order of their ticks; those of one tick in the order in which the owner found them, which is that
/// of the calls unless a timer was rescheduled before the owner looked. Until it looks, it also keeps hold of timers that
/// were cancelled meanwhile.
/// </para>
/// </remarks>
public sealed class ConcurrentTimerWheel
{
    private const ulong Awake = 0;

    private readonly TimerWheel _wheel;
    private readonly Action? _wake;
    private ConcurrentTimerNode? _inbox;
    private ulong _armed;

    /// <summary>Makes an empty wheel.</summary>
    /// <param name="resolution">The length of a tick, 100 ns or more.</param>
    /// <param name="start">The first <see cref="Now"/>, rounded down to a tick; not negative.</param>
    /// <param name="wake">
    /// Called on the thread that schedules a timer, if that is earlier than what <see cref="GetNextDeadline"/> gave the
    /// owner to sleep until: tell the owner to call <see cref="Advance"/> and <see cref="GetNextDeadline"/> again. It is not
    /// called between the former and the latter, as the owner is awake then, nor before the first look.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">The resolution is not positive, or the start is negative.</exception>
    public ConcurrentTimerWheel(TimeSpan resolution, TimeSpan start = default, Action? wake = null)
    {
        _wheel = new TimerWheel(resolution, start);
        _wake = wake;
    }

    /// <summary>The length of a tick.</summary>
    public TimeSpan Resolution => _wheel.Resolution;

    /// <summary>The instant the wheel has come to, as <see cref="TimerWheel.Now"/>; any thread may ask.</summary>
    public TimeSpan Now => _wheel.Now;

    /// <summary>How many timers are scheduled, as far as the owner knows; only the owner may ask.</summary>
    public int Count => _wheel.Count;

    internal TickScale Scale => _wheel.Scale;

    /// <summary>Does what was asked for, and gives the instant to sleep until; null if no timer will expire.</summary>
    /// <remarks>
    /// Only the owner may call it. From then on until the next <see cref="Advance"/>, a timer that is scheduled for an
    /// earlier instant wakes the owner. The instant is exact, and costs what <see cref="TimerWheel.NextDeadline"/>
    /// does; it is null when that is, so also for timers after the last tick.
    /// </remarks>
    public TimeSpan? GetNextDeadline()
    {
        ulong next;
        do
        {
            EmptyInbox();
            next = _wheel.NextTick;

            // A thread looks here when its request is in the inbox. If it looks too early to be told, we see the inbox.
            Interlocked.Exchange(ref _armed, next);
        }
        while (Volatile.Read(ref _inbox) is not null);

        return next == TimerWheel.Never ? null : Scale.ToInstant(next);
    }

    /// <summary>Does what was asked for, moves time forward, and expires the timers that are due.</summary>
    /// <remarks>Only the owner may call it.</remarks>
    /// <param name="now">The new <see cref="Now"/>, rounded down to a tick; if that is before the old one, no timer expires.</param>
    /// <returns>How many timers expired.</returns>
    /// <exception cref="InvalidOperationException">A timer of this wheel is just expiring.</exception>
    public int Advance(TimeSpan now)
    {
        Volatile.Write(ref _armed, Awake);
        EmptyInbox();
        if (!_wheel.TryBegin(now, out var target))
            return 0;

        var expired = 0;
        try
        {
            while (_wheel.TakeNext(target) is ConcurrentTimerNode node)
            {
                if (node.TryTakeRequest(node.Tick))
                {
                    expired++;
                    node.Expire();
                }

                // What was asked for meanwhile, not least by the timer itself, may be due before the next one.
                EmptyInbox();
            }
        }
        finally
        {
            _wheel.End();
        }

        return expired;
    }

    /// <summary>Puts a node into the inbox; any thread may, if it is not there already.</summary>
    internal void Push(ConcurrentTimerNode node)
    {
        ConcurrentTimerNode? top;
        do
        {
            top = Volatile.Read(ref _inbox);
            node.NextInInbox = top;
        }
        while (Interlocked.CompareExchange(ref _inbox, node, top) != top);
    }

    /// <summary>Wakes the owner if a node is due before the instant that the owner sleeps until.</summary>
    /// <remarks>
    /// Reads what is asked for of the node now, which need not be what the caller asked for: another thread, with an earlier
    /// deadline, may have found the node on its way into the inbox, and the owner about to sleep without it.
    /// </remarks>
    internal void WakeFor(ConcurrentTimerNode node)
    {
        var tick = node.Requested;
        var armed = Volatile.Read(ref _armed);
        while (tick < armed)
        {
            // Of several threads, those wake the owner that move the alarm forward.
            var seen = Interlocked.CompareExchange(ref _armed, tick, armed);
            if (seen == armed)
            {
                _wake?.Invoke();
                return;
            }

            armed = seen;
        }
    }

    private void EmptyInbox()
    {
        if (Volatile.Read(ref _inbox) is null)
            return;

        for (var node = Reverse(Interlocked.Exchange(ref _inbox, null)); node is not null;)
        {
            // As soon as a node has left, another thread may push it again.
            var next = node.NextInInbox;
            node.NextInInbox = null;
            node.LeaveInbox();

            var tick = node.Requested;
            if (tick == TimerWheel.Never)
                _wheel.Cancel(node);
            else
                _wheel.Place(node, tick);

            node = next;
        }
    }

    private static ConcurrentTimerNode? Reverse(ConcurrentTimerNode? top)
    {
        ConcurrentTimerNode? first = null;
        while (top is not null)
        {
            var next = top.NextInInbox;
            top.NextInInbox = first;
            first = top;
            top = next;
        }

        return first;
    }
}
