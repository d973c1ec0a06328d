namespace FsmGen.Runtime.Tests.Timers;

public class ConcurrentTimerWheelTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly ConcurrentTimerWheel _wheel;
    private readonly List<string> _expired = [];
    private int _woken;

    public ConcurrentTimerWheelTests() => _wheel = new ConcurrentTimerWheel(Second, wake: () => _woken++);

    [Fact]
    public void The_last_request_counts_and_each_tells_whether_it_replaced_one()
    {
        var timer = new Named(this, "a");

        Assert.False(timer.Cancel());
        Assert.False(timer.Schedule(Second));
        Assert.True(timer.Schedule(3 * Second));
        Assert.True(timer.Cancel());
        Assert.False(timer.Cancel());
        Assert.False(timer.Schedule(2 * Second));

        Assert.Equal(2 * Second, _wheel.GetNextDeadline());
        Assert.Equal(0, _wheel.Advance(Second));
        Assert.Equal(1, _wheel.Advance(5 * Second));
        Assert.False(timer.Cancel());
        Assert.Equal(["a"], _expired);
    }

    [Fact]
    public void A_request_made_while_another_timer_expires_is_in_time()
    {
        var (cancelled, moved, added) = (new Named(this, "cancelled"), new Named(this, "moved"), new Named(this, "added"));
        var first = new Named(this, "first")
        {
            Then = () =>
            {
                Assert.True(cancelled.Cancel());
                Assert.True(moved.Schedule(4 * Second));
                Assert.False(added.Schedule(2 * Second));
            },
        };
        first.Schedule(Second);
        cancelled.Schedule(Second);
        moved.Schedule(Second);
        new Named(this, "last").Schedule(3 * Second);

        Assert.Equal(4, _wheel.Advance(10 * Second));
        Assert.Equal(["first", "added", "last", "moved"], _expired);
    }

    [Fact]
    public void The_owner_is_woken_when_a_timer_moves_before_what_it_sleeps_until()
    {
        var (a, b) = (new Named(this, "a"), new Named(this, "b"));
        a.Schedule(20 * Second);
        Assert.Equal(0, _woken);

        Assert.Equal(20 * Second, _wheel.GetNextDeadline());
        b.Schedule(20 * Second);
        b.Schedule(30 * Second);
        b.Cancel();
        Assert.Equal(0, _woken);

        b.Schedule(10 * Second);
        Assert.Equal(1, _woken);
        a.Schedule(15 * Second);
        Assert.Equal(1, _woken);
        a.Schedule(5 * Second);
        Assert.Equal(2, _woken);

        _wheel.Advance(Second);
        b.Schedule(2 * Second);
        Assert.Equal(2, _woken);
        Assert.Equal(2 * Second, _wheel.GetNextDeadline());
    }

    [Fact]
    public void The_owner_of_an_empty_wheel_is_woken_by_the_first_timer()
    {
        Assert.Null(_wheel.GetNextDeadline());

        new Named(this, "a").Schedule(TimeSpan.MaxValue);

        Assert.Equal(1, _woken);
        Assert.NotNull(_wheel.GetNextDeadline());
    }

    [Fact]
    public void After_a_timer_has_thrown_the_rest_expire_at_the_next_advance()
    {
        new Named(this, "bad") { Then = static () => throw new InvalidTimeZoneException() }.Schedule(Second);
        new Named(this, "good").Schedule(Second);

        Assert.Throws<InvalidTimeZoneException>(() => _wheel.Advance(Second));
        Assert.Equal(1, _wheel.Advance(Second));
        Assert.Equal(["bad", "good"], _expired);
    }

    [Fact]
    public void A_timer_that_the_last_tick_schedules_never_expires_and_wakes_nobody()
    {
        Named timer = null!;
        timer = new Named(this, "a") { Then = () => timer.Schedule(_wheel.Now) };
        timer.Schedule(TimeSpan.MaxValue);

        for (var i = 0; i < 3 && _wheel.GetNextDeadline() is { } deadline; i++)
            _wheel.Advance(deadline);

        Assert.Null(_wheel.GetNextDeadline());
        Assert.Equal(0, _wheel.Advance(TimeSpan.MaxValue));
        Assert.Equal(["a"], _expired);
        Assert.Equal(0, _woken);
    }

    [Fact]
    public void A_delay_counts_from_what_the_wheel_has_come_to()
    {
        var timer = new Named(this, "a");
        _wheel.Advance(10 * Second);

        Assert.False(timer.ScheduleAfter(TimeSpan.MaxValue));
        Assert.True(timer.ScheduleAfter(-Second));
        Assert.Equal(10 * Second, _wheel.GetNextDeadline());
        Assert.True(timer.ScheduleAfter(1.5 * Second));
        Assert.Equal(12 * Second, _wheel.GetNextDeadline());
    }

    [Fact]
    public void A_timer_cannot_advance_its_own_wheel()
    {
        new Named(this, "a") { Then = () => _wheel.Advance(5 * Second) }.Schedule(Second);

        Assert.Throws<InvalidOperationException>(() => _wheel.Advance(Second));
    }

    [Fact]
    public void A_timer_of_a_concurrent_wheel_runs_in_no_other()
    {
        var timer = new Named(this, "a");

        Assert.Throws<InvalidOperationException>(() => new TimerWheel(Second).Schedule(timer, Second));
    }

    private sealed class Named(ConcurrentTimerWheelTests tests, string name) : ConcurrentTimerNode(tests._wheel)
    {
        public Action Then { get; init; } = static () => { };

        protected override void OnExpired()
        {
            tests._expired.Add(name);
            Then();
        }
    }
}
