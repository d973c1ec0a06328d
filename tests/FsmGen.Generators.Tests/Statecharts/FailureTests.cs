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
