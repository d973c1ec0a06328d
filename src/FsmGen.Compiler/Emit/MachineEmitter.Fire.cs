using FsmGen.Compiler.Model;

namespace FsmGen.Compiler.Emit;

/// <content>
/// Events by value. Those without parameters that raise nothing stand in one matrix, by states and then by events: with two
/// jumps, and the first one foreseen more often than not, it is what one writes by hand. One jump for both would be faster where no
/// processor foresees it, and much slower where it is foreseen for each state by itself.
/// </content>
internal sealed partial class MachineEmitter
{
    /// <summary>How many pairs of a state and an event the matrix may have; a machine with more calls a method for each event.</summary>
    private const int MaximumPairs = 256;

    private static readonly EquatableArray<Parameter> FireScope = [new Parameter("", "", "trigger")];

    /// <summary>Whether nothing looks at a step from outside but the machine itself: it may begin where it has something to do.</summary>
    private bool IsQuick => !IsObserved && !_machine.IsChecked;

    /// <summary>By states: events that do the same there, and what they do.</summary>
    private List<(string State, List<(List<string> Events, Arm Arm)> Cells)> Matrix { get; }

    /// <summary>Whether the event's method fires it by value.</summary>
    private bool IsFired(MachineEvent e) => IsQuick && _inMatrix.Contains(e.Name);

    /// <summary>Whether the event's method has its rows in itself.</summary>
    private bool IsStep(MachineEvent e) => IsQuick && e.Parameters.Count > 0 && !e.IsInternal && e.Raises.Count == 0 && e.Arms.Sum(static arm => arm.States.Count) is > 0 and <= MaximumLabels;

    private HashSet<string> EventsInMatrix()
    {
        var events = _machine.Events.Where(static e => e.Parameters.Count == 0 && e.Raises.Count == 0).ToList();
        var pairs = events.Sum(static e => e.Arms.Sum(static arm => arm.States.Count));
        return pairs is 0 or > MaximumPairs ? [] : new HashSet<string>(events.Select(static e => e.Name), StringComparer.Ordinal);
    }

    private List<(string State, List<(List<string> Events, Arm Arm)> Cells)> MakeMatrix()
    {
        var matrix = new List<(string State, List<(List<string> Events, Arm Arm)> Cells)>();
        var cells = _machine.Events.Where(e => _inMatrix.Contains(e.Name)).SelectMany(static e => e.Arms.SelectMany(arm => arm.States.Select(state => (state, e.Name, arm.Branches))))
            .ToLookup(static cell => cell.state, StringComparer.Ordinal);
        foreach (var state in _machine.States.Select(static state => state.Name).Where(cells.Contains))
        {
            // A claim that is broken is broken by one event.
            matrix.Add((state, [.. cells[state].GroupBy(static cell => (cell.Branches, cell.Branches.Any(static branch => branch.Outcome == Outcome.Never) ? cell.Name : ""))
                .Select(same => (same.Select(static cell => cell.Name).ToList(), new Arm([state], same.Key.Branches)))]));
        }

        return matrix;
    }

    private void EmitByValue()
    {
        _w.Line();
        _w.Lines(
            """
            /// <summary>Fires an event that carries no parameters.</summary>
            /// <exception cref="global::System.ArgumentException">The event carries parameters: call its method.</exception>
            """);
        if (!IsQuick || _inMatrix.Count == 0)
        {
            EmitChoice("FireResult", "Fire", static e => e.Name == "trigger" ? "this.trigger()" : $"{e.Name}()", Throw);
            return;
        }

        using (_w.Braces($"public FireResult Fire({_event} trigger)"))
            EmitStep(EmitMatrix, Matrix.Exists(row => row.Cells.Exists(cell => LeavesSwitch(cell.Arm))));
        _w.Line();
        EmitMiss();
    }

    /// <summary>A step that begins within the rows. <paramref name="goesOn"/>: whether some row leaves their switch.</summary>
    private void EmitStep(Action emitRows, bool goesOn)
    {
        _w.Lines(
            """
            if (_fsmPhase != FsmPhase.Idle)
                return Refuse();

            """);
        using (_w.Braces("try"))
            emitRows();
        using (_w.Braces("catch"))
            _w.Lines("EndStep();\nthrow;");
        if (!goesOn)
            return;
        _w.Line();
        _w.Lines("_fsmPhase = FsmPhase.Idle;\nreturn FireResult.Handled;");
    }

    private void EmitMatrix()
    {
        using (_w.Braces("switch (_fsmState)"))
        {
            foreach (var (state, cells) in Matrix)
            {
                using (_w.Indented($"case {Qualify(state)}:"))
                {
                    using (_w.Braces("switch (trigger)"))
                    {
                        EmitCells(cells, new Scope(FireScope, Form: Form.Step));
                        EmitOtherwise("return fsmMiss(trigger);");
                    }

                    if (cells.Exists(cell => LeavesSwitch(cell.Arm)))
                        _w.Line("break;");
                }

                _w.Line();
            }

            EmitOtherwise("return fsmMiss(trigger);");
        }
    }

    private void EmitCells(List<(List<string> Events, Arm Arm)> cells, Scope scope)
    {
        foreach (var (events, arm) in cells)
        {
            foreach (var e in events)
                _w.Line($"case {_event}.{e}:");
            using (_w.Indented())
                EmitBranches(arm, scope with { Event = events[0] });
            _w.Line();
        }
    }

    private void EmitOtherwise(string otherwise)
    {
        using (_w.Indented("default:"))
            _w.Line(otherwise);
    }

    /// <summary>Whether a step has anything to do after its rows.</summary>
    private bool LeavesSwitch(Arm arm) => arm.Branches.Any(branch => branch.Outcome == Outcome.Handled && !(branch.Target is not null && _ending.Contains(branch.Target)));

    private List<MachineEvent> OthersThanMatrix => [.. _machine.Events.Where(e => !_inMatrix.Contains(e.Name))];

    private string LastEvent => $"{_event}.{_machine.Events[_machine.Events.Count - 1].Name}";

    /// <summary>What <c>Fire</c> does with an event for which the state has no row in the matrix.</summary>
    private void EmitMiss()
    {
        if (OthersThanMatrix.Count == 0)
        {
            _w.Line($"private static FireResult fsmMiss({_event} trigger) => trigger <= {LastEvent} ? FireResult.Unhandled : throw new global::System.ArgumentOutOfRangeException(nameof(trigger));");
            return;
        }

        _w.Line($"private FireResult fsmMiss({_event} trigger) => trigger switch");
        _w.Line("{");
        foreach (var e in OthersThanMatrix)
            _w.Line($"    {_event}.{e.Name} => {(e.Parameters.Count > 0 ? Throw(e) : $"{Member(e.Name, FireScope)}()")},");
        _w.Line($"    <= {LastEvent} => FireResult.Unhandled,");
        _w.Line("    _ => throw new global::System.ArgumentOutOfRangeException(nameof(trigger)),");
        _w.Line("};");
    }
}
