namespace FsmGen.Runtime.Timers;

/// <summary>A timer that any thread may schedule and cancel; it belongs to one <see cref="ConcurrentTimerWheel"/> for life.</summary>
/// <remarks>
/// <para>
/// What counts is the last call: each of them replaces what was asked for before, at once, whatever the owner of the wheel
/// is just doing. So a timer expires at most once for each <see cref="Schedule"/>, and not at all if another
/// <see cref="Schedule"/> or a <see cref="Cancel"/> came first; the two say which it was. They neither wait nor allocate.
/// </para>
/// <para>
/// <see cref="TimerNode.IsScheduled"/> and <see cref="TimerNode.Deadline"/> tell what the owner of the wheel knows; what
/// was asked for since its last look is not in them, and only the owner may rely on them. A timer takes 80 bytes on a 64-bit
/// machine, and the fields of the derived class.
/// </para>
/// </remarks>
public abstract class ConcurrentTimerNode : TimerNode
{
    internal ConcurrentTimerNode? NextInInbox;

    private const ulong Nothing = TimerWheel.Never;

    private ulong _requested = Nothing;
    private int _isQueued;

    /// <summary>Makes a timer that is not scheduled.</summary>
    /// <param name="wheel">The wheel in which it will run.</param>
    protected ConcurrentTimerNode(ConcurrentTimerWheel wheel)
    {
        ArgumentNullException.ThrowIfNull(wheel);
        Wheel = wheel;
    }

    /// <summary>The wheel in which the timer runs.</summary>
    public ConcurrentTimerWheel Wheel { get; }

    /// <summary>The tick last asked for, or <see cref="TimerWheel.Never"/> if none, or none that has not expired.</summary>
    internal ulong Requested => Volatile.Read(ref _requested);

    /// <summary>Schedules the timer, or reschedules it.</summary>
    /// <param name="deadline">When it is to expire: an instant on the clock of the wheel, not a delay; as for <see cref="TimerWheel.Schedule(TimerNode, TimeSpan)"/>.</param>
    /// <returns>Whether this replaced an earlier call for which the timer had not expired, and now will not.</returns>
    public bool Schedule(TimeSpan deadline) => Request(Wheel.Scale.Ceiling(deadline));

    /// <summary>Schedules the timer, or reschedules it, so long after the <see cref="ConcurrentTimerWheel.Now"/> of its wheel.</summary>
    /// <remarks>
    /// That stands still while nobody advances the wheel, and a driver does not as long as no timer is due: with one, add
    /// the delay to <see cref="TimerWheelDriver.Now"/> and call <see cref="Schedule"/>, lest the timer expire too early.
    /// </remarks>
    /// <param name="delay">How long after that it is to expire; if negative, like none. The sum ends at <see cref="TimeSpan.MaxValue"/>.</param>
    /// <returns>Whether this replaced an earlier call for which the timer had not expired, and now will not.</returns>
    public bool ScheduleAfter(TimeSpan delay) => Schedule(TimerWheel.Sum(Wheel.Now, delay));

    /// <summary>Takes back what was asked for, so that the timer does not expire.</summary>
    /// <returns>Whether it would have expired; if false, it never was scheduled, or has expired or is about to.</returns>
    public bool Cancel() => Request(Nothing);

    /// <summary>Called by the owner before the timer expires: takes the request, if it is still one for now.</summary>
    /// <remarks>
    /// This decides between the owner and all others. If the request was changed to a later tick, or to none, the timer does
    /// not expire: whoever changed it has put the node into the inbox, or is about to, and the owner will find it there.
    /// </remarks>
    internal bool TryTakeRequest(ulong now)
    {
        for (var requested = Requested; requested <= now; requested = Requested)
        {
            if (Interlocked.CompareExchange(ref _requested, Nothing, requested) == requested)
                return true;
        }

        return false;
    }

    /// <summary>Called by the owner when it has taken the node from its inbox, before it reads the request.</summary>
    internal void LeaveInbox() => Interlocked.Exchange(ref _isQueued, 0);

    // No request is lost. A request is written before _isQueued is exchanged for 1; the owner exchanges it for 0 before it
    // reads the request. If the former comes later it finds 0, and the node goes into the inbox once more; if it comes
    // first, the owner reads this request, or a newer one.
    private bool Request(ulong tick)
    {
        var replaced = Interlocked.Exchange(ref _requested, tick);
        if (Interlocked.Exchange(ref _isQueued, 1) == 0)
            Wheel.Push(this);

        Wheel.WakeFor(this);
        return replaced != Nothing;
    }
}
