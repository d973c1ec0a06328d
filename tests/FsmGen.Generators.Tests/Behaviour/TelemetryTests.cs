using Microsoft.CodeAnalysis;
using Microsoft.Extensions.Logging;

namespace FsmGen.Generators.Tests.Behaviour;

/// <summary><c>telemetry</c>: what tells of each step, where somebody listens.</summary>
public class TelemetryTests
{
    private static string Spec(string telemetry) =>
        $$"""
        machine: M
        {{telemetry}}
        events: { Go(int n): , Stop: , Inner: { internal: true } }
        actions: { Act: }
        initial: A
        states:
          A: { on: { Go: { to: B, do: raise Inner }, Stop: reject } }
          B: { on: { Go: { do: Act }, Stop: ignore, Inner: ignore } }
        """;

    private const string Host =
        """
        namespace Demo;
        public partial class M
        {
            public static bool Throws;
            private partial void Act() { if (Throws) throw new System.FormatException(); }
        }
        """;

    private const string LoggingHost = Host +
        """
        public partial class M
        {
            public static Microsoft.Extensions.Logging.ILogger? Logger;
            private partial Microsoft.Extensions.Logging.ILogger? GetLogger() => Logger;
        }
        public sealed class ScriptLogger : Microsoft.Extensions.Logging.ILogger
        {
            public bool IsOn = true;
            public System.IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
            public bool IsEnabled(Microsoft.Extensions.Logging.LogLevel level) => IsOn && level == Microsoft.Extensions.Logging.LogLevel.Debug;
            public void Log<TState>(Microsoft.Extensions.Logging.LogLevel level, Microsoft.Extensions.Logging.EventId id, TState state, System.Exception? exception, System.Func<TState, System.Exception?, string> format) =>
                Script.Say(format(state, exception));
        }
        """;

    private const string Steps = "var m = new M(); m.Start(); m.Go(1); m.Stop(); m.Go(2); M.Throws = true; Caught(() => m.Go(3));";

    [Fact]
    public void A_meter_counts_steps_by_event_state_and_outcome() =>
        Assert.Equal("Start:A:handled Go:A:handled Stop:B:ignored Go:B:handled Go:B:failed",
            Play.Run(Spec("telemetry: meter"),
                """
                using var listener = new System.Diagnostics.Metrics.MeterListener();
                listener.InstrumentPublished = (instrument, listener) => { if (instrument.Meter.Name == "Demo.M" && instrument.Name == "fsm.steps") listener.EnableMeasurementEvents(instrument); };
                listener.SetMeasurementEventCallback<long>((_, count, tags, _) => Say($"{tags[0].Value}:{tags[1].Value}:{tags[2].Value}"));
                listener.Start();
                """ + Steps, Host));

    [Fact]
    public void A_trace_has_an_activity_for_each_step() =>
        Assert.Equal("M.Start:A:handled:Unset M.Go:A:handled:Unset M.Stop:B:ignored:Unset M.Go:B:handled:Unset M.Go:B:failed:Error",
            Play.Run(Spec("telemetry: trace"),
                """
                using var listener = new System.Diagnostics.ActivityListener
                {
                    ShouldListenTo = source => source.Name == "Demo.M",
                    Sample = (ref System.Diagnostics.ActivityCreationOptions<System.Diagnostics.ActivityContext> _) => System.Diagnostics.ActivitySamplingResult.AllData,
                    ActivityStopped = activity => Say($"{activity.DisplayName}:{activity.GetTagItem("fsm.state")}:{activity.GetTagItem("fsm.outcome")}:{activity.Status}"),
                };
                System.Diagnostics.ActivitySource.AddActivityListener(listener);
                """ + Steps, Host));

    [Fact]
    public void A_log_has_a_line_for_each_step() =>
        Assert.Equal("M: event Start in state A was handled. M: event Go in state A was handled. M: event Stop in state B was ignored. M: event Go in state B was handled. M: event Go in state B was failed.",
            Play.Run(Spec("telemetry: log"), "M.Logger = new ScriptLogger();" + Steps, LoggingHost, WithLogging(Consumer.Build)));

    [Fact]
    public void Events_in_one_call_are_told_of_one_by_one() =>
        Assert.Equal("M: event Start in state A was handled. M: event Stop in state A was rejected. M: event Stop in state A was rejected. 0",
            Play.Run(Spec("telemetry: [log]"), "M.Logger = new ScriptLogger(); var m = new M(); m.Start(); Say(m.Fire(new[] { MEvent.Stop, MEvent.Stop }));", LoggingHost, WithLogging(Consumer.Build)));

    [Fact]
    public void Where_nobody_listens_nothing_is_allocated() =>
        Assert.Equal("0",
            Play.Run(Spec("telemetry: [trace, meter, log]"),
                "M.Logger = new ScriptLogger { IsOn = false }; var m = new M(); m.Start(); Say(Allocated(() => { for (var i = 0; i < 10_000; i++) { m.Go(i); m.Stop(); } }));", LoggingHost, WithLogging(Consumer.Build)));

    [Fact]
    public void A_counter_that_is_listened_to_allocates_nothing_either() =>
        Assert.Equal("0 True",
            Play.Run(Spec("telemetry: meter"),
                """
                var counted = 0L;
                using var listener = new System.Diagnostics.Metrics.MeterListener();
                listener.InstrumentPublished = (instrument, listener) => { if (instrument.Meter.Name == "Demo.M") listener.EnableMeasurementEvents(instrument); };
                listener.SetMeasurementEventCallback<long>((_, count, tags, _) => counted += count);
                listener.Start();
                var m = new M();
                m.Start();
                Say(Allocated(() => { for (var i = 0; i < 10_000; i++) { m.Go(i); m.Stop(); } }));
                Say(counted == 40_001);
                """, Host));

    [Fact]
    public void A_machine_without_it_has_nothing_of_it()
    {
        var source = GeneratorHarness.Generate(Spec("unhandled: error"));
        Assert.DoesNotContain("Diagnostics", source, StringComparison.Ordinal);
        Assert.DoesNotContain("Observe", source, StringComparison.Ordinal);
        Assert.DoesNotContain("Logg", source, StringComparison.Ordinal);
    }

    private static Consumer WithLogging(Consumer consumer) => consumer with { References = [MetadataReference.CreateFromFile(typeof(ILogger).Assembly.Location)] };

    [Fact]
    public void A_machine_that_keeps_a_configuration_tells_of_its_start_of_timers_and_of_events_that_waited() =>
        Assert.Equal("Start:handled Go:handled Say:handled Tick:handled Say:failed", Play.Run(
            """
            machine: M
            namespace: Demo
            telemetry: [trace, meter]
            unhandled: none
            reentrancy: queue
            events: { Go: , Say: }
            actions: { Act:, Hear: }
            timers: { Tick: 1s }
            initial: A
            states:
              A: { entry: start Tick, on: { Go: { do: Act }, Say: { do: Hear }, Tick: B } }
              B: { on: { Say: { do: Act } } }
            """,
            """
            using var listener = new System.Diagnostics.Metrics.MeterListener();
            listener.InstrumentPublished = (instrument, listener) => { if (instrument.Meter.Name == "Demo.M" && instrument.Name == "fsm.steps") listener.EnableMeasurementEvents(instrument); };
            listener.SetMeasurementEventCallback<long>((_, count, tags, _) => Say($"{tags[0].Value}:{tags[1].Value}"));
            listener.Start();
            var wheel = new FsmGen.Runtime.Timers.TimerWheel(TimeSpan.FromMilliseconds(1));
            var m = new M { Timers = wheel }; m.Start(); m.Go(); wheel.Advance(TimeSpan.FromSeconds(1));
            M.Throws = true; Caught(() => m.Say());
            """,
            """
            namespace Demo;
            public partial class M
            {
                public static bool Throws;
                private partial void Act() { if (Throws) throw new System.FormatException(); Say(); }
                private partial void Hear() { }
            }
            """));
}
