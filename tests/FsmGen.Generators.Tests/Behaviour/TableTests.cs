namespace FsmGen.Generators.Tests.Behaviour;

/// <summary><c>dispatch: table</c>: an event is a look into data, and what is to be done is what it returns.</summary>
public class TableTests
{
    private const string Spec =
        """
        machine: M
        dispatch: table
        events: { Open: , Acknowledge: , Reset: , Close: }
        guards: { Passive: , Urgent: }
        actions:
          Notify: Tell the user.
          Send(Flags flags, string text):
          Clear:
        initial: Closed
        states:
          Closed:
            entry: Clear
            on:
              Open: [{ when: Passive, to: Listening }, { to: Opening, do: 'Send(Flags.Syn, "open")' }]
              Acknowledge: reject
              Reset: ignore
              Close: never
          Listening:
            on: { Open: ignore, Acknowledge: Opened, Reset: ignore, Close: Done }
          Opening:
            exit: Notify
            on: { Open: ignore, Acknowledge: { to: Opened, do: 'Send(Flags.Ack | Flags.Syn, "opened")' }, Reset: Closed, Close: Done }
          Opened:
            on: { Open: reject, Acknowledge: [{ when: Urgent, do: Notify }, ignore], Reset: Closed, Close: Done }
          Done: { final: true }
        """;

    private const string Host = "namespace Demo; [System.Flags] public enum Flags { Syn = 1, Ack = 2 }";

    private const string Show = "string Show(M.StepResult r) => $\"{r.Outcome}:{(r.Effects == 0 ? \"\" : r.Effects.ToString().Replace(\" \", \"\"))}{(r.Send(out var flags, out var text) ? $\"({flags},{text})\" : \"\")}\".Replace(\" \", \"\");";

    [Fact]
    public void What_is_to_be_done_is_returned_with_its_constants() =>
        Assert.Equal("Handled:Clear Handled:Send(Syn,open) Ignored: Handled:Notify,Send(Syn,Ack,opened) Opened Rejected:",
            Play.Run(Spec, Show + "var m = new M(); Say(Show(m.Start())); Say(Show(m.Open())); Say(Show(m.Fire(MEvent.Open))); Say(Show(m.Acknowledge())); Say(m.State); Say(Show(m.Open()));", Host));

    [Fact]
    public void A_guard_chooses_among_the_rows() =>
        Assert.Equal("Listening Handled: Ignored: Handled:Notify",
            Play.Run(Spec, Show + "Holds.Add(\"Passive\"); var m = new M(); m.Start(); m.Open(); Say(m.State); Say(Show(m.Acknowledge())); Say(Show(m.Acknowledge())); Holds.Add(\"Urgent\"); Say(Show(m.Acknowledge()));", Host));

    [Fact]
    public void Before_the_start_and_after_the_end_events_have_those_outcomes() =>
        Assert.Equal("NotStarted: Closed Handled:Clear Rejected: Handled: Done Ended: Ended:",
            Play.Run(Spec, Show + "Holds.Add(\"Passive\"); var m = new M(); Say(Show(m.Open())); Say(m.State); Say(Show(m.Start())); Say(Show(m.Start())); m.Open(); Say(Show(m.Close())); Say(m.State); Say(Show(m.Open())); Say(Show(m.Close()));", Host));

    [Fact]
    public void A_broken_claim_throws_and_keeps_the_state() =>
        Assert.Equal("'Close' cannot happen in state 'Closed'. Closed Handled: True",
            Play.Run(Spec, Show + "Holds.Add(\"Passive\"); var m = new M(); m.Start(); Say(Caught(() => m.Close()).Message); Say(m.State); Say(Show(m.Open())); Say(m.CanClose());", Host));

    [Fact]
    public void An_event_that_is_none_throws_and_keeps_the_state() =>
        Assert.Equal("ArgumentOutOfRangeException Closed", Play.Run(Spec, "var m = new M(); m.Start(); Say(Caught(() => m.Fire((MEvent)4)).GetType().Name); Say(m.State);", Host));

    [Fact]
    public void Queries_and_reasons_know_the_table() =>
        Assert.Equal("not-started True ignored rejected never Urgent 3",
            Play.Run(Spec,
                """
                var m = new M();
                Say(m.WhyNotOpen()!.Replace(' ', '-'));
                m.Start();
                Say(m.CanOpen() && m.CanFire(MEvent.Open) && !m.CanReset() && !m.CanFire(MEvent.Close) && m.WhyNot(MEvent.Open) is null);
                Say(m.WhyNotReset()); Say(m.WhyNotAcknowledge()); Say(m.WhyNotClose());
                m.Open(); m.Acknowledge();
                Say(m.WhyNotAcknowledge()); Say(m.PermittedEvents.Length);
                """, Host));

    [Fact]
    public void Why_not_after_the_end_is_that_it_has_ended() =>
        Assert.Equal("ended", Play.Run(Spec, "Holds.Add(\"Passive\"); var m = new M(); m.Start(); m.Open(); m.Close(); Say(m.WhyNotOpen());", Host));

    [Fact]
    public void A_guard_that_fires_an_event_is_taken_before_the_row_is_looked_up() =>
        Assert.Equal("Handled Opened",
            Play.Run(Spec, "var m = new M(); m.Start(); m.Open(); M.Nested = true; var r = m.Acknowledge(); Say(r.Outcome); Say(m.State);",
                Host + " public partial class M { public static bool Nested; private partial bool Passive() { if (Nested) { Nested = false; Reset(); Open(); } return false; } }"));

    [Fact]
    public void Events_in_one_call_write_a_result_each() =>
        Assert.Equal("Handled:Send(Syn,open) Handled:Notify,Send(Syn,Ack,opened) Rejected: Handled:Clear Closed ArgumentException Closed",
            Play.Run(Spec, Show +
                """
                var m = new M();
                m.Start();
                var events = new[] { MEvent.Open, MEvent.Acknowledge, MEvent.Open, MEvent.Reset };
                var results = new M.StepResult[5];
                m.Fire(events, results);
                foreach (var result in results.Take(4)) Say(Show(result));
                Say(m.State);
                Say(Caught(() => m.Fire(events, new M.StepResult[3])).GetType().Name); Say(m.State);
                """, Host));

    [Theory]
    [InlineData("class")]
    [InlineData("struct")]
    public void A_hundred_thousand_events_allocate_nothing(string kind) =>
        Assert.Equal("0 200000",
            Play.Run($"kind: {kind}\n{Spec}",
                """
                var m = new M();
                m.Start();
                var events = new[] { MEvent.Open, MEvent.Acknowledge, MEvent.Open, MEvent.Reset };
                var results = new M.StepResult[4];
                Say(Allocated(() =>
                {
                    for (var i = 0; i < 25_000; i++)
                    {
                        m.Fire(events, results);
                        foreach (var result in results)
                            M.Total += result.Send(out var flags, out _) ? (int)flags : 0;
                        m.Fire(MEvent.Open); m.Reset();
                        M.Total += m.CanOpen() && m.WhyNotAcknowledge() is not null && m.PermittedEvents.Length == 1 ? 0 : 1_000_000;
                        M.Total -= (int)m.Start().Outcome - 2;
                    }
                }));
                Say(M.Total);
                """, $"namespace Demo; [System.Flags] public enum Flags {{ Syn = 1, Ack = 2 }} public partial {kind} M {{ public static int Total; private partial bool Passive() => false; private partial bool Urgent() => false; }}"));

    [Fact]
    public void A_table_without_guards_is_one_loop_over_data_and_stops_at_a_broken_claim() =>
        Assert.Equal("InvalidOperationException B 255 A",
            Play.Run(
                """
                machine: M
                dispatch: table
                events: { Go: , Stop: }
                initial: A
                states:
                  A: { on: { Go: B, Stop: ignore } }
                  B: { on: { Go: A, Stop: never } }
                """,
                """
                var m = new M();
                m.Start();
                var results = new M.StepResult[300];
                Say(Caught(() => m.Fire(new[] { MEvent.Go, MEvent.Stop, MEvent.Go }, results)).GetType().Name); Say(m.State);
                m.Fire(Enumerable.Repeat(MEvent.Go, 255).ToArray(), results); Say(results.Count(r => r.Outcome == M.FireResult.Handled)); Say(m.State);
                """));

    [Fact]
    public void A_table_of_more_states_and_results_than_a_byte_counts_works() =>
        Assert.Equal("S1 297 2 True",
            Play.Run(
                $"""
                machine: M
                kind: struct
                dispatch: table
                events:
                  Next:
                actions:
                  Tell(int number):
                initial: S0
                states:
                {string.Join("\n", Enumerable.Range(0, 300).Select(n => $"  S{n}: {{ on: {{ Next: {{ to: S{(n + 1) % 300}, do: Tell({n}) }} }} }}"))}
                """,
                """
                var m = new M();
                m.Start();
                for (var i = 0; i < 298; i++) m.Next().Tell(out M.Last);
                var last = M.Last; m.Next(); m.Next(); m.Next();
                Say(m.State); Say(last); Say(System.Runtime.CompilerServices.Unsafe.SizeOf<M>()); Say(m.PermittedEvents.Length == 1);
                """, "namespace Demo; public partial struct M { public static int Last; }"));

    [Fact]
    public void A_project_of_csharp_9_for_netstandard_has_arrays_where_others_have_data()
    {
        var consumer = Consumer.Build with { Parse = new(Microsoft.CodeAnalysis.CSharp.LanguageVersion.CSharp9, preprocessorSymbols: ["NETSTANDARD", "NETSTANDARD2_0"]) };
        Assert.Equal("Handled Syn Opening",
            Play.Run(Spec, "var m = new M(); m.Start(); var r = m.Open(); r.Send(out var flags, out _); Say(r.Outcome); Say(flags); Say(m.State);", "namespace Demo { [System.Flags] public enum Flags { Syn = 1, Ack = 2 } }", consumer));
    }
}
