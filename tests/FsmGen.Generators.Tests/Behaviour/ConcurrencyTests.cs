namespace FsmGen.Generators.Tests.Behaviour;

/// <summary><c>concurrency: checked</c>: a second thread within a step is an exception.</summary>
public class ConcurrencyTests
{
    private static string Spec(string kind) =>
        $$"""
        machine: M
        kind: {{kind}}
        concurrency: checked
        events: { Go: , Stop: , Inner: { internal: true } }
        actions: { Work: , Enter: }
        initial: A
        states:
          A: { entry: Enter, on: { Go: { do: [Work, raise Inner] }, Inner: ignore, Stop: Done } }
          Done: { final: true }
        """;

    /// <summary>While an action runs, another thread does <c>Other</c>, and what becomes of it is said.</summary>
    private static string Host(string kind, string action) =>
        $$"""
        namespace Demo;
        public partial {{kind}} M
        {
            public static System.Func<object>? Other;
            private partial void {{action}}()
            {
                if (Other is not { } other)
                    return;
                Other = null;
                var thread = new System.Threading.Thread(() =>
                {
                    try { Script.Say(other()); }
                    catch (System.InvalidOperationException e) { Script.Say(e.Message); }
                });
                thread.Start();
                thread.Join();
            }
        }
        """;

    private const string Refusal = "Another thread is making a step of this machine: it takes one at a time.";

    [Theory]
    [InlineData("Script.M.Go()")]
    [InlineData("Script.M.Stop()")]
    [InlineData("Script.M.Fire(MEvent.Go)")]
    [InlineData("Script.M.Fire(new[] { MEvent.Go })")]
    [InlineData("Script.M.Start()")]
    public void What_a_second_thread_calls_during_a_step_throws_there_and_the_step_goes_on(string call) =>
        Assert.Equal($"{Refusal} Handled A Handled",
            Play.Run(Spec("class"), $"var m = new M(); m.Start(); M.Other = () => {call.Replace("Script.M", "m", StringComparison.Ordinal)}; Say(m.Go()); Say(m.State); Say(m.Go());", Host("class", "Work") + " public partial class M { private partial void Enter() { } }"));

    [Fact]
    public void A_second_thread_during_the_start_and_during_many_events_throws_as_well() =>
        Assert.Equal($"{Refusal} Handled {Refusal} 2",
            Play.Run(Spec("class"), "var m = new M(); M.Other = () => m.Go(); Say(m.Start()); M.Other = () => m.Stop(); Say(m.Fire(new[] { MEvent.Go, MEvent.Go }));",
                Host("class", "Enter") + " public partial class M { private partial void Work() => Enter(); }"));

    [Theory]
    [InlineData("class")]
    [InlineData("struct")]
    public void The_same_thread_within_a_step_is_still_reentrant(string kind) =>
        Assert.Equal("NotStarted Reentrant Handled Rejected Reentrant Handled Handled Ended Ended",
            Play.Run(Spec(kind), "var m = new M(); Say(m.Go()); Say(m.Start()); Say(m.Start()); Say(m.Go()); Say(m.Stop()); Say(m.Stop()); Say(m.Go());",
                $"namespace Demo; public partial {kind} M {{ private partial void Enter() => Script.Say(Stop()); private partial void Work() => Script.Say(Go()); }}"));

    [Fact]
    public void Between_steps_any_thread_may_come() =>
        Assert.Equal("Handled Handled A",
            Play.Run(Spec("class"), "var m = new M(); m.Start(); Say(m.Go()); var thread = new System.Threading.Thread(() => Say(m.Go())); thread.Start(); thread.Join(); Say(m.State);",
                "namespace Demo; public partial class M { private partial void Enter() { } private partial void Work() { } }"));

    [Fact]
    public void After_an_exception_the_machine_is_free() =>
        Assert.Equal("FormatException Handled",
            Play.Run(Spec("class"), "var m = new M(); m.Start(); Say(Caught(() => m.Go()).GetType().Name); Say(m.Stop());",
                "namespace Demo; public partial class M { private partial void Enter() { } private partial void Work() => throw new System.FormatException(); }"));

    [Fact]
    public void A_check_allocates_nothing() =>
        Assert.Equal("0",
            Play.Run(Spec("class"), "var m = new M(); m.Start(); Say(Allocated(() => { for (var i = 0; i < 100_000; i++) m.Go(); }));",
                "namespace Demo; public partial class M { private partial void Enter() { } private partial void Work() { } }"));

    [Fact]
    public void A_machine_that_does_not_ask_for_it_has_nothing_of_it() =>
        Assert.DoesNotContain("Threading", GeneratorHarness.Generate(Spec("class").Replace("concurrency: checked\n", "", StringComparison.Ordinal)), StringComparison.Ordinal);
}
