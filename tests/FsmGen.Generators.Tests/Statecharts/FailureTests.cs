namespace FsmGen.Generators.Tests.Statecharts;

/// <summary>What an exception leaves behind, phase by phase.</summary>
public class FailureTests
{
    private const string Machine =
        """
        machine: M
        namespace: Demo
        unhandled: none
        events: { Go:, Stay: }
        guards: { G: }
        actions: { Leave:, Do:, Arrive:, Log: }
        initial: P
        states:
          P:
            on: { Stay: Q }
            regions:
              A: { initial: A1, states: { A1: { exit: Log, on: { Go: { when: G, to: [B1, B2], do: Do }, Stay: A2 } }, A2: } }
              C: { initial: C1, states: { C1: { exit: Leave, after: { 1s: C2 } }, C2: { entry: Log } } }
          Q:
            regions:
              X: { initial: X1, states: { X1: , B1: { entry: Arrive, exit: Log } } }
              Y: { initial: Y1, states: { Y1: , B2: { entry: Log } } }
            on: { Stay: { do: Do } }
        """;

    [Fact]
    public void A_guard_that_throws_changes_nothing() => Assert.Equal("boom A1 C1 [] A1 C1 Leave Log Do Arrive Log B1 B2", Run("G"));

    [Fact]
    public void An_exit_action_that_throws_leaves_the_machine_where_it_was() => Assert.Equal("boom A1 C1 [] A1 C1 Leave Log Do Arrive Log B1 B2", Run("Leave", "partial void Leave() { Script.Call(\"Leave\"); Fail(\"Leave\"); }"));

    [Fact]
    public void A_transition_action_that_throws_leaves_the_machine_where_it_was() => Assert.Equal("Leave Log boom A1 C1 [] A1 C1 Leave Log Do Arrive Log B1 B2", Run("Do"));

    [Fact]
    public void An_entry_action_that_throws_leaves_the_machine_where_it_was_going() => Assert.Equal("Leave Log Do boom B1 B2", Run("Arrive"));

    [Fact]
    public void A_state_that_was_not_left_after_all_keeps_its_timer() => Assert.Equal("Leave Log boom Leave Log A1 C2", Play.Run(Machine,
        """
        var wheel = new FsmGen.Runtime.Timers.TimerWheel(TimeSpan.FromMilliseconds(1));
        var m = new M { Timers = wheel };
        m.Start();
        Holds.Add("G");
        Holds.Add("fail Do");
        try { m.Go(); } catch (InvalidOperationException) { Say("boom"); }
        wheel.Advance(TimeSpan.FromSeconds(1));
        M.Where(m);
        """, Host("Do")));

    [Fact]
    public void An_exception_on_the_way_from_the_start_leaves_a_started_machine_in_its_initial_state() => Assert.Equal("boom A True Rejected B", Play.Run(
        """
        machine: M
        namespace: Demo
        unhandled: none
        events: { Go:, Flush: }
        actions: { Boom: }
        initial: { to: A, do: Boom }
        states:
          A: { on: { Go: B, Flush: defer } }
          B:
        """,
        """
        var m = new M();
        try { m.Start(); } catch (InvalidOperationException) { Say("boom"); }
        Say(m.State); Say(m.IsIn(MState.A)); Say(m.Start());
        m.Go(); Say(m.State);
        """, Boom));

    [Theory]
    [InlineData("reentrancy: queue\ninitial: A\nstates:\n  A: { on: { Go: Over } }\n  Over: { final: true, entry: Boom }")]
    [InlineData("regions:\n  L: { initial: A, states: { A: { on: { Go: X } }, X: { final: true } } }\n  R: { initial: B, states: { B: { on: { Go: Y } }, Y: { final: true, entry: Boom } } }")]
    public void A_machine_whose_last_entry_throws_has_ended(string states) => Assert.Equal("boom Ended", Play.Run(
        $"machine: M\nnamespace: Demo\nunhandled: none\nevents: {{ Go: }}\nactions: {{ Boom: }}\n{states}",
        """
        var m = new M(); m.Start();
        try { m.Go(); } catch (InvalidOperationException) { Say("boom"); }
        Say(m.Go());
        """, Boom));

    [Fact]
    public void A_state_that_was_not_left_after_all_changes_no_history() => Assert.Equal("boom Y Z", Play.Run(
        """
        machine: M
        namespace: Demo
        unhandled: none
        events: { Leave:, Move:, Home:, Back: }
        actions: { Boom: }
        initial: P
        states:
          P:
            initial: X
            on: { Leave: { to: Q, do: Boom }, Home: { to: H, type: internal } }
            states:
              X: { on: { Move: Y } }
              Y:
              Z:
              H: { history: shallow, default: Z }
          Q: { on: { Back: P } }
        """,
        """
        var m = new M(); m.Start(); m.Move();
        try { m.Leave(); } catch (InvalidOperationException) { Say("boom"); }
        Say(m.State); m.Home(); Say(m.State);
        """, Boom));

    private const string Boom = "using System; namespace Demo { partial class M { private partial void Boom() => throw new InvalidOperationException(); } }";

    private static string Run(string phase, string? method = null) => Play.Run(Machine,
        $$"""
        var m = new M { Timers = new FsmGen.Runtime.Timers.TimerWheel(TimeSpan.FromMilliseconds(1)) };
        m.Start();
        Holds.Add("G");
        Holds.Add("fail {{phase}}");
        try { m.Go(); } catch (InvalidOperationException) { Say("boom"); }
        M.Where(m);
        Holds.Remove("fail {{phase}}");
        if (!m.IsIn(MState.B1))
        {
            Say("[]");
            M.Where(m);
            m.Go();
            M.Where(m);
        }
        """, Host(phase));

    /// <summary>The method of a phase fails as long as the script says so.</summary>
    private static string Host(string phase) =>
        $$"""
        using System;
        namespace Demo
        {
            partial class M
            {
                private static bool Fails(string phase) => Script.Holds.Contains("fail " + phase) ? throw new InvalidOperationException() : true;
                {{(phase == "G" ? "private partial bool G() => Fails(\"G\");" : $"private partial void {phase}() {{ Fails(\"{phase}\"); Script.Call(\"{phase}\"); }}")}}
                public static void Where(M m)
                {
                    foreach (var state in Enum.GetValues<MState>())
                    {
                        if (state != MState.P && state != MState.Q && m.IsIn(state))
                            Script.Say(state);
                    }
                }
            }
        }
        """;
}
