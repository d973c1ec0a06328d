namespace FsmGen.Runtime.Tests.Timers;

public class TimerAllocationTests
{
    private static readonly TimeSpan Microsecond = TimeSpan.FromMicroseconds(1);

    [Fact]
    public void A_wheel_allocates_nothing_for_what_its_timers_do()
    {
        var wheel = new TimerWheel(Microsecond);
        var timers = Array.ConvertAll(new object[100], _ => new Restless(wheel));

        Run(10);
        var expired = 0;
        var allocated = Allocations.Of(() => expired = Run(1000));

        Assert.True(expired > 1000);
        Assert.Equal(0, allocated);

        // The steps of time grow, so that timers cascade through many levels.
        int Run(int rounds)
        {
            var expired = 0;
            for (var round = 0; round < rounds; round++)
            {
                for (var i = 0; i < timers.Length; i++)
                    wheel.Schedule(timers[i], wheel.Now + (Microsecond * (1L << (i % 30))));

                wheel.Cancel(timers[round % 40]);
                expired += wheel.NextDeadline is null ? 0 : wheel.Advance(wheel.Now + (Microsecond * (1L << (round % 32))));
            }

            return expired;
        }
    }

    [Fact]
    public void A_concurrent_wheel_allocates_nothing_for_what_its_timers_do()
    {
        var woken = 0;
        var wheel = new ConcurrentTimerWheel(Microsecond, wake: () => woken++);
        var timers = Array.ConvertAll(new object[100], _ => new ConcurrentRestless(wheel));

        Run(10);
        var expired = 0;
        var allocated = Allocations.Of(() => expired = Run(1000));

        Assert.True(expired > 1000 && woken > 500);
        Assert.Equal(0, allocated);

        int Run(int rounds)
        {
            var expired = 0;
            for (var round = 0; round < rounds; round++)
            {
                for (var i = 0; i < timers.Length; i++)
                    timers[i].Schedule(wheel.Now + (Microsecond * (1L << (i % 30))));

                timers[round % 40].Cancel();
                expired += wheel.Advance(wheel.Now + (Microsecond * (1L << (round % 32))));
                wheel.GetNextDeadline();
            }

            return expired;
        }
    }

    private sealed class Restless(TimerWheel wheel) : TimerNode
    {
        protected override void OnExpired() => wheel.Schedule(this, wheel.Now + ((1 << 28) * Microsecond));
    }

    private sealed class ConcurrentRestless(ConcurrentTimerWheel wheel) : ConcurrentTimerNode(wheel)
    {
        protected override void OnExpired() => Schedule(Wheel.Now + ((1 << 28) * Microsecond));
    }
}
