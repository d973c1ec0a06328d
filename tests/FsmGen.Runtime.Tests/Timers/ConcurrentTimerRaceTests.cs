namespace FsmGen.Runtime.Tests.Timers;

/// <summary>Two threads that come to the same place at about the same time, again and again, now one earlier and now the other.</summary>
public class ConcurrentTimerRaceTests
{
    private const int Rounds = 100_000, Delays = 32, SpinsBeforeYielding = 1000;

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Hopeless = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task No_request_is_lost_while_the_owner_goes_to_sleep(int requests)
    {
        using var woken = new SemaphoreSlim(0);
        var wheel = new ConcurrentTimerWheel(Tick, wake: () => woken.Release());
        var timer = new CountingTimer(wheel);
        var isOver = false;

        var producer = Task.Factory.StartNew(Produce, TaskCreationOptions.LongRunning);
        for (var delay = 0; ; delay = (delay + 1) % Delays)
        {
            while (woken.Wait(0))
            {
                // Woken before it looks, so for nothing.
            }

            if (Volatile.Read(ref isOver))
                break;

            Thread.SpinWait(delay);
            if (wheel.GetNextDeadline() is null)
                Assert.True(woken.Wait(Hopeless), "The owner sleeps, and a timer is scheduled");

            wheel.Advance(wheel.Now + Tick);
        }

        await producer;

        // When its timer has expired, the owner is on its way back to sleep.
        void Produce()
        {
            for (var round = 0; round < Rounds; round++)
            {
                for (var request = 0; request < requests; request++)
                    timer.CountedSchedule(wheel.Now + (request * 2 * Tick));

                SpinUntil(() => timer.Expired == timer.Scheduled - timer.TakenBack);
            }

            Volatile.Write(ref isOver, true);
            woken.Release();
        }
    }

    [Fact]
    public async Task No_request_is_lost_that_another_thread_takes_to_the_inbox()
    {
        using var woken = new SemaphoreSlim(0);
        using var turn = new Barrier(3);
        var wheel = new ConcurrentTimerWheel(Tick, wake: () => woken.Release());
        var timers = Array.ConvertAll(new object[2], _ => new CountingTimer(wheel));
        new CountingTimer(wheel).Schedule(TimeSpan.MaxValue);

        var producers = Enumerable.Range(0, 2)
            .Select(producer => Task.Factory.StartNew(() => Produce(producer), TaskCreationOptions.LongRunning))
            .ToArray();
        for (var round = 0; round < Rounds / 50; round++)
        {
            turn.SignalAndWait();
            for (var next = wheel.GetNextDeadline(); next != Tick; next = wheel.GetNextDeadline())
                Assert.True(woken.Wait(Hopeless), "The owner sleeps, and an earlier timer is scheduled");

            turn.SignalAndWait();
            foreach (var timer in timers)
                timer.Cancel();

            wheel.Advance(TimeSpan.Zero);
        }

        await Task.WhenAll(producers);
        Assert.Equal(1, wheel.Count);

        // In whatever order the four calls come, the last for one of the timers is the early one.
        void Produce(int producer)
        {
            for (var round = 0; round < Rounds / 50; round++)
            {
                turn.SignalAndWait();
                timers[producer].Schedule(100 * Tick);
                timers[1 - producer].Schedule(Tick);
                turn.SignalAndWait();
            }
        }
    }

    [Fact]
    public async Task A_change_of_a_virtual_timer_that_is_just_expiring_is_not_lost()
    {
        var (begun, done, lost) = (0, 0, 0);
        var time = new VirtualTimeProvider();
        using var timer = time.CreateTimer(static _ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        var changer = Task.Factory.StartNew(Change, TaskCreationOptions.LongRunning);
        for (var round = 1; round <= Rounds; round++)
        {
            timer.Change(Tick, Timeout.InfiniteTimeSpan);
            Volatile.Write(ref begun, round);
            Thread.SpinWait(round % Delays);
            time.Advance(Tick);
            SpinUntil(() => Volatile.Read(ref done) == round);
            if (time.Wheel.GetNextDeadline() is null)
                lost++;
        }

        await changer;
        Assert.Equal(0, lost);

        void Change()
        {
            for (var round = 1; round <= Rounds; round++)
            {
                SpinUntil(() => Volatile.Read(ref begun) == round);
                Thread.SpinWait(round / Delays % Delays);
                timer.Change(1000 * Tick, Timeout.InfiniteTimeSpan);
                Volatile.Write(ref done, round);
            }
        }
    }

    // A SpinWait would soon back off, for longer than the races here take.
    private static void SpinUntil(Func<bool> condition)
    {
        for (var spins = 1; !condition(); spins++)
        {
            if (spins % SpinsBeforeYielding == 0)
                Thread.Yield();
        }
    }
}
