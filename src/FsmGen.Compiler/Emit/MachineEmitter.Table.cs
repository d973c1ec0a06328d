namespace FsmGen.Compiler.Emit;

/// <content>
/// <c>dispatch: table</c>: an event is one look into constant data, without a branch that hangs on the event or the state.
/// Nothing of the host runs but its guards; what is to be done is the result.
/// </content>
internal sealed partial class MachineEmitter
{
    private void EmitTableMembers()
    {
        var table = DispatchTable.Of(_machine);
        EmitTableLife(table);
        EmitTableFire(table);
        foreach (var e in _machine.Events)
        {
            _w.Line();
            XmlDoc.Write(_w, e.Docs, $"Fires '{e.Name}'.");
            EmitLineAt(e.Parameters, $"public StepResult {e.Name}({Declarations(e)}) => Fire({_event}.{e.Name});");
        }

        EmitTableBulk(table);
        EmitTableQueries(table);
        EmitWhyNotByValue();
        foreach (var e in _machine.Events)
        {
            _w.Line();
            EmitWhyNot(e);
        }

        EmitHost();
        EmitTableData(table);
        DefinitionEmitter.Write(_w, _machine.Definition);
    }

    private static string RowType(DispatchTable table) => table.Rows <= 256 ? "byte" : "ushort";

    private void EmitTableLife(DispatchTable table)
    {
        _w.Line($"private {RowType(table)} _fsmRow; // 0: not started; otherwise one more than the state.");
        _w.Line();
        EmitFireResult();
        EmitStepResult(table);
        _w.Line();
        _w.Lines(
            $$"""
            /// <summary>The active state. Before <see cref="Start"/> it is the initial one.</summary>
            public {{_state}} State => ({{_state}})(_fsmRow == 0 ? 0 : _fsmRow - 1);

            /// <summary>Enters the initial state.</summary>
            /// <returns><see cref="FireResult.Handled"/> with the actions on the way or, if the machine was started before, <see cref="FireResult.Rejected"/>.</returns>
            public StepResult Start()
            {
                if (_fsmRow != 0)
                    return new StepResult(2);

                _fsmRow = 1;
                return new StepResult({{table.StartResult}});
            }
            """);
    }

    private void EmitTableFire(DispatchTable table)
    {
        _w.Line();
        _w.Line("/// <summary>Fires an event.</summary>");
        if (table.HasNever)
            _w.Line("/// <exception cref=\"global::System.InvalidOperationException\">The spec says that the event cannot happen in this state.</exception>");
        using (_w.Braces($"public StepResult Fire({_event} trigger)"))
        {
            if (_machine.Events.Count == 0)
            {
                _w.Line("throw new global::System.ArgumentOutOfRangeException(nameof(trigger));");
                return;
            }

            _w.Line("var fsmCell = CellOf(trigger);");
            if (table.HasNever)
            {
                _w.Line($"if (fsmCell >> {Shift(table)} == {table.Results})");
                _w.Line("    throw FsmTable.Never(trigger, State);");
            }

            _w.Line($"_fsmRow = ({RowType(table)})fsmCell;");
            _w.Line($"return new StepResult({ResultOf(table)});");
        }

        EmitCellOf(table);
    }

    private static int Shift(DispatchTable table) => table.IsNarrow ? 8 : 16;

    private static string ResultOf(DispatchTable table) => $"(int)(fsmCell >> {Shift(table)})";

    /// <summary>The cell of an event now. The guards are asked before the row is read, so that one that fires events harms nothing.</summary>
    private void EmitCellOf(DispatchTable table)
    {
        _w.Line();
        using (_w.Braces($"private uint CellOf({_event} trigger)"))
        {
            _w.Lines(
                $"""
                if ((uint)trigger >= {_machine.Events.Count})
                    throw new global::System.ArgumentOutOfRangeException(nameof(trigger));
                """);
            _w.Line();
            if (table.Guards.Count > 0)
                _w.Line($"var fsmGuards = {string.Join(" | ", table.Guards.Select((guard, i) => $"({Call(guard, [])} ? {1 << i} : 0)"))};");
            _w.Line($"return FsmTable.Cells[({(table.Guards.Count > 0 ? $"((fsmGuards * {_machine.Events.Count}) + (int)trigger)" : "(int)trigger")} * {table.Rows}) + _fsmRow];");
        }
    }

    private void EmitTableBulk(DispatchTable table)
    {
        if (_machine.Events.Count == 0)
            return;
        _w.Line();
        _w.Verbatim(IfSpans);
        _w.Lines(
            """
            /// <summary>Fires events one after the other, and writes what became of each.</summary>
            /// <exception cref="global::System.ArgumentException">There is not room for as many results as there are events; nothing was fired.</exception>
            """);
        using (_w.Braces($"public void Fire(global::System.ReadOnlySpan<{_event}> triggers, global::System.Span<StepResult> results)"))
        {
            _w.Lines(
                """
                if (results.Length < triggers.Length)
                    throw new global::System.ArgumentException("There must be room for a result of each event.", nameof(results));
                """);
            _w.Line();
            if (table.Guards.Count > 0)
            {
                _w.Line("for (var i = 0; i < triggers.Length; i++)");
                _w.Line("    results[i] = Fire(triggers[i]);");
            }
            else
                EmitTableLoop(table);
        }

        _w.Verbatim("#endif");
    }

    private void EmitTableLoop(DispatchTable table)
    {
        _w.Lines(
            """
            var fsmCells = FsmTable.Cells;
            int fsmRow = _fsmRow;
            """);
        using (_w.Braces("for (var i = 0; i < triggers.Length; i++)"))
        {
            _w.Line("var fsmTrigger = triggers[i];");
            using (_w.Braces($"if ((uint)fsmTrigger >= {_machine.Events.Count})"))
            {
                _w.Line($"_fsmRow = ({RowType(table)})fsmRow;");
                _w.Line("throw new global::System.ArgumentOutOfRangeException(nameof(triggers));");
            }

            _w.Line();
            _w.Line($"uint fsmCell = fsmCells[((int)fsmTrigger * {table.Rows}) + fsmRow];");
            if (table.HasNever)
            {
                using (_w.Braces($"if (fsmCell >> {Shift(table)} == {table.Results})"))
                {
                    _w.Line($"_fsmRow = ({RowType(table)})fsmRow;");
                    _w.Line("throw FsmTable.Never(fsmTrigger, State);");
                }

                _w.Line();
            }

            _w.Line($"fsmRow = {(table.IsNarrow ? "(byte)fsmCell" : "(ushort)fsmCell")};");
            _w.Line($"results[i] = new StepResult({ResultOf(table)});");
        }

        _w.Line();
        _w.Line($"_fsmRow = ({RowType(table)})fsmRow;");
    }

    private void EmitTableQueries(DispatchTable table)
    {
        _w.Line();
        _w.Line("/// <summary>Whether a row that does something would take the event now.</summary>");
        if (_machine.Events.Count == 0)
            _w.Line($"public bool CanFire({_event} trigger) => false;");
        else
            _w.Line($"public bool CanFire({_event} trigger) => CellOf(trigger) >> {Shift(table)} is >= {DispatchTable.Fixed.Count} and < {table.Results};");
        foreach (var e in _machine.Events)
        {
            _w.Line();
            _w.Line($"/// <summary>Whether a row that does something would take '{e.Name}' now.</summary>");
            EmitLineAt(e.Parameters, $"public bool Can{e.Name}({Declarations(e)}) => CanFire({_event}.{e.Name});");
        }

        EmitPermitted();
    }
}
