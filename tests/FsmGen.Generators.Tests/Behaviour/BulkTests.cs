namespace FsmGen.Generators.Tests.Behaviour;

/// <summary>Many events in one call: <c>Fire(ReadOnlySpan)</c>.</summary>
public class BulkTests
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
          Squeak: { internal: true }
        actions: { Lock: , Note: }
        initial: Unlocked
        states:
          Locked:
            entry: Lock
            on: { Coin: Unlocked, Push: ignore, Kick: reject, Oil: { do: raise Squeak }, Squeak: { to: Unlocked, do: Note }, Close: Shut }
          Unlocked:
            on: { Coin: ignore, Push: Locked, Kick: reject, Oil: never, Close: Shut }
          Shut: { final: true }
        """;

    [Fact]
    public void It_returns_how_many_events_a_row_took() =>
        Assert.Equal("Lock 1 Locked Note 1 Unlocked",
            Play.Run(Gate,
                """
                var gate = new Gate();
                gate.Start();
                Say(gate.Fire(new[] { GateEvent.Push, GateEvent.Push, GateEvent.Kick })); Say(gate.State);
                Say(gate.Fire(new[] { GateEvent.Oil })); Say(gate.State);
                """));

    [Fact]
    public void It_looks_at_no_event_before_the_start_and_after_the_end() =>
        Assert.Equal("0 Lock 2 Shut 0",
            Play.Run(Gate,
                """
                var gate = new Gate();
                var events = new[] { GateEvent.Push, GateEvent.Close, GateEvent.Coin };
                Say(gate.Fire(events));
                gate.Start();
                Say(gate.Fire(events)); Say(gate.State); Say(gate.Fire(events));
                """));

    [Fact]
    public void An_event_with_parameters_throws_after_those_before_it_were_fired() =>
        Assert.Equal("Lock ArgumentException Locked Handled",
            Play.Run(Gate,
                """
                var gate = new Gate();
                gate.Start();
                Say(Caught(() => gate.Fire(new[] { GateEvent.Push, GateEvent.Coin, GateEvent.Close })).GetType().Name);
                Say(gate.State);
                Say(gate.Coin(1));
                """));

    [Fact]
    public void An_action_sees_the_state_it_runs_in_and_what_it_fires_is_reentrant() =>
        Assert.Equal("Locked:0 Reentrant Unlocked 2",
            Play.Run(Gate,
                """
                var gate = new Gate();
                gate.Start();
                var handled = gate.Fire(new[] { GateEvent.Push, GateEvent.Oil });
                Say(gate.State); Say(handled);
                """,
                """
                namespace Demo;
                public partial class Gate
                {
                    private partial void Lock() => Script.Say($"{State}:{Fire(new[] { GateEvent.Push })}");
                    private partial void Note() => Script.Say(Close());
                }
                """));

    [Theory]
    [InlineData("private partial void Lock()", "Locked")]
    [InlineData("partial void OnTransition(GateState from, GateState to)", "Locked")]
    public void An_exception_leaves_the_machine_where_one_event_after_the_other_would(string member, string state) =>
        Assert.Equal($"FormatException {state} Handled",
            Play.Run(Gate,
                """
                var gate = new Gate();
                gate.Start();
                var thrown = Caught(() => gate.Fire(new[] { GateEvent.Kick, GateEvent.Push, GateEvent.Close }));
                Log.Clear();
                Say(thrown.GetType().Name);
                Say(gate.State);
                Gate.Throws = false;
                Say(gate.Close());
                """,
                $"namespace Demo; public partial class Gate {{ public static bool Throws = true; {member} {{ if (Throws) throw new System.FormatException(); }} }}"));

    [Fact]
    public void A_broken_claim_names_the_state_it_was_broken_in() =>
        Assert.Equal("'Oil' cannot happen in state 'Unlocked'.",
            Play.Run(Gate, "var gate = new Gate(); gate.Start(); Say(Caught(() => gate.Fire(new[] { GateEvent.Kick, GateEvent.Oil })).Message);"));

    [Theory]
    [InlineData("class")]
    [InlineData("struct")]
    public void It_allocates_nothing(string kind) =>
        Assert.Equal("0 240000",
            Play.Run($"kind: {kind}\n{Gate}",
                """
                var gate = new Gate();
                gate.Start();
                var events = new[] { GateEvent.Push, GateEvent.Oil, GateEvent.Kick, GateEvent.Push, GateEvent.Push, GateEvent.Oil };
                Say(Allocated(() => { for (var i = 0; i < 30_000; i++) Gate.Handled += gate.Fire(events); }));
                Say(Gate.Handled);
                """,
                $"namespace Demo; public partial {kind} Gate {{ public static int Handled; private partial void Lock() {{ }} private partial void Note() {{ }} }}"));

    [Fact]
    public void A_machine_too_large_for_one_loop_calls_the_events_beyond() =>
        Assert.Equal("400 S0 40",
            Play.Run(
                $"""
                machine: M
                events: [Next, Back]
                initial: S0
                states:
                {string.Join("\n", Enumerable.Range(0, 200).Select(n => $"  S{n}: {{ on: {{ Next: S{(n + 1) % 200}, Back: S{(n + 199) % 200} }} }}"))}
                """.Replace("events: [Next, Back]", "events: { Next: , Back: }", StringComparison.Ordinal),
                """
                var m = new M();
                m.Start();
                Say(m.Fire(Enumerable.Repeat(MEvent.Next, 300).Concat(Enumerable.Repeat(MEvent.Back, 100)).ToArray()));
                m.Fire(Enumerable.Repeat(MEvent.Back, 100).ToArray()); m.Fire(Enumerable.Repeat(MEvent.Next, 200).ToArray()); Say(m.State == MState.S100 ? "S0" : m.State);
                Say(m.Fire(Enumerable.Repeat(MEvent.Back, 40).ToArray()));
                """));
}
