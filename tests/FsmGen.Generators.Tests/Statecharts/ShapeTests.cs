namespace FsmGen.Generators.Tests.Statecharts;

/// <summary>
/// A machine that keeps a configuration does what one with a single state does: nothing that a host sees changes because a
/// queue, a timer or a deferred event was added to a spec.
/// </summary>
public class ShapeTests
{
    private const string Machine =
        """
        machine: M
        namespace: Demo
        unhandled: none
        events: { Go:, Back:, Kick:, Stop:, "Coin(int value)":, "Away(int value)": }
        guards: { A:, B:, C:, Large(value): }
        actions: { Leave:, Between:, Outside:, Inside:, Last:, Report(int x): }
        initial: First
        states:
          First: { on: { Go: Second } }
          Second: { exit: [Leave, Report(state)], on: { Go: { to: Outer, do: [Between, Report(row)] }, Stop: End } }
          Outer:
            entry: [Outside, Report(entry)]
            initial: Inner
            on: { Coin: { when: Large, to: First }, Away: First, Kick: { when: C, to: First } }
            states:
              Inner:
                entry: [Inside, Report(payload)]
                exit: Leave
                on: { Back: { to: Second, do: Between }, Kick: [{ when: A, do: ignore }, { when: B, to: Second }], Away: ignore, Stop: Other }
              Other: { on: { Coin: { do: Report(row) } } }
          End: { final: true, entry: Last }
        """;

    private const string Host =
        """
        using System;
        namespace Demo
        {
            partial class M
            {
                private readonly int row = 1, state = 2, entry = 3, payload = 4;
                private void Tell(string what) { Script.Call(what, State); if (Script.Holds.Contains("fail " + what)) throw new InvalidOperationException(what); }
                private partial void Leave() => Tell("Leave");
                private partial void Between() => Tell("Between");
                private partial void Outside() => Tell("Outside");
                private partial void Inside() => Tell("Inside");
                private partial void Last() => Tell("Last");
                partial void OnTransition(MState from, MState to) => Script.Say(from + "-" + to);
            }
        }
        """;

    [Theory]
    [InlineData("m.Go(); m.Go(); m.Back(); m.Stop();", "First-Second Leave(Second) Report(2) Between(Second) Report(1) Outside(Inner) Report(3) Inside(Inner) Report(4) Second-Inner Leave(Inner) Between(Inner) Inner-Second Leave(Second) Report(2) Last(End) Second-End")]
    [InlineData("m.Go(); m.Go(); m.Coin(1); Holds.Add(\"Large\"); m.Coin(1);", null)]
    public void State_and_constants_within_a_step_are_the_same(string script, string? expected)
    {
        var flat = Run("", script);

        Assert.Equal(flat, Run("reentrancy: queue", script));
        Assert.Equal(flat, Run("concurrency: serialized", script));
        Assert.Equal(expected ?? flat, flat);
    }

    [Theory]
    [InlineData("Leave")]
    [InlineData("Between")]
    [InlineData("Outside")]
    [InlineData("Inside")]
    [InlineData("Last")]
    public void An_exception_leaves_the_same_behind(string phase)
    {
        var script =
            $$"""
            m.Go();
            Holds.Add("fail {{phase}}");
            foreach (var step in new Func<object>[] { () => m.Go(), () => m.Back(), () => m.Stop(), () => m.Stop() })
                try { Say(step()); Say(m.State); } catch (InvalidOperationException e) { Say("!" + e.Message); Say(m.State); }
            Holds.Clear();
            Say(m.Go()); Say(m.State); Say(m.Stop()); Say(m.State);
            """;

        Assert.Equal(Run("", script), Run("reentrancy: queue", script));
    }

    [Fact]
    public void What_may_be_fired_and_why_not_are_the_same()
    {
        const string script =
            """
            for (var state = 0; state < 4; state++)
            {
                for (var guards = 0; guards < 16; guards++)
                {
                    Holds.Clear();
                    foreach (var (guard, i) in new[] { "A", "B", "C", "Large" }.Select((guard, i) => (guard, i)))
                        if ((guards >> i & 1) != 0) Holds.Add(guard);
                    foreach (MEvent e in Enum.GetValues(typeof(MEvent)))
                    {
                        Say(e + ":" + m.CanFire(e));
                        if (e < MEvent.Coin) Say(m.WhyNot(e));
                    }
                    Say(m.CanCoin(1) + " " + m.WhyNotCoin(1) + " " + m.CanAway(1) + " " + m.WhyNotAway(1));
                }
                if (state == 0) m.Go(); else if (state == 1) m.Go(); else { m.Back(); m.Stop(); }
            }
            """;

        Assert.Equal(Run("", script), Run("reentrancy: queue", script));
    }

    [Fact]
    public void The_permitted_events_are_the_same()
    {
        var flat = Run("", "m.Go(); m.Go(); foreach (var e in m.PermittedEvents) Say(e);");

        Assert.Equal(flat, Run("reentrancy: queue", "m.Go(); m.Go(); Span<MEvent> events = stackalloc MEvent[8]; foreach (var e in events[..m.GetPermittedEvents(events)]) Say(e);"));
        Assert.EndsWith("Back Kick Stop Coin", flat, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_events_in_one_call_are_the_same()
    {
        const string script = "Say(new M().Fire(new[] { MEvent.Coin })); Say(m.Fire(new[] { MEvent.Go, MEvent.Kick, MEvent.Go, MEvent.Back, MEvent.Go, MEvent.Back, MEvent.Stop, MEvent.Go })); Say(m.State);";

        Assert.Equal(Run("", script), Run("reentrancy: queue", script));
        Assert.Equal(Run("", script), Run("concurrency: serialized", script));
    }

    [Theory]
    [InlineData("concurrency: checked")]
    [InlineData("concurrency: checked\ntelemetry: meter")]
    [InlineData("concurrency: checked\nreentrancy: queue")]
    public void Many_events_of_a_second_thread_are_refused_as_one_is(string settings) => Assert.Equal("refused", Play.Run(
        $"machine: M\nnamespace: Demo\nunhandled: none\nevents: {{ Go: }}\nactions: {{ Act: }}\ninitial: A\nstates: {{ A: {{ on: {{ Go: {{ do: Act }} }} }} }}\n{settings}",
        "new M().Try();",
        """
        using System;
        namespace Demo
        {
            partial class M
            {
                public void Try() { Start(); Go(); }
                private partial void Act()
                {
                    var second = new System.Threading.Thread(() =>
                    {
                        try { Script.Say(Fire(new[] { MEvent.Go })); } catch (InvalidOperationException) { Script.Say("refused"); }
                    });
                    second.Start();
                    second.Join();
                }
            }
        }
        """));

    private static string Run(string setting, string script) => Play.Run($"{Machine}\n{setting}", $"var m = new M(); m.Start();\n{script}", Host);
}
