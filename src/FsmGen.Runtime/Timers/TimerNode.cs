namespace FsmGen.Runtime.Timers;

/// <summary>A timer: derive from it, say in <see cref="OnExpired"/> what is to happen, and schedule it in a <see cref="TimerWheel"/>.</summary>
/// <remarks>
/// The links of the wheel's lists are part of the node, so that it is the only thing ever allocated for a timer: 56 bytes on
/// a 64-bit machine, and the fields of the derived class. Make it once, with the connection it belongs to; it can be
/// scheduled, rescheduled and cancelled any number of times, in one wheel at a time.
/// </remarks>
public abstract class TimerNode
{
    internal TimerNode? Next, Previous;
    internal TimerWheel? RunningIn;
    internal ulong Tick;
    internal int Slot;

    /// <summary>Makes a timer that is not scheduled.</summary>
    protected TimerNode()
    {
    }

    /// <summary>Whether the timer is in a wheel and has not expired; already false within <see cref="OnExpired"/>.</summary>
    public bool IsScheduled => RunningIn is not null;

    /// <summary>The instant at which the timer expires: the deadline that was asked for, rounded up to a tick; null if not scheduled.</summary>
    /// <remarks><see cref="TimeSpan.MaxValue"/> for the tick after the last, which time never reaches (see <see cref="TimerWheel.NextDeadline"/>).</remarks>
    public TimeSpan? Deadline => RunningIn?.Scale.ToInstant(Tick);

    /// <summary>Called by <see cref="TimerWheel.Advance"/> when the deadline has come; the timer is off the wheel by then.</summary>
    /// <remarks>
    /// It may schedule and cancel any timer, itself and those due at the same tick included. An exception comes out of
    /// <see cref="TimerWheel.Advance"/>; the timers that were to follow are expired by the next call.
    /// </remarks>
    protected abstract void OnExpired();

    internal void Expire() => OnExpired();
}
