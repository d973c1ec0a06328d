namespace FsmGen.Generators.Tests.Statecharts;

/// <summary>What a machine that keeps a configuration can be asked, and what it tells.</summary>
public class QuestionTests
{
    private const string Lift =
        """
        machine: Lift
        namespace: Demo
        unhandled: none
        events: { "Call(int floor)":, Open:, Shut_:, Stop:, Never: }
        guards: { Far(floor): , Level: }
        actions: { Move(floor): }
        initial: Idle
        states:
          Idle:
            regions:
              Door: { initial: Shut, states: { Shut: { on: { Open: { when: Level and in(Parked), to: Wide }, Stop: ignore } }, Wide: { on: { Open: defer, Shut_: Shut, Call: reject } } } }
              Car: { initial: Parked, states: { Parked: { on: { Call: { when: Far, to: Moving, do: Move } } }, Moving: { on: { Stop: Parked, Never: never } } } }
        """;

    [Fact]
    public void It_says_why_an_event_would_not_be_taken() => Assert.Equal(
        "not started Level and in(Parked) Far ignored unhandled . never . deferred rejected", Play.Run(Lift,
        """
        var lift = new Lift();
        Say(lift.WhyNotOpen()); lift.Start();
        Say(lift.WhyNot(LiftEvent.Open)); Say(lift.WhyNotCall(1)); Say(lift.WhyNotStop()); Say(lift.WhyNotNever());
        Holds.Add("Far"); Say(lift.WhyNotCall(1) ?? "."); Script.Log.Remove("Move(1)");
        lift.Call(1); Script.Log.Remove("Move(1)");
        Say(lift.WhyNotNever()); Say(lift.WhyNotStop() ?? "."); lift.Stop();
        Holds.Add("Level"); lift.Open(); Holds.Clear();
        Say(lift.WhyNotOpen()); Say(lift.WhyNotCall(2) == "Far" ? "rejected" : lift.WhyNotCall(2));
        """));

    [Fact]
    public void It_compiles_where_no_state_lets_an_event_come_to_the_row_for_it() => GeneratorHarness.Load(
        """
        machine: M
        namespace: Demo
        unhandled: none
        events: { Go: }
        initial: P
        states:
          P: { initial: P1, on: { Go: Q }, states: { P1: { on: { Go: defer } } } }
          Q:
        """);

    [Fact]
    public void Its_definition_is_data() => Assert.Equal("Lift 7 5 True", Play.Run(Lift,
        "Say(Lift.Definition.Name); Say(Lift.Definition.States.Length); Say(Lift.Definition.Events.Length); Say(Allocated(() => _ = Lift.Definition.Rows.Length) == 0);"));

    [Fact]
    public void It_counts_its_steps_and_allocates_nothing_where_nobody_listens() => Assert.Equal("0 Call ignored", Play.Run(Lift.Replace("unhandled: none", "unhandled: ignore\ntelemetry: [trace, meter]", StringComparison.Ordinal),
        """
        var lift = new Lift(); lift.Start();
        Say(Allocated(() => { for (var i = 0; i < 100; i++) lift.Call(i); }));
        using var listener = new System.Diagnostics.Metrics.MeterListener();
        listener.InstrumentPublished = (instrument, l) => { if (instrument.Meter.Name == "Demo.Lift") l.EnableMeasurementEvents(instrument); };
        var tags = "";
        listener.SetMeasurementEventCallback<long>((instrument, value, some, state) => { foreach (var tag in some) tags += (tags.Length == 0 ? "" : " ") + tag.Value; });
        listener.Start();
        lift.Call(1);
        Say(tags);
        """));
}
