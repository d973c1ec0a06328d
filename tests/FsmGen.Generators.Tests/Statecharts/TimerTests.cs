namespace FsmGen.Generators.Tests.Statecharts;

/// <summary>Clocks that are moved when it does not suit the machine.</summary>
public class TimerTests
{
    private static string Clock(string concurrency) =>
        $$"""
        machine: Clock
        namespace: Demo
        unhandled: none
        {{concurrency}}
        events: { Go:, Stop: }
        actions: { Skip: , Tock: }
        initial: A
        states:
          A: { after: { 1s: { to: B, do: Tock } }, on: { Go: { do: Skip }, Stop: { to: C, do: Skip } } }
          B:
          C:
        """;

    private const string Host =
        """
        namespace Demo
        {
            partial class Clock
            {
                public Action? Within;
                private partial void Skip() => Within?.Invoke();
            }
        }
        """;

    private const string New = "var wheel = new FsmGen.Runtime.Timers.TimerWheel(TimeSpan.FromMilliseconds(0.001)); var clock = new Clock { Timers = wheel }; clock.Start(); ";

    [Theory]
    [InlineData("")]
    [InlineData("concurrency: checked")]
    public void An_action_that_moves_the_clock_past_a_timer_makes_it_wait_and_not_try_at_every_tick(string concurrency) => Assert.Equal("True Handled A Tock B", Play.Run(Clock(concurrency), New +
        """
        clock.Within = () => Say(wheel.Advance(TimeSpan.FromHours(1)) <= 2);
        Say(clock.Go()); Say(clock.State);
        wheel.Advance(wheel.Now + wheel.Resolution); Say(clock.State);
        """, "using System; " + Host));

    [Fact]
    public void A_timer_that_waits_for_the_end_of_a_step_is_stopped_where_the_step_leaves_its_state() => Assert.Equal("C 0", Play.Run(Clock(""), New +
        """
        clock.Within = () => wheel.Advance(TimeSpan.FromHours(1));
        clock.Stop(); wheel.Advance(TimeSpan.FromHours(2)); Say(clock.State); Say(wheel.Count);
        """, "using System; " + Host));

    [Fact]
    public void A_timer_that_expires_while_another_thread_is_inside_a_checked_machine_is_not_lost() => Assert.Equal("Another thread is making a step of this machine: it takes one at a time. A 1 Tock B", Play.Run(Clock("concurrency: checked"), New +
        """
        var (inside, leave) = (new System.Threading.ManualResetEventSlim(), new System.Threading.ManualResetEventSlim());
        clock.Within = () => { inside.Set(); leave.Wait(); };
        var thread = new System.Threading.Thread(() => clock.Go());
        thread.Start();
        inside.Wait();
        Say(Caught(() => wheel.Advance(TimeSpan.FromSeconds(1))).Message);
        leave.Set();
        thread.Join();
        Say(clock.State); Say(wheel.Count);
        wheel.Advance(TimeSpan.FromSeconds(2)); Say(clock.State);
        """, "using System; " + Host));
}
