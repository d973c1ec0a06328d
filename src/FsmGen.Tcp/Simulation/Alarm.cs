using FsmGen.Runtime.Timers;

namespace FsmGen.Tcp.Simulation;

/// <summary>Has a host polled when its owner's deadline comes.</summary>
internal sealed class Alarm(SimulatedHost host) : ConcurrentTimerNode(host.Network.Time.Wheel)
{
    private static readonly TimeSpan Tick = new(1);

    // Deadline would be what the wheel has seen, not what was asked for last.
    private TimeSpan? _deadline;

    /// <summary>Sets the alarm, or takes it back; a deadline that has come already rings at the next tick, so that time moves on.</summary>
    public void Set(TimeSpan? deadline)
    {
        if (deadline <= Wheel.Now)
            deadline = Wheel.Now + Tick;
        if (deadline == _deadline)
            return;

        _deadline = deadline;
        if (deadline is { } instant)
            Schedule(instant);
        else
            Cancel();
    }

    protected override void OnExpired()
    {
        _deadline = null;
        host.Wake();
    }
}
