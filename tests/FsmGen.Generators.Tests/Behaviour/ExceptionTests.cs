namespace FsmGen.Generators.Tests.Behaviour;

/// <summary>Where an exception leaves the machine, per phase of the step.</summary>
public class ExceptionTests
{
    private const string Spec =
        """
        machine: M
        events:
          Go:
          Next:
          Inner: { internal: true }
        guards: { Guard: }
        actions: { Exit: , Do: , Enter: , OnInner: }
        initial: A
        states:
          A:
            exit: Exit
            on:
              Go: [{ when: Guard, to: B, do: [raise Inner, Do] }, reject]
              Next: { do: OnInner }
          B:
            entry: Enter
            on:
              Go: reject
              Next: A
              Inner: { do: OnInner }
        """;

    private static string Host(string member) => $"namespace Demo; public partial class M {{ {member} => throw new System.FormatException(); }}";

    [Theory]
    [InlineData("private partial bool Guard()", "A")]
    [InlineData("private partial void Exit()", "A")]
    [InlineData("private partial void Do()", "A")]
    [InlineData("private partial void Enter()", "B")]
    [InlineData("private partial void OnInner()", "B")]
    [InlineData("partial void OnTransition(MState from, MState to)", "B")]
    public void An_exception_leaves_the_machine_in_the_old_state_until_the_entry_begins_and_in_the_new_one_from_then_on(string member, string state) =>
        Assert.Equal($"FormatException {state}",
            Play.Run(Spec, "Holds.Add(\"Guard\"); var m = new M(); m.Start(); var e = Caught(() => m.Go()); Log.Clear(); Say(e.GetType().Name); Say(m.State);", Host(member)));

    [Theory]
    [InlineData("ExitInner", "A", "")]
    [InlineData("ExitOuter", "A", "ExitInner")]
    [InlineData("Do", "A", "ExitInner ExitOuter")]
    [InlineData("EnterOuter", "B", "ExitInner ExitOuter Do")]
    [InlineData("EnterInner", "B", "ExitInner ExitOuter Do EnterOuter")]
    [InlineData("None", "B", "ExitInner ExitOuter Do EnterOuter EnterInner Handled")]
    public void Of_several_states_that_are_left_or_entered_those_behind_the_exception_are_not(string thrower, string state, string ran) =>
        Assert.Equal($"{ran} {state}".TrimStart(),
            Play.Run(
                """
                machine: M
                events: { Go: }
                actions: { ExitInner: , ExitOuter: , Do: , EnterOuter: , EnterInner: }
                initial: X
                states:
                  X: { exit: ExitOuter, initial: A, states: { A: { exit: ExitInner, on: { Go: { to: Y, do: Do } } } } }
                  Y: { entry: EnterOuter, initial: B, on: { Go: ignore }, states: { B: { entry: EnterInner } } }
                """,
                "var m = new M(); m.Start(); try { Say(m.Go()); } catch (FormatException) { } Say(m.State);",
                thrower == "None" ? "" : Host($"private partial void {thrower}()")));

    [Theory]
    [InlineData("private partial bool First()", "B", "")]
    [InlineData("private partial void Leave()", "B", "")]
    [InlineData("private partial void Act()", "B", "Leave")]
    [InlineData("private partial void Enter()", "C", "Leave Act")]
    public void An_exception_within_a_raised_event_is_no_different_and_what_was_done_before_it_stays(string member, string state, string ran) =>
        Assert.Equal($"{ran} {state} Ignored {state}".TrimStart(),
            Play.Run(
                """
                machine: M
                events: { Go: , Inner: { internal: true }, Later: { internal: true } }
                guards: { First: }
                actions: { Leave: , Act: , Enter: , Never: }
                initial: A
                states:
                  A: { on: { Go: { to: B, do: [raise Inner, raise Later] } } }
                  B: { exit: Leave, on: { Go: ignore, Inner: { when: First, to: C, do: Act }, Later: { do: Never } } }
                  C: { entry: Enter, on: { Go: ignore, Later: { do: Never } } }
                """.Replace("events:", "unhandled: none\nevents:", StringComparison.Ordinal),
                "Holds.Add(\"First\"); var m = new M(); m.Start(); Caught(() => m.Go()); Say(m.State); Say(m.Go()); Say(m.State);", Host(member)));

    [Fact]
    public void After_an_exception_the_machine_takes_the_next_event_and_what_was_raised_is_dropped() =>
        Assert.Equal("Rejected B Handled A OnInner Handled",
            Play.Run(Spec,
                """
                Holds.Add("Guard");
                var m = new M();
                m.Start();
                Caught(() => m.Go());
                Log.Clear();
                Say(m.Go()); Say(m.State);
                Say(m.Next()); Say(m.State);
                Say(m.Next());
                """,
                Host("private partial void Enter()")));

    [Fact]
    public void A_broken_claim_throws_and_the_machine_goes_on() =>
        Assert.Equal("InvalidOperationException 'Break' cannot happen in state 'B'. B Handled A",
            Play.Run(
                """
                machine: M
                events: { Go: , Break: }
                initial: A
                states:
                  A:
                    on: { Go: B, Break: ignore }
                  B:
                    on: { Go: A, Break: never }
                """,
                "var m = new M(); m.Start(); m.Go(); var e = Caught(() => m.Break()); Say(e.GetType().Name); Say(e.Message); Say(m.State); Say(m.Go()); Say(m.State);"));

    [Fact]
    public void A_broken_claim_about_a_raised_event_drops_the_events_behind_it() =>
        Assert.Equal("'Bad' cannot happen in state 'A'. A Act Handled",
            Play.Run(
                """
                machine: M
                events:
                  Go:
                  Other:
                  Bad: { internal: true }
                  Good: { internal: true }
                guards:
                  Ready:
                    code: "true"
                actions: { Act: }
                initial: A
                states:
                  A:
                    on:
                      Go: [{ when: Ready, do: [raise Bad, raise Good] }, ignore]
                      Other: { do: raise Good }
                      Bad: never
                      Good: { do: Act }
                """,
                "var m = new M(); m.Start(); Say(Caught(() => m.Go()).Message); Say(m.State); Say(m.Other());"));

    [Fact]
    public void An_exception_in_Start_leaves_a_started_machine_in_its_initial_state() =>
        Assert.Equal("A Rejected Handled B",
            Play.Run(
                """
                machine: M
                events: { Go: }
                actions: { Enter: }
                initial: A
                states:
                  A: { entry: Enter, on: { Go: B } }
                  B: { on: { Go: ignore } }
                """,
                "var m = new M(); Caught(() => m.Start()); Say(m.State); Say(m.Start()); Say(m.Go()); Say(m.State);", Host("private partial void Enter()")));

    [Theory]
    [InlineData("private partial void Enter()")]
    [InlineData("partial void OnTransition(MState from, MState to)")]
    public void An_exception_on_the_way_into_the_final_state_still_ends_the_machine(string member) =>
        Assert.Equal("Done Ended False",
            Play.Run(
                """
                machine: M
                events: { Go: }
                actions: { Enter: }
                initial: A
                states:
                  A: { on: { Go: Done } }
                  Done: { entry: Enter, final: true }
                """,
                "var m = new M(); m.Start(); Caught(() => m.Go()); Log.Clear(); Say(m.State); Say(m.Go()); Say(m.CanGo());", Host(member)));

    [Fact]
    public void An_event_fired_on_the_way_into_the_final_state_is_still_reentrant() =>
        Assert.Equal("Reentrant Reentrant Handled Ended",
            Play.Run(
                """
                machine: M
                events: { Go: }
                actions: { Enter: }
                initial: A
                states:
                  A: { on: { Go: Done } }
                  Done: { entry: Enter, final: true }
                """,
                "var m = new M(); m.Start(); Say(m.Go()); Say(m.Go());",
                """
                namespace Demo;
                public partial class M
                {
                    private partial void Enter() => Script.Say(Go());
                    partial void OnTransition(MState from, MState to) => Script.Say(Go());
                }
                """));
}
