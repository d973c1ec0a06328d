namespace FsmGen.Runtime.Tests.Timers;

/// <summary>Numbered timers: what a <see cref="TimerScript"/> runs on.</summary>
internal interface ITimers
{
    Action<int> Expired { set; }

    TimeSpan Now { get; }

    TimeSpan? NextDeadline { get; }

    int Count { get; }

    TimeSpan? Deadline(int timer);

    void Schedule(int timer, TimeSpan deadline);

    bool Cancel(int timer);

    int Advance(TimeSpan now);
}
