namespace FsmGen.Generators.Tests.Behaviour;

/// <summary>What may be fired now: <c>CanFire</c>, <c>Can{Event}</c>, <c>PermittedEvents</c>.</summary>
public class QueryTests
{
    private const string Gate =
        """
        machine: Gate
        events:
          Coin(int value):
          Push:
          Kick:
          Oil:
          Close:
        guards:
          Enough(value):
          Night:
        actions:
          Refund(value):
        initial: Locked
        states:
          Locked:
            on:
              Coin:
                - { when: Enough and not Night, to: Unlocked }
                - ignore
              Push: ignore
              Kick: reject
              Oil:
                - { when: Night, do: never }
                - { to: Unlocked }
              Close: Shut
          Unlocked:
            on:
              Coin: { do: Refund }
              Push: Locked
              Kick: reject
              Oil: { do: [] }
              Close: Shut
          Shut:
            final: true
        """;

    private const string Ask =
        """
        var gate = new Gate();
        Func<string> Permitted = () => "[" + string.Join(",", gate.PermittedEvents.ToArray()) + "]";
        Func<string> Fireable = () => "[" + string.Join(",", Enum.GetValues<GateEvent>().Where(gate.CanFire)) + "]";
        """;

    [Fact]
    public void CanFire_and_PermittedEvents_know_rows_that_do_something() =>
        Assert.Equal("[Coin,Oil,Close] [Coin,Oil,Close] [Coin,Push,Oil,Close] [Coin,Push,Oil,Close]",
            Play.Run(Gate, Ask + "gate.Start(); Say(Fireable()); Say(Permitted()); gate.Oil(); Say(Fireable()); Say(Permitted());"));

    [Fact]
    public void CanFire_asks_guards_and_PermittedEvents_does_not() =>
        Assert.Equal("[Coin,Close] [Coin,Oil,Close]",
            Play.Run(Gate, Ask + "Holds.Add(\"Night\"); gate.Start(); Say(Fireable()); Say(Permitted());"));

    [Fact]
    public void CanFire_asks_no_guard_of_an_event_with_parameters() =>
        Assert.Equal("False True",
            Play.Run(Gate, "var gate = new Gate(); gate.Start(); Say(gate.CanCoin(1)); Say(gate.CanFire(GateEvent.Coin));"));

    [Fact]
    public void The_question_for_one_event_asks_its_guards_with_its_parameters() =>
        Assert.Equal("False True False True False",
            Play.Run(Gate,
                """
                var gate = new Gate();
                gate.Start();
                Say(gate.CanCoin(49)); Say(gate.CanCoin(50)); Say(gate.CanPush());
                gate.Coin(50);
                Say(gate.CanCoin(1)); Say(gate.CanKick());
                """,
                "namespace Demo; public partial class Gate { private partial bool Enough(int value) => value >= 50; }"));

    [Fact]
    public void Nothing_can_be_fired_before_the_start_or_after_the_end() =>
        Assert.Equal("[] False False [] [] False False",
            Play.Run(Gate, Ask +
                """
                Say(Fireable()); Say(gate.CanCoin(1)); Say(gate.CanClose());
                gate.Start();
                gate.Close();
                Say(Fireable()); Say(Permitted()); Say(gate.CanCoin(1)); Say(gate.CanClose());
                """));

    [Fact]
    public void PermittedEvents_speaks_of_the_state_which_before_the_start_is_the_initial_one() =>
        Assert.Equal("[Coin,Oil,Close]", Play.Run(Gate, Ask + "Say(Permitted());"));

    [Fact]
    public void Asking_changes_nothing_and_runs_no_action() =>
        Assert.Equal("Unlocked",
            Play.Run(Gate, Ask + "gate.Start(); gate.Oil(); Fireable(); Permitted(); gate.CanCoin(1); gate.CanPush(); Say(gate.State);"));

    [Fact]
    public void A_machine_without_events_can_still_be_asked() =>
        Assert.Equal("Handled A 0",
            Play.Run("machine: M\ninitial: A\nstates:\n  A:\n", "var m = new M(); Say(m.Start()); Say(m.State); Say(m.PermittedEvents.Length);"));

    [Fact]
    public void A_machine_whose_events_all_carry_parameters_can_still_be_asked() =>
        Assert.Equal("True", Play.Run(
            """
            machine: M
            events: { Go(int n): }
            initial: A
            states: { A: { on: { Go: A } } }
            """,
            "var m = new M(); m.Start(); Say(m.CanFire(MEvent.Go));"));
}
