namespace FsmGen.Compiler.Emit;

/// <content>Where the steps of a flat machine are told of.</content>
internal sealed partial class MachineEmitter
{
    private bool IsObserved => Telemetry.IsOn;

    private TelemetryEmitter Telemetry => new(_w, _machine, FireResults);

    private void EmitObserved(string trigger) => Telemetry.EmitBegin($"\"{_machine.Name}.{trigger}\"");

    private void EmitFinally(string? trigger = null)
    {
        using (_w.Braces("finally"))
        {
            _w.Line("EndStep();");
            if (trigger is not null)
                Telemetry.EmitEnd($"\"{trigger}\"");
        }
    }

    private void EmitTelemetry() => Telemetry.EmitMembers();
}
