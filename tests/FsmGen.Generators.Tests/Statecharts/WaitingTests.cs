namespace FsmGen.Generators.Tests.Statecharts;

/// <summary>Events that cannot be taken at once.</summary>
public class WaitingTests
{
    private const string Printer =
        """
        machine: Printer
        namespace: Demo
        unhandled: none
        deferral: 2
        events: { "Print(string page)":, Cancel:, Done: }
        actions: { Feed(page):, Eject: }
        initial: Idle
        states:
          Idle: { on: { Print: { to: Busy, do: Feed } } }
          Busy: { on: { Print: defer, Done: { to: Idle, do: Eject }, Cancel: ignore } }
        """;

    [Fact]
    public void Deferred_events_are_taken_in_their_order_with_what_they_carry() => Assert.Equal("Feed(a) Deferred Deferred Eject Feed(b) Busy Eject Feed(c) Busy Eject Idle", Play.Run(Printer,
        """
        var p = new Printer(); p.Start();
        p.Print("a"); Say(p.Print("b")); Say(p.Print("c"));
        p.Done(); Say(p.State); p.Done(); Say(p.State); p.Done(); Say(p.State);
        """));

    [Fact]
    public void An_event_that_finds_no_room_is_told_so() => Assert.Equal("Feed(a) Deferred Deferred QueueFull", Play.Run(Printer,
        """var p = new Printer(); p.Start(); p.Print("a"); Say(p.Print("b")); Say(p.Print("c")); Say(p.Print("d"));"""));

    [Fact]
    public void A_step_that_changes_no_state_does_not_offer_them_again() => Assert.Equal("Feed(a) Deferred Ignored Busy", Play.Run(Printer,
        """var p = new Printer(); p.Start(); p.Print("a"); Say(p.Print("b")); Say(p.Cancel()); Say(p.State);"""));

    [Fact]
    public void An_event_that_is_raised_where_a_row_defers_it_waits_with_what_it_carries() => Assert.Equal(
        "Feed(a) Handled Handled Feed(b) Busy More than 2 events are deferred. Busy Feed(c)", Play.Run(
        Printer.Replace("Cancel: ignore", "Copy: { do: raise Print }", StringComparison.Ordinal).Replace("Cancel:", "\"Copy(string page)\":", StringComparison.Ordinal).Replace(", Eject:", "", StringComparison.Ordinal).Replace("{ to: Idle, do: Eject }", "Idle", StringComparison.Ordinal),
        """
        var p = new Printer(); p.Start(); p.Print("a");
        Say(p.Copy("b")); Say(p.Copy("c"));
        p.Done(); Say(p.State); p.Copy("d"); Say(Caught(() => p.Copy("e")).Message); Say(p.State);
        p.Done();
        """));

    private const string Echo =
        """
        machine: Echo
        namespace: Demo
        unhandled: none
        reentrancy: queue
        events: { "Say(int n)":, Go: }
        actions: { Repeat(n):, Hear(n): }
        initial: A
        states:
          A: { on: { Say: { to: B, do: Repeat } } }
          B: { on: { Say: { do: Hear } } }
        """;

    private const string EchoHost = "namespace Demo { partial class Echo { private partial void Repeat(int n) { Script.Say(Say(n + 1)); Script.Say(Say(n + 2)); Script.Say(State); } } }";

    [Fact]
    public void An_event_from_inside_an_action_waits_for_the_end_of_the_step() => Assert.Equal("Queued Queued A Hear(2) Hear(3) Handled",
        Play.Run(Echo, "var e = new Echo(); e.Start(); Say(e.Say(1));", EchoHost));

    private const string Relay =
        """
        machine: Relay
        namespace: Demo
        unhandled: none
        reentrancy: queue
        events: { "Go(int n)":, "Say(int n)":, Stop: }
        actions: { Boom(n):, Hear(n): }
        initial: A
        states:
          A: { on: { Go: { do: Boom }, Say: { do: Hear }, Stop: End } }
          End: { final: true }
        """;

    private const string RelayHost =
        """
        using System;
        namespace Demo
        {
            partial class Relay
            {
                private partial void Boom(int n) { Say(n + 1); if (n < 10) Go(n + 10); Say(n + 2); throw new InvalidOperationException($"boom {n}"); }
                private partial void Hear(int n) { Script.Say(n); if (n == 99) Stop(); }
            }
        }
        """;

    [Fact]
    public void An_exception_keeps_no_event_that_waits_from_its_turn() => Assert.Equal("22 23 boom 21 5 Handled", Play.Run(Relay,
        """var r = new Relay(); r.Start(); try { r.Go(21); } catch (InvalidOperationException e) { Say(e.Message); } Say(r.Say(5));""", RelayHost));

    [Fact]
    public void Of_several_exceptions_none_is_lost() => Assert.Equal("2 3 12 13 boom 1, boom 11", Play.Run(Relay,
        """var r = new Relay(); r.Start(); try { r.Go(1); } catch (AggregateException e) { Say(string.Join(", ", e.InnerExceptions.Select(x => x.Message))); }""", RelayHost));

    [Fact]
    public void What_waits_when_the_machine_ends_is_gone() => Assert.Equal("99 Ended", Play.Run(Relay,
        """var r = new Relay(); r.Start(); r.Say(99); Say(r.Say(1));""", RelayHost));

    [Fact]
    public void A_checked_machine_with_a_queue_lets_its_own_thread_wait() => Assert.Equal("Queued Queued A Hear(2) Hear(3) Handled",
        Play.Run(Echo.Replace("reentrancy: queue", "reentrancy: queue\nconcurrency: checked", StringComparison.Ordinal), "var e = new Echo(); e.Start(); Say(e.Say(1));", EchoHost));

    [Fact]
    public void Without_a_queue_such_an_event_is_refused() => Assert.Equal("Reentrant Reentrant A Handled",
        Play.Run(Echo.Replace("reentrancy: queue", "regions_: x", StringComparison.Ordinal).Replace("regions_: x\n", "", StringComparison.Ordinal), "var e = new Echo(); e.Start(); Say(e.Say(1));", EchoHost));

    [Fact]
    public void A_serialized_machine_takes_every_event_of_every_thread_one_at_a_time() => Assert.Equal("True 200000 0", Play.Run(
        """
        machine: Tally
        namespace: Demo
        unhandled: none
        concurrency: serialized
        deferral: 64
        events: { Tick: }
        actions: { Count: }
        initial: On
        states:
          On: { on: { Tick: { do: Count } } }
        """,
        """
        var tally = new Tally(); tally.Start();
        var threads = Enumerable.Range(0, 4).Select(_ => new System.Threading.Thread(() =>
        {
            for (var i = 0; i < 50_000; i++)
            {
                while (tally.Tick() == Tally.FireResult.QueueFull)
                    System.Threading.Thread.Yield();
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Say(tally.Tick() == Tally.FireResult.Handled); Say(tally.Ticks - 1); Say(tally.Overlaps);
        """,
        """
        namespace Demo
        {
            partial class Tally
            {
                public int Ticks, Overlaps;
                private int _inside;
                private partial void Count()
                {
                    if (System.Threading.Interlocked.Increment(ref _inside) != 1)
                        Overlaps++;
                    Ticks++;
                    System.Threading.Interlocked.Decrement(ref _inside);
                }
            }
        }
        """));

    [Fact]
    public void A_checked_machine_throws_where_a_second_thread_comes_in() => Assert.Equal("Another thread is making a step of this machine: it takes one at a time. Handled Handled", Play.Run(
        """
        machine: Gate
        namespace: Demo
        unhandled: none
        concurrency: checked
        events: { Go:, Wait: }
        actions: { Block: }
        regions:
          A: { initial: A1, states: { A1: { on: { Wait: { do: Block } } } } }
          B: { initial: B1, states: { B1: { on: { Go: { to: B1 } } } } }
        """,
        """
        var gate = new Gate(); gate.Start();
        var thread = new System.Threading.Thread(() => gate.Wait());
        thread.Start();
        gate.Inside.Wait();
        Say(Caught(() => gate.Go()).Message);
        gate.Leave.Set();
        thread.Join();
        Say(gate.Go());
        gate.Leave.Set();
        Say(gate.Wait());
        """,
        """
        namespace Demo
        {
            partial class Gate
            {
                public readonly System.Threading.ManualResetEventSlim Inside = new(), Leave = new();
                private partial void Block() { Inside.Set(); Leave.Wait(); }
            }
        }
        """));
}
