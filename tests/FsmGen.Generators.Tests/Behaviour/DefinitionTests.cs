using Microsoft.CodeAnalysis.CSharp;

namespace FsmGen.Generators.Tests.Behaviour;

/// <summary>What a machine can be asked about its spec, and why an event would do nothing now.</summary>
public class DefinitionTests
{
    private const string Gate =
        """
        machine: Gate
        unhandled: none
        summary: A gate with "quotes".
        reference: Manual, p. 1
        events:
          Coin(int value): A coin.
          Push:
          Kick:
          Oil:
          Close:
          Squeak: { internal: true }
        guards: { Enough(value): , Night: , Late: }
        actions: { Refund(value): , Say2(string text): }
        initial: Locked
        states:
          Locked:
            summary: Nobody gets through.
            on:
              Coin:
                - { when: Enough and not Night, to: Unlocked, reference: "Manual, p. 2" }
                - { do: ignore }
              Push: [{ when: Night, do: reject }, { when: Late, to: Unlocked, do: [raise Squeak] }]
              Kick: reject
              Oil: [{ when: Night, do: never }, { to: Unlocked }]
              Close: Shut
          Open:
            initial: Unlocked
            exit: 'Say2("bye")'
            on: { Kick: [{ when: Night, do: ignore }, { when: Late, do: reject }, never] }
            states:
              Unlocked:
                on: { Coin: { do: Refund }, Push: Locked, Oil: ignore, Squeak: ignore, Close: Shut }
          Shut: { final: true }
        """;

    [Fact]
    public void States_events_and_rows_stand_there_as_the_author_wrote_them() =>
        Assert.Equal(
            """
            Gate|A gate with "quotes".|Manual, p. 1
            Locked|||False|||Nobody gets through.|
            Open|||False||Say2("bye")||
            Unlocked|Open||False||||
            Shut|||True||||
            Coin|int value|False|A coin.|
            Squeak||True||
            Locked|Coin|Enough and not Night|handled|Unlocked|||Manual, p. 2
            Locked|Coin||ignored||||
            Locked|Push|Night|rejected||||
            Locked|Push|Late|handled|Unlocked|raise Squeak||
            Open|Kick||never||||
            Unlocked|Coin||handled||Refund||
            """.ReplaceLineEndings("\n"),
            Play.Run(Gate,
                """
                Line(Gate.Definition.Name, Gate.Definition.Summary, Gate.Definition.Reference);
                foreach (var s in Gate.Definition.States) Line(s.Name, s.Parent, "", s.IsFinal, string.Join(",", s.Entry), string.Join(",", s.Exit), s.Summary, s.Reference);
                foreach (var e in Gate.Definition.Events) if (e.Parameters.Count > 0 || e.IsInternal) Line(e.Name, string.Join(",", e.Parameters), e.IsInternal, e.Summary, e.Reference);
                foreach (var r in Gate.Definition.Rows)
                {
                    if (r.Event == "Coin" || r.Source == "Locked" && r.Event == "Push" || r.When is null && r.Outcome == "never")
                        Line(r.Source, r.Event, r.When, r.Outcome, string.Join(",", r.Targets), string.Join(",", r.Actions), r.Summary, r.Reference);
                }
                static void Line(params object?[] fields) => Log.Add((Log.Count == 0 ? "" : "\n") + string.Join("|", fields));
                """).Replace(" \n", "\n", StringComparison.Ordinal));

    [Fact]
    public void Reading_it_allocates_nothing_once_it_is_made() =>
        Assert.Equal("0 True",
            Play.Run(Gate,
                """
                var length = 0;
                Say(Allocated(() =>
                {
                    foreach (var row in Gate.Definition.Rows)
                        length += row.Source.Length + row.Targets.Count + Gate.Definition.States[0].Name.Length + Gate.Definition.Events.Length;
                }));
                Say(length > 0);
                """));

    [Fact]
    public void Where_there_are_no_spans_it_is_lists() =>
        Assert.Equal("4 6 Locked",
            Play.Run(Gate, "Say(Gate.Definition.States.Count); Say(Gate.Definition.Events.Count); Say(Gate.Definition.Rows[0].Source);",
                consumer: Consumer.Build with { Parse = new CSharpParseOptions(LanguageVersion.CSharp9, preprocessorSymbols: ["NETSTANDARD2_0"]) }));

    [Fact]
    public void A_refusing_guard_is_named_with_what_would_have_to_hold() =>
        Assert.Equal("Enough_and_not_Night  not_Night_and_Late   not_Night",
            Play.Run(Gate,
                """
                var gate = new Gate();
                gate.Start();
                Reason(gate.WhyNotCoin(50));
                Holds.Add("Enough");
                Reason(gate.WhyNotCoin(50));
                Reason(gate.WhyNot(GateEvent.Push));
                Holds.Add("Late");
                Reason(gate.WhyNotPush());
                Reason(gate.WhyNotOil());
                Holds.Add("Night");
                Reason(gate.WhyNotOil());
                static void Reason(string? reason) => Log.Add(reason?.Replace(' ', '_') ?? "");
                """));

    [Fact]
    public void Where_no_row_does_anything_the_reason_is_a_word_of_the_language() =>
        Assert.Equal("not_started rejected reentrant ignored rejected never ignored unhandled ended",
            Play.Run(Gate.Replace("Push: Locked, ", "", StringComparison.Ordinal),
                """
                var gate = new Gate();
                Reason(gate.WhyNotKick());
                gate.Start();
                Reason(gate.WhyNotKick());
                gate.Oil();
                Gate.Asked = () => Reason(gate.WhyNotOil());
                gate.Coin(1);
                Holds.Add("Night"); Reason(gate.WhyNotKick());
                Holds.Remove("Night"); Holds.Add("Late"); Reason(gate.WhyNotKick());
                Holds.Clear(); Reason(gate.WhyNotKick());
                Reason(gate.WhyNotOil()); Reason(gate.WhyNotPush());
                gate.Close(); Reason(gate.WhyNotPush());
                static void Reason(string? reason) => Say(reason?.Replace(' ', '_'));
                """,
                """
                namespace Demo;
                public partial class Gate
                {
                    public static System.Action? Asked;
                    private partial void Refund(int value) => Asked!();
                    private partial void Say2(string text) { }
                }
                """));

    [Fact]
    public void Asking_for_a_reason_by_value_needs_the_method_of_an_event_with_parameters() =>
        Assert.Equal("'Coin' carries parameters: call WhyNotCoin(value). (Parameter 'trigger')", Play.Run(Gate, "var gate = new Gate(); Say(Caught(() => gate.WhyNot(GateEvent.Coin)).Message);"));

    [Fact]
    public void Asking_allocates_nothing_and_runs_no_action() =>
        Assert.Equal("0 Locked",
            Play.Run(Gate, "var gate = new Gate(); gate.Start(); Say(Allocated(() => { for (var i = 0; i < 1000; i++) { gate.WhyNotCoin(i); gate.WhyNot(GateEvent.Push); } })); Say(gate.State);"));

    /// <summary>The reason is null exactly where the event can be fired.</summary>
    [Fact]
    public void There_is_a_reason_exactly_where_an_event_cannot_be_fired() =>
        Assert.Equal("96 0",
            Play.Run(Gate,
                """
                int asked = 0, wrong = 0;
                for (var guards = 0; guards < 8; guards++)
                {
                    Holds.Clear();
                    if ((guards & 1) != 0) Holds.Add("Enough");
                    if ((guards & 2) != 0) Holds.Add("Night");
                    if ((guards & 4) != 0) Holds.Add("Late");
                    var gate = new Gate();
                    Ask(gate);
                    gate.Start();
                    Ask(gate);
                    if (gate.CanOil()) gate.Oil();
                    Ask(gate);
                }
                Say(asked); Say(wrong);
                void Ask(Gate gate)
                {
                    foreach (var e in new[] { GateEvent.Push, GateEvent.Kick, GateEvent.Oil, GateEvent.Close })
                    {
                        asked++;
                        if ((gate.WhyNot(e) is null) != gate.CanFire(e)) wrong++;
                    }
                    if ((gate.WhyNotCoin(1) is null) != gate.CanCoin(1)) wrong++;
                }
                """));
}
