namespace FsmGen.Generators.Tests.Behaviour;

/// <summary>What becomes of an event, by its method and by value.</summary>
public class EventTests
{
    private const string Door =
        """
        machine: Door
        unhandled: none
        events:
          Open:
          Close:
          Knock:
          Ring:
          Break:
          Push(int force):
        actions:
          Creak:
          Move(force):
        initial: Closed
        states:
          Open1:
            on: { Close: Closed, Knock: reject }
          Closed:
            on:
              Open: { to: Open1, do: Creak }
              Knock: ignore
              Ring: reject
              Break: Gone
              Push: { do: Move }
          Gone:
            final: true
        """;

    [Theory]
    [InlineData("door.Open()", "Creak Handled Open1")]
    [InlineData("door.Push(3)", "Move(3) Handled Closed")]
    [InlineData("door.Knock()", "Ignored Closed")]
    [InlineData("door.Ring()", "Rejected Closed")]
    [InlineData("door.Close()", "Unhandled Closed")]
    [InlineData("door.Break()", "Handled Gone")]
    public void An_event_has_the_outcome_of_its_row(string fire, string log) =>
        Assert.Equal(log, Play.Run(Door, $"var door = new Door(); door.Start(); Say({fire}); Say(door.State);"));

    [Fact]
    public void Before_the_start_every_event_is_answered_with_NotStarted() =>
        Assert.Equal("NotStarted NotStarted NotStarted Closed",
            Play.Run(Door, "var door = new Door(); Say(door.Open()); Say(door.Push(1)); Say(door.Fire(DoorEvent.Knock)); Say(door.State);"));

    [Fact]
    public void After_the_end_every_event_is_answered_with_Ended() =>
        Assert.Equal("Handled Ended Ended Ended Gone",
            Play.Run(Door, "var door = new Door(); door.Start(); Say(door.Break()); Say(door.Open()); Say(door.Push(1)); Say(door.Fire(DoorEvent.Knock)); Say(door.State);"));

    [Fact]
    public void An_event_fired_from_inside_an_action_is_answered_with_Reentrant_and_changes_nothing() =>
        Assert.Equal("Reentrant Reentrant Reentrant Reentrant Closed Handled Open1",
            Play.Run(Door, "var door = new Door(); door.Start(); Say(door.Open()); Say(door.State);",
                """
                namespace Demo;
                public partial class Door
                {
                    private partial void Creak()
                    {
                        Script.Say(Close());
                        Script.Say(Push(1));
                        Script.Say(Fire(DoorEvent.Break));
                        Script.Say(Open());
                        Script.Say(State);
                    }
                }
                """));

    [Fact]
    public void An_event_fired_from_inside_a_guard_is_answered_with_Reentrant() =>
        Assert.Equal("Reentrant Handled B",
            Play.Run(
                """
                machine: M
                events: { Go: }
                guards: { Ready: }
                initial: A
                states:
                  A:
                    on:
                      Go: [{ when: Ready, to: B }, reject]
                  B:
                    on: { Go: A }
                """,
                "var m = new M(); m.Start(); Say(m.Go()); Say(m.State);",
                """
                namespace Demo;
                public partial class M
                {
                    private partial bool Ready()
                    {
                        Script.Say(Go());
                        return true;
                    }
                }
                """));

    [Fact]
    public void Fire_by_value_does_what_the_method_does() =>
        Assert.Equal("Creak Handled Rejected Handled Ignored Closed",
            Play.Run(Door,
                """
                var door = new Door();
                door.Start();
                foreach (var e in new[] { DoorEvent.Open, DoorEvent.Knock, DoorEvent.Close, DoorEvent.Knock })
                    Say(door.Fire(e));
                Say(door.State);
                """));

    [Fact]
    public void Fire_by_value_refuses_an_event_with_parameters_and_says_which_method_to_call() =>
        Assert.Equal("True 'Push' carries parameters: call Push(force). (Parameter 'trigger') Closed",
            Play.Run(Door,
                """
                var door = new Door();
                door.Start();
                var thrown = Caught(() => door.Fire(DoorEvent.Push));
                Say(thrown.GetType() == typeof(ArgumentException)); Say(thrown.Message); Say(door.State);
                """));

    [Fact]
    public void Fire_by_value_and_CanFire_refuse_what_is_no_event() =>
        Assert.Equal("True trigger True trigger Open",
            Play.Run(Door,
                """
                var door = new Door();
                door.Start();
                var thrown = (ArgumentOutOfRangeException)Caught(() => door.Fire((DoorEvent)200));
                Say(thrown is ArgumentOutOfRangeException); Say(thrown.ParamName);
                thrown = (ArgumentOutOfRangeException)Caught(() => door.CanFire((DoorEvent)6));
                Say(thrown is ArgumentOutOfRangeException); Say(thrown.ParamName);
                Say((DoorEvent)0);
                """));

    [Fact]
    public void The_initial_state_is_the_enum_value_zero_wherever_it_stands_in_the_file() =>
        Assert.Equal("0 1 2", Play.Run(Door, "Say((int)DoorState.Closed); Say((int)DoorState.Open1); Say((int)DoorState.Gone);"));

    [Fact]
    public void Only_leaves_are_states_and_only_external_events_are_events() =>
        Assert.Equal("B,C,D Go Byte Byte",
            Play.Run(
                """
                machine: M
                events:
                  Go:
                  Step: { internal: true }
                initial: A
                states:
                  A:
                    initial: B
                    on:
                      Go: { do: raise Step, to: C }
                      Step: D
                    states:
                      B:
                      C:
                      D:
                """,
                """
                Say(string.Join(",", Enum.GetNames<MState>())); Say(string.Join(",", Enum.GetNames<MEvent>()));
                Say(Enum.GetUnderlyingType(typeof(MState)).Name); Say(Enum.GetUnderlyingType(typeof(MEvent)).Name);
                """));

    [Fact]
    public void Events_that_no_row_takes_are_unhandled_however_they_are_fired() =>
        Assert.Equal("Unhandled Unhandled 0",
            Play.Run(
                """
                machine: M
                unhandled: none
                events: { Go: , Kick: , Push(int force): }
                initial: A
                states:
                  A: { on: { Push: ignore } }
                """,
                "var m = new M(); m.Start(); Say(m.Go()); Say(m.Fire(MEvent.Kick)); Say(m.Fire(new[] { MEvent.Go, MEvent.Kick }));"));
}
