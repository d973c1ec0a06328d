namespace FsmGen.Runtime.Tests.Timers;

public class ConcurrentTimerStressTests
{
    private const int Producers = 3, Requests = 100_000;

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    // Few timers, so that all threads are after the same ones; many, so that each request may be the last for its timer.
    [Theory]
    [InlineData(4)]
    [InlineData(200_000)]
    public async Task Each_request_ends_in_one_way(int count)
    {
        var wheel = new ConcurrentTimerWheel(Tick);
        var timers = Array.ConvertAll(new object[count], _ => new CountingTimer(wheel));
        using var start = new Barrier(Producers + 1);
        var producers = Enumerable.Range(0, Producers)
            .Select(seed => Task.Factory.StartNew(() => Produce(seed), TaskCreationOptions.LongRunning))
            .ToArray();

        var expired = 0;
        start.SignalAndWait();
        while (!Array.TrueForAll(producers, static producer => producer.IsCompleted))
        {
            expired += wheel.Advance(wheel.Now + Tick);
            wheel.GetNextDeadline();
        }

        await Task.WhenAll(producers);

        // Nobody else is left: what is cancelled now cannot expire, and everything else does.
        var cancelled = timers.Where((_, i) => i % 2 == 0).ToDictionary(timer => timer, timer => timer.Expired);
        foreach (var timer in cancelled.Keys)
            timer.CountedCancel();

        expired += wheel.Advance(TimeSpan.MaxValue);
        Assert.Equal(0, wheel.Count);
        Assert.Null(wheel.GetNextDeadline());
        Assert.All(cancelled, pair => Assert.Equal(pair.Value, pair.Key.Expired));
        Assert.All(timers, timer => Assert.Equal(timer.Scheduled, timer.Expired + timer.TakenBack));
        Assert.Equal(expired, timers.Sum(timer => timer.Expired));

        void Produce(int seed)
        {
            var random = new Random(seed);
            start.SignalAndWait();
            for (var i = 0; i < Requests; i++)
            {
                var timer = timers[random.Next(count)];
                if (random.Next(4) == 0)
                    timer.CountedCancel();
                else
                    timer.CountedSchedule(wheel.Now + (Tick * random.Next(-1, 1 << random.Next(8))));

                // Once more at once, just when the owner may have found the first.
                timer.CountedSchedule(wheel.Now + (Tick * random.Next(1000)));
            }
        }
    }
}
