namespace FsmGen.Generators.Tests.Statecharts;

public class AsyncTests
{
    private const string Upload =
        """
        machine: Upload
        namespace: Demo
        async: true
        unhandled: none
        events: { "Send(int bytes)":, Stop: }
        guards: { Large(bytes): }
        actions:
          Write(bytes): { async: true }
          Log:
        initial: Idle
        states:
          Idle: { on: { Send: [{ when: Large, do: Log }, { to: Sent, do: Write }] } }
          Sent: { entry: Log, on: { Stop: Idle } }
        """;

    private const string Host =
        """
        namespace Demo
        {
            partial class Upload
            {
                public System.Threading.Tasks.TaskCompletionSource Gate = new();
                private partial async System.Threading.Tasks.ValueTask Write(int bytes, System.Threading.CancellationToken cancellation)
                {
                    Script.Say($"begin {bytes}");
                    await Gate.Task.WaitAsync(cancellation);
                    Script.Say("end");
                }
            }
        }
        """;

    [Fact]
    public void A_step_goes_on_when_its_action_is_done() => Assert.Equal("begin 5 False Idle end Log Handled Sent", Play.Run(Upload,
        """
        var u = new Upload(); u.StartAsync().AsTask().Wait();
        var step = u.SendAsync(5);
        Say(step.IsCompleted); Say(u.State);
        u.Gate.SetResult();
        Say(step.AsTask().Result); Say(u.State);
        """, Host));

    [Fact]
    public void An_event_that_comes_meanwhile_is_refused() => Assert.Equal("begin 5 Reentrant end Log", Play.Run(Upload,
        """
        var u = new Upload(); u.StartAsync().AsTask().Wait();
        var step = u.SendAsync(5);
        Say(u.StopAsync().Result);
        u.Gate.SetResult();
        step.AsTask().Wait();
        """, Host));

    [Fact]
    public void Or_waits_for_its_turn_where_the_machine_has_a_queue() => Assert.Equal("begin 5 Queued end Log Idle", Play.Run(Upload.Replace("async: true\nunhandled", "async: true\nreentrancy: queue\nunhandled", StringComparison.Ordinal),
        """
        var u = new Upload(); u.StartAsync().AsTask().Wait();
        var step = u.SendAsync(5);
        Say(u.StopAsync().Result);
        u.Gate.SetResult();
        step.AsTask().Wait();
        Say(u.State);
        """, Host));

    private const string Echo =
        """
        machine: Echo
        namespace: Demo
        async: true
        reentrancy: queue
        unhandled: none
        events: { "Say(int n)": }
        actions: { Repeat(n): { async: true } }
        initial: A
        states:
          A: { on: { Say: { do: Repeat } } }
        """;

    private const string EchoHost =
        """
        namespace Demo
        {
            partial class Echo
            {
                public System.Threading.Tasks.TaskCompletionSource Gate = new();
                private partial async System.Threading.Tasks.ValueTask Repeat(int n, System.Threading.CancellationToken cancellation)
                {
                    Script.Say($"{n} {cancellation.CanBeCanceled}");
                    await Gate.Task.WaitAsync(cancellation);
                }
            }
        }
        """;

    [Fact]
    public void An_event_that_waits_keeps_its_own_token() => Assert.Equal("1 True Queued Queued 2 False", Play.Run(Echo,
        """
        var e = new Echo(); e.StartAsync().AsTask().Wait();
        var (first, third) = (new System.Threading.CancellationTokenSource(), new System.Threading.CancellationTokenSource());
        var step = e.SayAsync(1, first.Token).AsTask();
        Say(e.SayAsync(2).Result); Say(e.SayAsync(3, third.Token).Result);
        third.Cancel();
        first.Cancel();
        System.Threading.SpinWait.SpinUntil(() => Log.Count == 4);
        e.Gate.SetResult();
        try { step.GetAwaiter().GetResult(); } catch (OperationCanceledException) { }
        """, EchoHost));

    [Fact]
    public void A_step_that_is_cancelled_leaves_the_machine_where_it_was() => Assert.Equal("begin 5 cancelled Idle True", Play.Run(Upload,
        """
        var u = new Upload(); u.StartAsync().AsTask().Wait();
        var source = new System.Threading.CancellationTokenSource();
        var step = u.SendAsync(5, source.Token);
        source.Cancel();
        try { step.AsTask().GetAwaiter().GetResult(); } catch (OperationCanceledException) { Say("cancelled"); }
        Say(u.State); Say(u.CanStop() || u.CanSend(1));
        """, Host));

    [Fact]
    public void A_step_that_waits_for_nothing_allocates_nothing() => Assert.Equal("0", Play.Run(Upload,
        """
        var u = new Upload(); u.StartAsync().AsTask().Wait();
        u.Gate.SetResult();
        var bytes = Allocated(() => { for (var i = 0; i < 100; i++) { u.SendAsync(1).GetAwaiter().GetResult(); u.StopAsync().GetAwaiter().GetResult(); } });
        Say(bytes);
        """, Host.Replace("Script.Say($\"begin {bytes}\");", "", StringComparison.Ordinal).Replace("await Gate.Task.WaitAsync(cancellation);", "await System.Threading.Tasks.Task.CompletedTask;", StringComparison.Ordinal).Replace("Script.Say(\"end\");", "", StringComparison.Ordinal).Replace("public System", "private partial void Log() { }\n            public System", StringComparison.Ordinal)));
}
