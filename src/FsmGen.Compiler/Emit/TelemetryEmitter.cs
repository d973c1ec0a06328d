using FsmGen.Compiler.Model;

namespace FsmGen.Compiler.Emit;

/// <summary>
/// Writes what a machine with <c>telemetry</c> tells of each step; one without it has none of this. A machine that keeps a
/// configuration tells no state: there may be several.
/// </summary>
internal sealed class TelemetryEmitter(SourceWriter writer, Machine machine, IReadOnlyList<(string Name, string Summary)> outcomes)
{
    private readonly SourceWriter _w = writer;

    public bool IsOn => machine.Telemetry != Telemetry.None;

    private bool Traces => machine.Telemetry.HasFlag(Telemetry.Trace);

    private bool Meters => machine.Telemetry.HasFlag(Telemetry.Meter);

    private bool Logs => machine.Telemetry.HasFlag(Telemetry.Log);

    private bool HasState => machine.Chart is null;

    private string Texts => HasState ? "string, string, string" : "string, string";

    /// <summary>What is known when a step begins.</summary>
    /// <param name="activity">The name of the activity, as C#.</param>
    public void EmitBegin(string activity)
    {
        if (!IsOn)
            return;
        if (HasState)
            _w.Line("var fsmSource = _fsmState;");
        _w.Line("FireResult? fsmResult = null;");
        if (Traces)
            _w.Line($"using var fsmActivity = FsmTelemetry.Source.StartActivity({activity});");
    }

    /// <summary>What is told when it has ended, however it did.</summary>
    /// <param name="trigger">What began the step, as C#.</param>
    public void EmitEnd(string trigger)
    {
        if (IsOn)
            _w.Line($"Observe({trigger}, {(HasState ? "fsmSource, " : "")}fsmResult{(Traces ? ", fsmActivity" : "")});");
    }

    /// <summary>The members that it takes.</summary>
    public void EmitMembers()
    {
        if (!IsOn)
            return;
        if (Logs)
        {
            _w.Line();
            _w.Line("/// <summary>Where the steps are logged; null: nowhere.</summary>");
            _w.Line("private partial global::Microsoft.Extensions.Logging.ILogger? GetLogger();");
        }

        _w.Line();
        using (_w.Braces($"private {(Logs ? "" : "static ")}void Observe(string trigger, {(HasState ? $"{machine.Name}State from, " : "")}FireResult? result{(Traces ? ", global::System.Diagnostics.Activity? activity" : "")})"))
        {
            if (HasState)
                _w.Line("var state = FsmTelemetry.States[(int)from];");
            _w.Line("var outcome = result is { } known ? FsmTelemetry.Outcomes[(int)known] : \"failed\";");
            EmitMeasurement();
            if (Logs)
            {
                _w.Line("if (GetLogger() is { } logger)");
                _w.Line($"    FsmTelemetry.Log(logger, trigger, {(HasState ? "state, " : "")}outcome, null);");
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
            _w.Line($"FsmTelemetry.Steps.Add(1, {string.Join(", ", new[] { ("event", "trigger"), ("state", "state"), ("outcome", "outcome") }.Where(tag => HasState || tag.Item1 != "state").Select(static tag => $"new global::System.Collections.Generic.KeyValuePair<string, object?>(\"fsm.{tag.Item1}\", {tag.Item2})"))});");
    }

    private void EmitActivity()
    {
        if (!Traces)
            return;
        using (_w.Braces("if (activity is not null)"))
        {
            if (HasState)
                _w.Line("activity.SetTag(\"fsm.state\", state);");
            _w.Lines(
                """
                activity.SetTag("fsm.outcome", outcome);
                if (result is null)
                    activity.SetStatus(global::System.Diagnostics.ActivityStatusCode.Error);
                """);
        }
    }

    private void EmitInstruments()
    {
        var name = machine.Namespace is null ? machine.Name : $"{machine.Namespace}.{machine.Name}";
        _w.Line();
        using (_w.Braces("private static class FsmTelemetry"))
        {
            if (HasState)
                _w.Line($"public static readonly string[] States = {{ {string.Join(", ", machine.States.Select(static state => $"\"{state.Name}\""))} }};");
            _w.Line($"public static readonly string[] Outcomes = {{ {string.Join(", ", outcomes.Select(static result => $"\"{char.ToLowerInvariant(result.Name[0])}{result.Name.Substring(1)}\""))} }};");
            if (Traces && machine.Chart is { } chart)
                _w.Line($"public static readonly string[] Activities = {{ {string.Join(", ", chart.Events.Select(e => $"\"{machine.Name}.{e.Name}\"").Prepend("\"\""))} }};");
            if (Traces)
                _w.Line($"public static readonly global::System.Diagnostics.ActivitySource Source = new global::System.Diagnostics.ActivitySource(\"{name}\");");
            if (Meters)
                _w.Line($"public static readonly global::System.Diagnostics.Metrics.Counter<long> Steps = new global::System.Diagnostics.Metrics.Meter(\"{name}\").CreateCounter<long>(\"fsm.steps\", \"{{step}}\", \"Events that the machine was offered, by state and outcome.\");");
            if (Logs)
                _w.Line($"public static readonly global::System.Action<global::Microsoft.Extensions.Logging.ILogger, {Texts}, global::System.Exception?> Log = global::Microsoft.Extensions.Logging.LoggerMessage.Define<{Texts}>(global::Microsoft.Extensions.Logging.LogLevel.Debug, new global::Microsoft.Extensions.Logging.EventId(1, \"Step\"), \"{machine.Name}: event {{Event}}{(HasState ? " in state {State}" : "")} was {{Outcome}}.\");");
        }
    }
}
