namespace FsmGen.Runtime.Tests.Timers;

/// <summary>A timer that knows what has become of each request.</summary>
internal sealed class CountingTimer(ConcurrentTimerWheel wheel) : ConcurrentTimerNode(wheel)
{
    private int _scheduled, _takenBack, _expired;

    public int Scheduled => _scheduled;

    public int TakenBack => _takenBack;

    public int Expired => Volatile.Read(ref _expired);

    public void CountedSchedule(TimeSpan deadline)
    {
        Interlocked.Increment(ref _scheduled);
        if (Schedule(deadline))
            Interlocked.Increment(ref _takenBack);
    }

    public void CountedCancel()
    {
        if (Cancel())
            Interlocked.Increment(ref _takenBack);
    }

    protected override void OnExpired() => Volatile.Write(ref _expired, _expired + 1);
}
