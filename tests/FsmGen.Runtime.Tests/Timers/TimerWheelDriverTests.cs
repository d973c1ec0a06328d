using Microsoft.Extensions.Time.Testing;

namespace FsmGen.Runtime.Tests.Timers;

public class TimerWheelDriverTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);

    private readonly FakeTimeProvider _time = new();
    private readonly List<(string Name, TimeSpan Now)> _expired = [];

    [Fact]
    public void Timers_expire_when_the_clock_comes_to_their_deadlines()
    {
        using var driver = new TimerWheelDriver(_time, Millisecond);
        Schedule(driver, "a", Second);
        Schedule(driver, "b", 10 * Second);
        Schedule(driver, "c", 10 * Second);

        _time.Advance(Second - Millisecond);
        Assert.Empty(_expired);
        _time.Advance(Millisecond);
        Assert.Equal([("a", Second)], _expired);
        _time.Advance(1000 * Second);
        Assert.Equal([("a", Second), ("b", 10 * Second), ("c", 10 * Second)], _expired);
    }

    [Fact]
    public void The_alarm_is_set_anew_for_an_earlier_timer()
    {
        using var driver = new TimerWheelDriver(_time, Millisecond);
        var moved = Schedule(driver, "moved", 100 * Second);
        Schedule(driver, "late", 50 * Second);
        Schedule(driver, "early", 5 * Second);
        Assert.True(moved.Schedule(2 * Second));

        _time.Advance(60 * Second);

        Assert.Equal([("moved", 2 * Second), ("early", 5 * Second), ("late", 50 * Second)], _expired);
    }

    [Fact]
    public void A_cancelled_timer_does_not_expire_and_does_not_hold_up_the_next()
    {
        using var driver = new TimerWheelDriver(_time, Millisecond);
        var cancelled = Schedule(driver, "cancelled", Second);
        Schedule(driver, "next", 2 * Second);
        Assert.True(cancelled.Cancel());

        _time.Advance(3 * Second);

        Assert.Equal([("next", 2 * Second)], _expired);
    }

    [Fact]
    public void A_timer_may_schedule_itself_and_the_clock_may_jump_over_many_deadlines()
    {
        using var driver = new TimerWheelDriver(_time, Millisecond);
        Node periodic = null!;
        var count = 0;
        periodic = new Node(driver.Wheel, () =>
        {
            count++;
            periodic.Schedule(driver.Wheel.Now + Second);
        });
        periodic.Schedule(Second);

        _time.Advance(100 * Second);

        Assert.Equal(100, count);
    }

    [Fact]
    public void A_deadline_farther_than_the_timers_of_the_system_go_is_kept()
    {
        using var driver = new TimerWheelDriver(_time, Millisecond);
        var year = TimeSpan.FromDays(365);
        Schedule(driver, "a", year);

        _time.Advance(year - Millisecond);
        Assert.Empty(_expired);
        _time.Advance(Millisecond);
        Assert.Equal([("a", year)], _expired);
    }

    [Fact]
    public void A_fraction_of_a_millisecond_is_waited_for_in_one_go()
    {
        using var driver = new TimerWheelDriver(_time, TimeSpan.FromMicroseconds(1));
        Schedule(driver, "a", 0.3 * Millisecond);

        _time.Advance(0.9 * Millisecond);
        Assert.Empty(_expired);
        _time.Advance(0.1 * Millisecond);
        Assert.Equal([("a", 0.3 * Millisecond)], _expired);
    }

    [Fact]
    public void After_a_timer_has_thrown_the_rest_expire()
    {
        // A FakeTimeProvider calls nothing any more once a callback has thrown.
        var time = new VirtualTimeProvider();
        using var driver = new TimerWheelDriver(time, Millisecond);
        new Node(driver.Wheel, static () => throw new InvalidTimeZoneException()).Schedule(Second);
        Schedule(driver, "same", Second);
        Schedule(driver, "later", 2 * Second);

        Assert.Throws<InvalidTimeZoneException>(() => time.Advance(Second));
        Assert.Empty(_expired);
        time.Advance(Second);

        Assert.Equal([("same", Second), ("later", 2 * Second)], _expired);
    }

    [Fact]
    public void A_disposed_driver_expires_nothing()
    {
        var driver = new TimerWheelDriver(_time, Millisecond);
        Schedule(driver, "a", Second);
        driver.Dispose();
        Schedule(driver, "b", Millisecond);

        _time.Advance(2 * Second);

        Assert.Empty(_expired);
    }

    [Fact]
    public void A_timer_scheduled_just_before_the_alarm_is_set_for_a_later_one_is_in_time()
    {
        var time = new MeddlingTimeProvider();
        using var driver = new TimerWheelDriver(time, Millisecond);
        Schedule(driver, "late", 10 * Second);
        time.BeforeChange = () => Schedule(driver, "early", Second);

        time.Virtual.Advance(Millisecond);
        time.Virtual.Advance(5 * Second);

        Assert.Equal([("early", Second)], _expired);
    }

    [Fact]
    public void A_driver_disposed_while_its_alarm_rings_expires_nothing_more()
    {
        var time = new MeddlingTimeProvider();
        var driver = new TimerWheelDriver(time, Millisecond);
        Schedule(driver, "late", 10 * Second);
        time.BeforeChange = () =>
        {
            Schedule(driver, "due", TimeSpan.Zero);
            driver.Dispose();
        };

        time.Virtual.Advance(20 * Second);

        Assert.Empty(_expired);
    }

    [Fact]
    public async Task Timers_run_on_the_clock_of_the_system()
    {
        using var driver = new TimerWheelDriver(TimeProvider.System, Millisecond);
        var expired = new TaskCompletionSource<TimeSpan>(TaskCreationOptions.RunContinuationsAsynchronously);
        var deadline = driver.Now + Millisecond;
        new Node(driver.Wheel, () => expired.SetResult(driver.Now)).Schedule(deadline);

        Assert.True(await expired.Task >= deadline);
    }

    [Fact]
    public async Task Timers_scheduled_by_many_threads_all_expire_on_the_clock_of_the_system()
    {
        using var driver = new TimerWheelDriver(TimeProvider.System, TimeSpan.FromMicroseconds(100));
        var (running, left) = (0, 20_000);
        var done = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var overlapped = false;
        var random = new ThreadLocal<Random>(static () => new Random(1));

        await Parallel.ForAsync(0, left, (_, _) =>
        {
            new Node(driver.Wheel, Expire).Schedule(driver.Now + (Millisecond * random.Value!.NextDouble() * 20));
            return ValueTask.CompletedTask;
        });

        Assert.False(await done.Task);

        void Expire()
        {
            overlapped |= Interlocked.Increment(ref running) != 1;
            Interlocked.Decrement(ref running);
            if (--left == 0)
                done.SetResult(overlapped);
        }
    }

    private Node Schedule(TimerWheelDriver driver, string name, TimeSpan deadline)
    {
        var timer = new Node(driver.Wheel, () => _expired.Add((name, driver.Wheel.Now)));
        timer.Schedule(deadline);
        return timer;
    }

    /// <summary>Lets something happen, once, between the driver's look into its wheel and the setting of its alarm.</summary>
    private sealed class MeddlingTimeProvider : TimeProvider
    {
        public VirtualTimeProvider Virtual { get; } = new();

        public Action? BeforeChange { get; set; }

        public override long TimestampFrequency => Virtual.TimestampFrequency;

        public override long GetTimestamp() => Virtual.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            new Alarm(this, Virtual.CreateTimer(callback, state, dueTime, period));

        private sealed class Alarm(MeddlingTimeProvider time, ITimer timer) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period)
            {
                var meddle = time.BeforeChange;
                time.BeforeChange = null;
                meddle?.Invoke();
                return timer.Change(dueTime, period);
            }

            public void Dispose() => timer.Dispose();

            public ValueTask DisposeAsync() => timer.DisposeAsync();
        }
    }

    private sealed class Node(ConcurrentTimerWheel wheel, Action callback) : ConcurrentTimerNode(wheel)
    {
        protected override void OnExpired() => callback();
    }
}
