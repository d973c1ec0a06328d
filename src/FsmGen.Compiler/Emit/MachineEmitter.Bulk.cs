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
        var isCalled = IsObserved || Matrix.Count == 0 || _machine.States.Count > MaximumPairs;
        WriteBulk(_w, _event, isCalled ? () => WriteBulkCalls(_w, _machine.IsChecked) : EmitBulkLoop);
    }

    /// <summary>The method that takes many events, whatever it does with them.</summary>
    internal static void WriteBulk(SourceWriter writer, string @event, Action writeBody)
    {
        writer.Line();
        writer.Verbatim(IfSpans);
        writer.Lines(
            $"""
            /// <summary>Fires events that carry no parameters, one after the other.</summary>
            /// <returns>How many of them were <see cref="FireResult.Handled"/>.</returns>
            /// <remarks>Each does what <see cref="Fire({@event})"/> would do. Where the machine takes no events, and from the event that ends it on, none is looked at.</remarks>
            /// <exception cref="global::System.ArgumentException">An event carries parameters; those before it were fired.</exception>
            """);
        using (writer.Braces($"public int Fire(global::System.ReadOnlySpan<{@event}> triggers)"))
            writeBody();
        writer.Verbatim("#endif");
    }

    /// <summary>Calls <c>Fire</c> for each event. <paramref name="maySayMore"/>: within a step it may do more than refuse the event.</summary>
    internal static void WriteBulkCalls(SourceWriter writer, bool maySayMore)
    {
        writer.Line("var fsmHandled = 0;");
        using (writer.Braces("foreach (var fsmTrigger in triggers)"))
        {
            writer.Line(maySayMore ? "if (_fsmPhase is FsmPhase.NotStarted or FsmPhase.Ended)" : "if (_fsmPhase != FsmPhase.Idle)");
            writer.Lines(
                """
                    break;
                var fsmResult = Fire(fsmTrigger);
                if (fsmResult == FireResult.Reentrant)
                    break;
                if (fsmResult == FireResult.Handled)
                    fsmHandled++;
                """);
        }

        writer.Line();
        writer.Line("return fsmHandled;");
    }

    /// <summary>
    /// The state is where the code is: what a row does ends with a jump to where its target waits for the next event. So there is one
    /// jump for each event, and the processor foresees it for each state by itself.
    /// </summary>
    private void EmitBulkLoop()
    {
        _phase.WriteBegin(refusal: "0");
        _w.Lines("var fsmNext = 0;\nvar fsmHandled = 0;");
        using (_w.Braces("try"))
        {
            if (OthersThanMatrix.Exists(static e => e.Parameters.Count == 0))
                _w.Line("fsmAgain:");
            using (_w.Braces("switch (_fsmState)"))
            {
                foreach (var state in _machine.States)
                    _w.Line($"case {Qualify(state.Name)}: goto {PlaceOf(state.Name)};");
            }

            foreach (var state in _machine.States)
                EmitPlace(state.Name);
            _w.Line();
            _w.Line("fsmOther:");
            EmitNotInMatrix();
        }

        EmitFinally();
    }

    /// <summary>Where a state waits for the next event.</summary>
    private static string PlaceOf(string state) => $"In{state}";

    private void EmitPlace(string state)
    {
        _w.Line();
        _w.Line($"{PlaceOf(state)}:");
        _w.Line("if ((uint)fsmNext >= (uint)triggers.Length)");
        _w.Line("    return fsmHandled;");
        using (_w.Braces("switch (triggers[fsmNext++])"))
        {
            EmitCells(Matrix.Find(row => row.State == state).Cells ?? [], new Scope(BulkScope, Form: Form.Loop, State: state));
            foreach (var e in OthersThanMatrix)
                _w.Line($"case {_event}.{e.Name}:");
            if (OthersThanMatrix.Count > 0)
            {
                _w.Line("    goto fsmOther;");
                _w.Line();
            }

            using (_w.Indented("default:"))
                _w.Lines($"if (triggers[fsmNext - 1] > {LastEvent})\n    goto fsmOther;\ngoto {PlaceOf(state)};");
        }
    }

    /// <summary>What becomes of events that are not in the matrix, and of what is no event.</summary>
    private void EmitNotInMatrix()
    {
        using (_w.Braces("switch (triggers[fsmNext - 1])"))
        {
            foreach (var e in OthersThanMatrix)
            {
                using (_w.Indented($"case {_event}.{e.Name}:"))
                    EmitCalled(e);
                _w.Line();
            }

            EmitOtherwise("throw new global::System.ArgumentOutOfRangeException(nameof(triggers));");
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
            if (_finals.Length > 0)
            {
                _w.Line($"if (_fsmState is {_finals})");
                _w.Line("    return fsmHandled;");
            }

            _w.Line("goto fsmAgain;");
        }
    }

    private static string CarriesParameters(MachineEvent e) =>
        $"\"'{e.Name}' carries parameters: call {e.Name}({string.Join(", ", e.Parameters.Select(static parameter => parameter.Name))}).\"";
}
