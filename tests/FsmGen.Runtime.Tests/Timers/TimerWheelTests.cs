using CsCheck;

namespace FsmGen.Runtime.Tests.Timers;

public class TimerWheelTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly TimerWheel _wheel = new(Second);
    private readonly List<string> _expired = [];

    [Fact]
    public void The_horizon_is_where_time_is_moved_to_and_otherwise_now()
    {
        var seen = new List<TimeSpan>();
        CallbackTimer? timer = null;
        timer = new CallbackTimer(() =>
        {
            seen.Add(_wheel.Now);
            _wheel.Schedule(timer!, _wheel.Horizon);
        });
        _wheel.Schedule(timer, Second);

        Assert.Equal(2, _wheel.Advance(Second * 1000.5));
        Assert.Equal([Second, Second * 1000], seen);
        Assert.Equal(Second * 1001, timer.Deadline);
        Assert.Equal(Second * 1000, _wheel.Horizon);
        Assert.Equal(0, _wheel.Advance(Second));
        Assert.Equal(Second * 1000, _wheel.Horizon);
    }

    [Fact]
    public void A_deadline_is_rounded_up_to_a_tick_exactly() =>
        Gen.Select(Gen.Int[0, 62], Gen.Long, Gen.Long, Gen.Int[-1, 1]).Sample(
            (bits, anyLength, anyTick, offset) =>
            {
                var length = Math.Max(1, (anyLength & long.MaxValue) >> bits);
                var tick = (anyTick & long.MaxValue) % (long.MaxValue / length);
                var deadline = Math.Max(0, (tick * length) + offset);
                var wheel = new TimerWheel(new TimeSpan(length));
                var timer = new CallbackTimer(static () => { });

                wheel.Schedule(timer, new TimeSpan(deadline));

                var ticks = deadline / length + (deadline % length == 0 ? 0 : 1);
                Assert.Equal(new TimeSpan(ticks * length), timer.Deadline);
            },
            iter: 2000);

    [Fact]
    public void A_timer_expires_when_its_tick_has_come_and_not_before()
    {
        var timer = Timer("a");
        _wheel.Schedule(timer, 1.2 * Second);

        Assert.Equal(0, _wheel.Advance(1.9 * Second));
        Assert.Equal(Second, _wheel.Now);
        Assert.True(timer.IsScheduled);

        Assert.Equal(1, _wheel.Advance(2 * Second));
        Assert.False(timer.IsScheduled);
        Assert.Null(timer.Deadline);
        Assert.Null(_wheel.NextDeadline);
    }

    [Fact]
    public void A_timer_scheduled_again_expires_once_and_takes_the_last_turn()
    {
        var (a, b) = (Timer("a"), Timer("b"));
        _wheel.Schedule(a, Second);
        _wheel.Schedule(b, Second);
        _wheel.Schedule(a, Second);
        _wheel.Advance(Second);

        Assert.Equal(["b", "a"], _expired);
    }

    [Fact]
    public void A_deadline_in_the_past_expires_at_the_next_advance_that_goes_nowhere()
    {
        _wheel.Advance(10 * Second);
        _wheel.Schedule(Timer("a"), -Second);
        _wheel.Schedule(Timer("b"), 9 * Second);
        _wheel.Schedule(Timer("c"), TimeSpan.MinValue);

        Assert.Equal(10 * Second, _wheel.NextDeadline);
        Assert.Equal(0, _wheel.Advance(9.9 * Second));
        Assert.Equal(3, _wheel.Advance(_wheel.Now));
        Assert.Equal(["a", "b", "c"], _expired);
    }

    [Fact]
    public void A_timer_that_schedules_itself_for_now_expires_once_a_tick()
    {
        TimerNode timer = null!;
        timer = new CallbackTimer(() => _wheel.Schedule(timer, _wheel.Now));
        _wheel.Schedule(timer, Second);

        Assert.Equal(1, _wheel.Advance(Second));
        Assert.Equal(1000, _wheel.Advance(1001 * Second));
        Assert.Equal(1002 * Second, timer.Deadline);
    }

    [Fact]
    public void A_timer_may_cancel_one_that_is_due_at_the_same_tick()
    {
        var b = Timer("b");
        _wheel.Schedule(new CallbackTimer(() => Assert.True(_wheel.Cancel(b))), Second);
        _wheel.Schedule(b, Second);
        _wheel.Schedule(Timer("c"), Second);

        Assert.Equal(2, _wheel.Advance(Second));
        Assert.Equal(["c"], _expired);
    }

    [Fact]
    public void After_a_timer_has_thrown_the_rest_expire_at_the_next_advance()
    {
        var bad = new CallbackTimer(static () => throw new InvalidTimeZoneException());
        _wheel.Schedule(Timer("a"), Second);
        _wheel.Schedule(bad, Second);
        _wheel.Schedule(Timer("b"), Second);
        _wheel.Schedule(Timer("c"), 2 * Second);

        Assert.Throws<InvalidTimeZoneException>(() => _wheel.Advance(5 * Second));
        Assert.False(bad.IsScheduled);
        Assert.Equal(Second, _wheel.Now);
        Assert.Equal(Second, _wheel.NextDeadline);
        _wheel.Schedule(Timer("d"), Second);

        Assert.Equal(3, _wheel.Advance(5 * Second));
        Assert.Equal(["a", "b", "d", "c"], _expired);
    }

    [Fact]
    public void A_timer_cannot_advance_its_own_wheel_but_another()
    {
        var other = new TimerWheel(Second);
        _wheel.Schedule(new CallbackTimer(() => other.Advance(_wheel.Now)), Second);
        _wheel.Schedule(new CallbackTimer(() => _wheel.Advance(_wheel.Now)), 2 * Second);

        Assert.Throws<InvalidOperationException>(() => _wheel.Advance(2 * Second));
        Assert.Equal(Second, other.Now);
    }

    [Fact]
    public void A_timer_is_in_one_wheel_at_a_time()
    {
        var other = new TimerWheel(Second);
        var timer = Timer("a");
        _wheel.Schedule(timer, Second);

        Assert.Throws<InvalidOperationException>(() => other.Schedule(timer, Second));
        Assert.False(other.Cancel(timer));
        Assert.True(_wheel.Cancel(timer));
        other.Schedule(timer, Second);
        Assert.Equal(1, other.Advance(Second));
    }

    [Fact]
    public void The_last_deadline_there_is_expires_at_the_last_tick_there_is()
    {
        _wheel.Schedule(Timer("a"), TimeSpan.MaxValue);

        Assert.Equal(0, _wheel.Advance(TimeSpan.MaxValue - Second));
        Assert.Equal(1, _wheel.Advance(TimeSpan.MaxValue));
        Assert.True(_wheel.Now > TimeSpan.MaxValue - Second);
    }

    [Fact]
    public void A_timer_that_the_last_tick_schedules_never_expires_and_is_no_next_deadline()
    {
        TimerNode timer = null!;
        timer = new CallbackTimer(() =>
        {
            _expired.Add("a");
            _wheel.Schedule(timer, _wheel.Now);
        });
        _wheel.Schedule(timer, TimeSpan.MaxValue);

        for (var i = 0; i < 3 && _wheel.NextDeadline is { } deadline; i++)
            _wheel.Advance(deadline);

        Assert.Null(_wheel.NextDeadline);
        Assert.Equal(TimeSpan.MaxValue, timer.Deadline);
        Assert.Equal(0, _wheel.Advance(TimeSpan.MaxValue));
        Assert.Equal(["a"], _expired);

        _wheel.Schedule(timer, TimeSpan.MaxValue);
        Assert.Equal(_wheel.Now, _wheel.NextDeadline);
    }

    [Fact]
    public void A_delay_counts_from_now_up_to_the_end_of_time()
    {
        _wheel.Advance(10 * Second);
        var timer = Timer("a");

        foreach (var (delay, deadline) in new[] { (1.5, 12), (0, 10), (-3, 10) })
        {
            _wheel.ScheduleAfter(timer, delay * Second);
            Assert.Equal(deadline * Second, timer.Deadline);
        }

        _wheel.ScheduleAfter(timer, TimeSpan.MinValue);
        Assert.Equal(10 * Second, timer.Deadline);
        _wheel.ScheduleAfter(timer, TimeSpan.MaxValue);
        Assert.True(timer.Deadline > TimeSpan.MaxValue - Second);
    }

    [Fact]
    public void Nothing_is_no_timer()
    {
        Assert.Throws<ArgumentNullException>("node", () => _wheel.Schedule(null!, Second));
        Assert.Throws<ArgumentNullException>("node", () => _wheel.ScheduleAfter(null!, Second));
        Assert.Throws<ArgumentNullException>("node", () => _wheel.Cancel(null!));
        Assert.Throws<ArgumentNullException>("callback", () => new CallbackTimer(null!));
        Assert.Throws<ArgumentNullException>("wheel", () => new CountingTimer(null!));
        Assert.Throws<ArgumentNullException>("wheel", () => new VirtualTimeProvider(null!, default));
        Assert.Throws<ArgumentNullException>("time", () => new TimerWheelDriver(null!, Second));
    }

    [Fact]
    public void The_next_deadline_is_exact_when_the_earliest_timer_of_many_is_cancelled()
    {
        var timers = Enumerable.Range(100, 1000).Select(i => Timer($"{i}")).ToArray();
        for (var i = timers.Length - 1; i >= 0; i--)
            _wheel.Schedule(timers[i], (100 + i) * Second);

        for (var i = 0; i < timers.Length; i++)
        {
            Assert.Equal((100 + i) * Second, _wheel.NextDeadline);
            Assert.True(_wheel.Cancel(timers[i]));
        }

        Assert.Null(_wheel.NextDeadline);
    }

    [Fact]
    public void A_wheel_needs_a_positive_resolution_and_a_start_that_is_not_negative()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new TimerWheel(TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TimerWheel(-Second));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TimerWheel(Second, -Second));
        Assert.Equal(3 * Second, new TimerWheel(Second, 3.5 * Second).Now);
    }

    private CallbackTimer Timer(string name) => new(() => _expired.Add(name));
}
