using FsmGen.Compiler;

namespace FsmGen.Generators.Tests.Behaviour;

/// <summary>Internal events: the order in which they are taken, and what they carry.</summary>
public class RaiseTests
{
    [Fact]
    public void Raised_events_are_taken_oldest_first_before_the_call_returns() =>
        Assert.Equal("Begin End OnFirst OnSecond OnThird Handled C",
            Play.Run(
                """
                machine: M
                events:
                  Go:
                  First: { internal: true }
                  Second: { internal: true }
                  Third: { internal: true }
                actions: { Begin: , End: , OnFirst: , OnSecond: , OnThird: }
                initial: A
                states:
                  A:
                    on:
                      Go: { do: [Begin, raise First, raise Second, End] }
                      First: { do: [raise Third, OnFirst], to: B }
                  B:
                    on:
                      Go: reject
                      Second: { do: OnSecond, to: C }
                  C:
                    on:
                      Go: reject
                      Third: { do: OnThird }
                """,
                "var m = new M(); m.Start(); Say(m.Go()); Say(m.State);"));

    [Fact]
    public void A_raised_event_carries_the_parameters_of_the_event_that_began_the_step() =>
        Assert.Equal("Note(7) Take(7, again) Handled B Other(x) Handled",
            Play.Run(
                """
                machine: M
                events:
                  Go(int n, string text):
                  Say(string text):
                  Inner(n): { internal: true }
                  Deeper(n, text): { internal: true }
                actions:
                  Note(n):
                  Take(n, text):
                  Other(text):
                initial: A
                states:
                  A:
                    on:
                      Go: { do: [raise Inner, raise Deeper] }
                      Inner: { do: Note }
                      Deeper: { do: Take, to: B }
                      Say: { do: Other }
                  B:
                    on:
                      Go: ignore
                      Say: { do: Other }
                """,
                "var m = new M(); m.Start(); Say(m.Go(7, \"again\")); Say(m.State); Say(m.Say(\"x\"));"));

    [Fact]
    public void A_raised_event_that_no_row_takes_is_dropped_and_the_others_are_taken() =>
        Assert.Equal("Late Handled A",
            Play.Run(
                """
                machine: M
                unhandled: none
                events:
                  Go:
                  Lost: { internal: true }
                  Skipped: { internal: true }
                  Kept: { internal: true }
                actions: { Late: }
                initial: A
                states:
                  A:
                    on:
                      Go: { do: [raise Lost, raise Skipped, raise Kept] }
                      Skipped: ignore
                      Kept: { do: Late }
                """,
                "var m = new M(); m.Start(); Say(m.Go()); Say(m.State);"));

    [Fact]
    public void The_entry_of_the_initial_state_may_raise_too() =>
        Assert.Equal("Enter Handled B",
            Play.Run(
                """
                machine: M
                events:
                  Skip: { internal: true }
                actions: { Enter: }
                initial: A
                states:
                  A:
                    entry: raise Skip
                    on: { Skip: B }
                  B:
                    entry: Enter
                """,
                "var m = new M(); Say(m.Start()); Say(m.State);"));

    [Fact]
    public void Raised_events_that_wait_when_the_machine_ends_are_dropped() =>
        Assert.Equal("Handled Done Ended",
            Play.Run(
                """
                machine: M
                events:
                  Go:
                  End: { internal: true }
                  Late: { internal: true }
                initial: A
                states:
                  A:
                    on:
                      Go: { do: [raise End, raise Late] }
                      End: Done
                  Done:
                    final: true
                    entry: [raise Late]
                """,
                "var m = new M(); m.Start(); Say(m.Go()); Say(m.State); Say(m.Go());"));

    private static string Raising(int events) =>
        $$"""
        machine: M
        events:
          Go:
          Inner: { internal: true }
        actions: { Act: }
        initial: A
        states:
          A:
            on:
              Go: { do: [{{string.Join(", ", Enumerable.Repeat("raise Inner", events))}}] }
              Inner: { do: Act }
        """;

    [Fact]
    public void Eight_raised_events_may_wait() =>
        Assert.Equal("Act Act Act Act Act Act Act Act Handled", Play.Run(Raising(8), "var m = new M(); m.Start(); Say(m.Go());"));

    [Fact]
    public void A_ninth_raised_event_is_a_finding_and_where_the_build_went_on_an_exception()
    {
        var generation = Play.Generate(Raising(9), "var m = new M(); m.Start(); Say(Caught(() => m.Go()).Message); Say(m.State); Say(m.CanGo());");
        Assert.Equal(Rules.RaiseOverflow.Id, Assert.Single(generation.Reported).Id);
        Assert.Equal("More than 8 raised events wait. A True", Play.Execute(generation.Load()));
    }
}
