using CsCheck;

namespace FsmGen.Runtime.Tests.Timers;

public class TimerOracleTests
{
    [Fact]
    public void A_wheel_does_what_a_sorted_set_does() =>
        TimerScript.Any.Sample(
            script => Assert.Equal(
                script.Run(new SortedTimers(script.Resolution, script.Start)),
                script.Run(new WheelTimers(script.Resolution, script.Start, TimerScript.Timers))),
            iter: 3000);

    [Fact]
    public void A_concurrent_wheel_used_by_one_thread_does_what_a_sorted_set_does() =>
        TimerScript.Any.Sample(
            script => Assert.Equal(
                script.Run(new SortedTimers(script.Resolution, script.Start)),
                script.Run(new ConcurrentWheelTimers(script.Resolution, script.Start, TimerScript.Timers))),
            iter: 1500);
}
