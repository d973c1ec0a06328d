namespace FsmGen.Compiler.Emit;

/// <content>What every machine has: its state, its start, and what becomes of an event out of season.</content>
internal sealed partial class MachineEmitter
{
    private void EmitLife()
    {
        _w.Line($"private {_state} _fsmState;");
        _phase.WriteField();
        _w.Line();
        EmitFireResult();
        _w.Line();
        _phase.WriteType();

        _w.Line();
        _w.Lines(
            $"""
            /// <summary>The active state. Before <see cref="Start"/> it is the initial one.</summary>
            public {_state} State => _fsmState;

            /// <summary>Enters the initial state.</summary>
            /// <returns><see cref="FireResult.Handled"/> or, if the machine was started before, <see cref="FireResult.Rejected"/>.</returns>
            """);
        using (_w.Braces("public FireResult Start()"))
        {
            _phase.WriteBegin("NotStarted", "FireResult.Rejected");
            EmitObserved("Start");
            using (_w.Braces("try"))
            {
                var raises = _machine.RaisedByStart.Count > 0;
                if (raises)
                    _w.Line("ulong fsmRaised = 0;");
                _w.Line($"_fsmState = {Qualify(_machine.States[0].Name)};");
                foreach (var effect in _machine.Start.After)
                    EmitEffect(effect, new Scope([]));
                EmitDrainCall(_machine.RaisedByStart, []);
                _w.Line(IsObserved ? "return (fsmResult = FireResult.Handled).Value;" : "return FireResult.Handled;");
            }

            EmitFinally("Start");
        }
    }

    private void EmitPlumbing()
    {
        _w.Line();
        _w.Lines(
            $"""
            /// <summary>Called after each row that was taken; a host that does not implement it pays nothing.</summary>
            partial void OnTransition({_state} from, {_state} to);

            """);
        _phase.WriteRefuse();
        _w.Line();
        _phase.WriteEnd(_finals.Length == 0 ? null : $"_fsmState is {_finals}");

        if (!RaisedEvents.Any())
            return;

        _w.Line();
        _w.Lines(
            """
            /// <summary>Puts an internal event behind those that wait: one byte each, the oldest lowest.</summary>
            private static void Raise(ref ulong raised, byte id)
            {
                var shift = 0;
                while (shift < 64 && raised >> shift != 0)
                    shift += 8;
                if (shift == 64)
                    throw new global::System.InvalidOperationException("More than 8 raised events wait.");
                raised |= (ulong)id << shift;
            }

            private static byte TakeRaised(ref ulong raised)
            {
                var id = (byte)raised;
                raised >>= 8;
                return id;
            }
            """);
    }

    private void EmitFireResult()
    {
        _w.Line("/// <summary>What became of an event.</summary>");
        using (_w.Braces("public enum FireResult : byte"))
        {
            foreach (var (name, summary) in FireResults)
            {
                if (name != FireResults[0].Name)
                    _w.Line();
                _w.Line($"/// <summary>{summary}</summary>");
                _w.Line($"{name},");
            }
        }
    }

    internal static readonly (string Name, string Summary)[] FireResults =
    [
        ("Handled", "A row took the event."),
        ("Ignored", "The state ignores the event; nothing happened."),
        ("Rejected", "The event is a mistake of the caller in this state; nothing happened."),
        ("Unhandled", "No row takes the event in this state; nothing happened."),
        ("NotStarted", "The machine was not started; nothing happened."),
        ("Ended", "The machine has ended; nothing happened."),
        ("Reentrant", "The event came while another was being taken; nothing happened."),
    ];
}
