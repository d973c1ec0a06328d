namespace FsmGen.Generators.Tests.Behaviour;

/// <summary>Nested states: what is left and entered, in which order, and who is asked first.</summary>
public class HierarchyTests
{
    private const string Nested =
        """
        machine: M
        unhandled: none
        events: { Cross: , Deep: , Self: , Outer: , Inner: , Child: , Parent: , Shadow: }
        guards: { Taken: }
        actions: { InA: , OutA: , InA1: , OutA1: , InA11: , OutA11: , InA12: , OutA12: , InB: , OutB: , InB1: , OutB1: , Do: , Low: , High: }
        initial: A
        states:
          A:
            initial: A1
            entry: InA
            exit: OutA
            on:
              Outer: { to: A, do: Do }
              Inner: { do: Do }
              Parent: { to: A12, do: Do }
              Shadow: { do: High }
            states:
              A1:
                initial: A11
                entry: InA1
                exit: OutA1
                on:
                  Cross: { to: B, do: Do }
                  Child: { to: A12, do: Do }
                states:
                  A11:
                    entry: InA11
                    exit: OutA11
                    on:
                      Self: { to: A11, do: Do }
                      Deep: { to: B1, do: Do }
                      Shadow: { when: Taken, do: Low }
                  A12:
                    entry: InA12
                    exit: OutA12
          B:
            initial: B1
            entry: InB
            exit: OutB
            states:
              B1:
                entry: InB1
                exit: OutB1
        """;

    [Theory]
    [InlineData("", "InA InA1 InA11 | A11")]
    [InlineData("Cross", "OutA11 OutA1 OutA Do InB InB1 | B1")]
    [InlineData("Deep", "OutA11 OutA1 OutA Do InB InB1 | B1")]
    [InlineData("Self", "OutA11 Do InA11 | A11")]
    [InlineData("Outer", "OutA11 OutA1 OutA Do InA InA1 InA11 | A11")]
    [InlineData("Inner", "Do | A11")]
    [InlineData("Child", "OutA11 OutA1 Do InA1 InA12 | A12")]
    [InlineData("Parent", "OutA11 OutA1 OutA Do InA InA1 InA12 | A12")]
    public void States_are_left_innermost_first_and_entered_outermost_first(string trigger, string log)
    {
        var fire = trigger.Length == 0 ? "" : $"Log.Clear(); m.{trigger}();";
        Assert.Equal(log, Play.Run(Nested, $"var m = new M(); m.Start(); {fire} Say(\"|\"); Say(m.State);"));
    }

    [Fact]
    public void The_inner_state_is_asked_first_and_the_outer_one_when_no_guard_of_it_holds() =>
        Assert.Equal("High Low",
            Play.Run(Nested, "var m = new M(); m.Start(); Log.Clear(); m.Shadow(); Holds.Add(\"Taken\"); m.Shadow();"));

    [Fact]
    public void A_row_of_an_outer_state_is_taken_in_each_state_within() =>
        Assert.Equal("OutA12 OutA1 OutA Do InA InA1 InA11 Handled A11",
            Play.Run(Nested, "var m = new M(); m.Start(); m.Child(); Log.Clear(); Say(m.Outer()); Say(m.State);"));

    [Fact]
    public void An_event_that_no_state_on_the_way_out_handles_is_unhandled() =>
        Assert.Equal("Unhandled B1", Play.Run(Nested, "var m = new M(); m.Start(); m.Cross(); Log.Clear(); Say(m.Shadow()); Say(m.State);"));

    [Fact]
    public void A_final_state_below_the_top_level_does_not_end_the_machine() =>
        Assert.Equal("Handled Done Handled Work",
            Play.Run(
                """
                machine: M
                events: { Finish: , Again: }
                initial: Job
                states:
                  Job:
                    initial: Work
                    on: { Again: Job, Finish: Done }
                    states:
                      Work:
                      Done: { final: true }
                """,
                "var m = new M(); m.Start(); Say(m.Finish()); Say(m.State); Say(m.Again()); Say(m.State);"));
}
