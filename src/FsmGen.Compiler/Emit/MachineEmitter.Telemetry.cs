using FsmGen.Compiler.Model;

namespace FsmGen.Compiler.Emit;

/// <content>What a machine with <c>telemetry</c> tells of each step; one without it has none of this.</content>
internal sealed partial class MachineEmitter
{
    private bool IsObserved => _machine.Telemetry != Telemetry.None;

    private bool Traces => _machine.Telemetry.HasFlag(Telemetry.Trace);

    private bool Meters => _machine.Telemetry.HasFlag(Telemetry.Meter);

    private bool Logs => _machine.Telemetry.HasFlag(Telemetry.Log);

    /// <summary>What is known when a step begins.</summary>
    private void EmitObserved(string trigger)
    {
        if (!IsObserved)
            return;
        _w.Line("var fsmSource = _fsmState;");
        _w.Line("FireResult? fsmResult = null;");
        if (Traces)
            _w.Line($"using var fsmActivity = FsmTelemetry.Source.StartActivity(\"{_machine.Name}.{trigger}\");");
    }

    private void EmitFinally(string? trigger = null)
    {
        using (_w.Braces("finally"))
        {
            _w.Line("EndStep();");
            if (IsObserved && trigger is not null)
                _w.Line($"Observe(\"{trigger}\", fsmSource, fsmResult{(Traces ? ", fsmActivity" : "")});");
        }
    }

    private void EmitTelemetry()
    {
        if (!IsObserved)
            return;
        if (Logs)
        {
            _w.Line();
            _w.Line("/// <summary>Where the steps are logged; null: nowhere.</summary>");
            _w.Line("private partial global::Microsoft.Extensions.Logging.ILogger? GetLogger();");
        }

        _w.Line();
        using (_w.Braces($"private {(Logs ? "" : "static ")}void Observe(string trigger, {_state} from, FireResult? result{(Traces ? ", global::System.Diagnostics.Activity? activity" : "")})"))
        {
            _w.Lines(
                """
                var state = FsmTelemetry.States[(int)from];
                var outcome = result is { } known ? FsmTelemetry.Outcomes[(int)known] : "failed";
                """);
            EmitMeasurement();
            if (Logs)
            {
                _w.Line("if (GetLogger() is { } logger)");
                _w.Line("    FsmTelemetry.Log(logger, trigger, state, outcome, null);");
            }

            EmitActivity();
        }

        EmitInstruments();
    }

    private void EmitMeasurement()
    {
        if (!Meters)
            return;
        using (_w.Braces("if (FsmTelemetry.Steps.Enabled)"))
            _w.Line($"FsmTelemetry.Steps.Add(1, {string.Join(", ", new[] { ("event", "trigger"), ("state", "state"), ("outcome", "outcome") }.Select(static tag => $"new global::System.Collections.Generic.KeyValuePair<string, object?>(\"fsm.{tag.Item1}\", {tag.Item2})"))});");
    }

    private void EmitActivity()
    {
        if (!Traces)
            return;
        using (_w.Braces("if (activity is not null)"))
        {
            _w.Lines(
                """
                activity.SetTag("fsm.state", state);
                activity.SetTag("fsm.outcome", outcome);
                if (result is null)
                    activity.SetStatus(global::System.Diagnostics.ActivityStatusCode.Error);
                """);
        }
    }

    private void EmitInstruments()
    {
        var name = _machine.Namespace is null ? _machine.Name : $"{_machine.Namespace}.{_machine.Name}";
        _w.Line();
        using (_w.Braces("private static class FsmTelemetry"))
        {
            _w.Line($"public static readonly string[] States = {{ {string.Join(", ", _machine.States.Select(static state => $"\"{state.Name}\""))} }};");
            _w.Line($"public static readonly string[] Outcomes = {{ {string.Join(", ", FireResults.Select(static result => $"\"{char.ToLowerInvariant(result.Name[0])}{result.Name.Substring(1)}\""))} }};");
            if (Traces)
                _w.Line($"public static readonly global::System.Diagnostics.ActivitySource Source = new global::System.Diagnostics.ActivitySource(\"{name}\");");
            if (Meters)
                _w.Line($"public static readonly global::System.Diagnostics.Metrics.Counter<long> Steps = new global::System.Diagnostics.Metrics.Meter(\"{name}\").CreateCounter<long>(\"fsm.steps\", \"{{step}}\", \"Events that the machine was offered, by state and outcome.\");");
            if (Logs)
                _w.Line($"public static readonly global::System.Action<global::Microsoft.Extensions.Logging.ILogger, string, string, string, global::System.Exception?> Log = global::Microsoft.Extensions.Logging.LoggerMessage.Define<string, string, string>(global::Microsoft.Extensions.Logging.LogLevel.Debug, new global::Microsoft.Extensions.Logging.EventId(1, \"Step\"), \"{_machine.Name}: event {{Event}} in state {{State}} was {{Outcome}}.\");");
        }
    }
}
