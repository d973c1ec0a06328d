namespace FsmGen.Runtime.Tests.Timers;

public class VirtualTimeProviderTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly VirtualTimeProvider _time = new();
    private readonly List<TimeSpan> _calls = [];

    [Fact]
    public void Time_stands_still_until_it_is_moved()
    {
        Assert.Equal(DateTimeOffset.UnixEpoch, _time.GetUtcNow());
        var before = _time.GetTimestamp();

        _time.Advance(new TimeSpan(1234567));

        Assert.Equal(new TimeSpan(1234567), _time.GetElapsedTime(before));
        Assert.Equal(DateTimeOffset.UnixEpoch.AddTicks(1234567), _time.GetUtcNow());
        Assert.Equal(_time.GetUtcNow(), _time.GetLocalNow());
        Assert.Throws<ArgumentOutOfRangeException>(() => _time.Advance(-Second));
    }

    [Fact]
    public async Task Hours_of_delays_take_no_time()
    {
        var end = Work();
        while (!end.IsCompleted)
            _time.Advance(3600 * Second);

        Assert.Equal([3600 * Second, 5400 * Second, 5400.5 * Second], await end);

        async Task<List<TimeSpan>> Work()
        {
            var times = new List<TimeSpan>();
            foreach (var seconds in new[] { 3600, 1800, 0.5 })
            {
                await Task.Delay(seconds * Second, _time).ConfigureAwait(false);
                times.Add(_time.Wheel.Now);
            }

            return times;
        }
    }

    [Fact]
    public void A_cancellation_token_is_cancelled_after_its_time()
    {
        using var source = new CancellationTokenSource(5 * Second, _time);
        source.Token.Register(() => _calls.Add(_time.Wheel.Now));

        _time.Advance(4 * Second);
        Assert.False(source.IsCancellationRequested);
        source.CancelAfter(3 * Second);
        _time.Advance(10 * Second);

        Assert.Equal([7 * Second], _calls);
    }

    [Fact]
    public async Task A_periodic_timer_ticks()
    {
        using var timer = new PeriodicTimer(2 * Second, _time);
        for (var i = 0; i < 3; i++)
        {
            var tick = timer.WaitForNextTickAsync();
            _time.Advance(Second);
            Assert.False(tick.IsCompleted);
            _time.Advance(Second);
            Assert.True(await tick);
        }
    }

    [Fact]
    public void A_timer_is_called_when_due_and_then_once_a_period()
    {
        using var timer = Timer(Second, 2.5 * Second);

        _time.Advance(9 * Second);

        Assert.Equal([Second, 3.5 * Second, 6 * Second, 8.5 * Second], _calls);
    }

    [Fact]
    public void A_period_that_is_no_whole_number_of_ticks_does_not_drift()
    {
        var time = new VirtualTimeProvider(new ConcurrentTimerWheel(Second), DateTimeOffset.UnixEpoch);
        using var timer = time.CreateTimer(_ => _calls.Add(time.Wheel.Now), null, TimeSpan.Zero, 2.5 * Second);

        time.Advance(10 * Second);

        Assert.Equal([TimeSpan.Zero, 3 * Second, 5 * Second, 8 * Second, 10 * Second], _calls);
    }

    [Fact]
    public void A_timer_without_a_period_is_called_once_and_can_be_started_again()
    {
        using var timer = Timer(Timeout.InfiniteTimeSpan, Second);
        _time.Advance(5 * Second);
        Assert.Empty(_calls);

        Assert.True(timer.Change(TimeSpan.Zero, TimeSpan.Zero));
        _time.Advance(TimeSpan.Zero);
        _time.Advance(5 * Second);
        Assert.Equal([5 * Second], _calls);

        Assert.True(timer.Change(Second, Timeout.InfiniteTimeSpan));
        _time.Advance(5 * Second);
        Assert.Equal([5 * Second, 11 * Second], _calls);
    }

    [Fact]
    public void What_a_callback_changes_counts()
    {
        ITimer timer = null!;
        timer = _time.CreateTimer(
            _ =>
            {
                _calls.Add(_time.Wheel.Now);
                if (_calls.Count == 2)
                    timer.Change(10 * Second, 10 * Second);
                if (_calls.Count == 4)
                    timer.Dispose();
            },
            null, Second, Second);

        _time.Advance(100 * Second);

        Assert.Equal([Second, 2 * Second, 12 * Second, 22 * Second], _calls);
        Assert.Equal(0, _time.Wheel.Count);
    }

    [Fact]
    public async Task A_disposed_timer_is_not_called_and_cannot_be_changed()
    {
        var timer = Timer(Second, Second);
        await timer.DisposeAsync();

        Assert.False(timer.Change(Second, Second));
        Assert.Equal(0, _time.Advance(10 * Second));
        Assert.Null(_time.Wheel.GetNextDeadline());
    }

    [Fact]
    public void A_callback_runs_in_the_context_of_whoever_made_the_timer_unless_that_is_suppressed()
    {
        var local = new AsyncLocal<string> { Value = "creator" };
        var seen = new List<string?>();
        using var timer = _time.CreateTimer(_ => seen.Add(local.Value), null, Second, Timeout.InfiniteTimeSpan);
        using (ExecutionContext.SuppressFlow())
            _time.CreateTimer(_ => seen.Add(local.Value), null, Second, Timeout.InfiniteTimeSpan);

        local.Value = "mover";
        _time.Advance(Second);

        Assert.Equal(["creator", "mover"], seen);
    }

    [Fact]
    public void Times_that_the_timers_of_the_system_refuse_are_refused()
    {
        var tooLong = TimeSpan.FromMilliseconds(uint.MaxValue);
        using var timer = Timer(TimeSpan.FromMilliseconds(uint.MaxValue - 1), Timeout.InfiniteTimeSpan);

        Assert.Throws<ArgumentOutOfRangeException>(() => timer.Change(tooLong, Second));
        Assert.Throws<ArgumentOutOfRangeException>(() => timer.Change(Second, tooLong));
        Assert.Throws<ArgumentOutOfRangeException>(() => timer.Change(-Second, Second));
        Assert.Throws<ArgumentNullException>(() => _time.CreateTimer(null!, null, Second, Second));
    }

    [Fact]
    public void A_periodic_timer_allocates_nothing()
    {
        var count = 0;
        using var timer = _time.CreateTimer(_ => count++, null, Second, Second);

        _time.Advance(10 * Second);
        var allocated = Allocations.Of(() => count = _time.Advance(1000 * Second));

        Assert.Equal(1000, count);
        Assert.Equal(0, allocated);
    }

    private ITimer Timer(TimeSpan dueTime, TimeSpan period) =>
        _time.CreateTimer(_ => _calls.Add(_time.Wheel.Now), null, dueTime, period);
}
