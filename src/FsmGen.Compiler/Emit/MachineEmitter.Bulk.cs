using FsmGen.Compiler.Model;

namespace FsmGen.Compiler.Emit;

/// <content>Many events in one call.</content>
internal sealed partial class MachineEmitter
{
    private static readonly EquatableArray<Parameter> BulkScope = [new Parameter("", "", "triggers")];

    private void EmitBulk()
    {
        if (_machine.Events.All(static e => e.Parameters.Count > 0))
            return;
        _w.Line();
        _w.Verbatim(IfSpans);
        _w.Lines(
            $"""
            /// <summary>Fires events that carry no parameters, one after the other.</summary>
            /// <returns>How many of them were <see cref="FireResult.Handled"/>.</returns>
            /// <remarks>Each does what <see cref="Fire({_event})"/> would do. Where the machine takes no events, and from the event that ends it on, none is looked at.</remarks>
            /// <exception cref="global::System.ArgumentException">An event carries parameters; those before it were fired.</exception>
            """);
        using (_w.Braces($"public int Fire(global::System.ReadOnlySpan<{_event}> triggers)"))
        {
            if (IsObserved)
                EmitBulkCalls();
            else
                EmitBulkLoop();
        }

        _w.Verbatim("#endif");
    }

    private void EmitBulkCalls()
    {
        _w.Line("var fsmHandled = 0;");
        using (_w.Braces("foreach (var fsmTrigger in triggers)"))
        {
            _w.Lines(
                """
                if (_fsmPhase != FsmPhase.Idle)
                    break;
                if (Fire(fsmTrigger) == FireResult.Handled)
                    fsmHandled++;
                """);
        }

        _w.Line();
        _w.Line("return fsmHandled;");
    }

    private void EmitBulkLoop()
    {
        _phase.WriteBegin(refusal: "0");
        _w.Line("var fsmHandled = 0;");
        _w.Line("var fsmState = _fsmState; // In a register; the field follows before an action can see it.");
        using (_w.Braces("try"))
        {
            using (_w.Braces("foreach (var fsmTrigger in triggers)"))
            {
                EmitMatrix("fsmState", "fsmTrigger", BulkScope, Form.Loop);
                EmitNotInLoop();
            }

            _w.Line();
            _w.Line("return fsmHandled;");
        }

        EmitFinally();
    }

    /// <summary>What the loop does with events that no row of the matrix has taken.</summary>
    private void EmitNotInLoop()
    {
        const string Throw = "throw new global::System.ArgumentOutOfRangeException(nameof(triggers));";
        if (OthersThanMatrix.Count == 0)
        {
            _w.Line($"if (fsmTrigger > {LastEvent})");
            _w.Line($"    {Throw}");
            return;
        }

        using (_w.Braces("switch (fsmTrigger)"))
        {
            foreach (var e in OthersThanMatrix)
            {
                using (_w.Indented($"case {_event}.{e.Name}:"))
                    EmitCalled(e);
                _w.Line();
            }

            using (_w.Indented($"case > {LastEvent}:"))
                _w.Line(Throw);
        }
    }

    private void EmitCalled(MachineEvent e)
    {
        if (e.Parameters.Count > 0)
        {
            _w.Line($"throw new global::System.ArgumentException({CarriesParameters(e)}, nameof(triggers));");
            return;
        }

        var handle = $"Handle{e.Name}({Arguments([], raises: e.Raises.Count > 0)})";
        using (e.Raises.Count == 0 ? default : _w.Braces())
        {
            if (e.Raises.Count > 0)
                _w.Line("ulong fsmRaised = 0;");
            _w.Line($"if ({handle} == FireResult.Handled)");
            _w.Line("    fsmHandled++;");
            EmitDrainCall(e.Raises, []);
            _w.Line("fsmState = _fsmState;");
            if (_finals.Length > 0)
            {
                _w.Line($"if (fsmState is {_finals})");
                _w.Line("    return fsmHandled;");
            }

            _w.Line("continue;");
        }
    }

    private static string CarriesParameters(MachineEvent e) =>
        $"\"'{e.Name}' carries parameters: call {e.Name}({string.Join(", ", e.Parameters.Select(static parameter => parameter.Name))}).\"";
}
