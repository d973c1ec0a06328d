using FsmGen.Compiler.Model;

namespace FsmGen.Compiler.Emit;

/// <content>The data of a table, and what an event comes to.</content>
internal sealed partial class MachineEmitter
{
    private const int CellsPerLine = 16;

    /// <summary>What the caller gets: one number, and what the table knows of it.</summary>
    private void EmitStepResult(DispatchTable table)
    {
        _w.Line();
        _w.Line("/// <summary>The actions of a step. They are due in this order.</summary>");
        _w.Line("[global::System.Flags]");
        using (_w.Braces($"public enum Effects : {EffectsType}"))
        {
            for (var i = 0; i < _machine.Actions.Count; i++)
            {
                if (i > 0)
                    _w.Line();
                XmlDoc.Write(_w, _machine.Actions[i].Docs, $"The action '{_machine.Actions[i].Name}'.");
                _w.Line($"{_machine.Actions[i].Name} = {BitOf(i)},");
            }
        }

        var id = table.Results <= 256 ? "byte" : "ushort";
        _w.Line();
        _w.Line("/// <summary>What became of an event, and what the caller is to do about it.</summary>");
        using (_w.Braces("public readonly struct StepResult"))
        {
            _w.Lines(
                $"""
                private readonly {id} _fsmResult;

                internal StepResult(int result) => _fsmResult = ({id})result;

                /// <summary>What became of the event.</summary>
                public FireResult Outcome => (FireResult)FsmTable.Outcomes[_fsmResult];

                /// <summary>The actions that are due.</summary>
                public Effects Effects => (Effects)FsmTable.Effects[_fsmResult];
                """);
            foreach (var (action, index, constants) in Columns())
            {
                _w.Line();
                _w.Line($"/// <summary>Whether '{action.Name}' is due, and with which constants.</summary>");
                using (_w.Braces($"public bool {action.Name}({string.Join(", ", constants.Select(static constant => $"out {constant.Parameter.Type} {constant.Parameter.Name}"))})"))
                {
                    for (var i = 0; i < constants.Count; i++)
                        _w.Line($"{constants[i].Parameter.Name} = FsmTable.{ColumnName(index, i)}[_fsmResult];");
                    _w.Line($"return (FsmTable.Effects[_fsmResult] & {BitOf(index)}) != 0;");
                }
            }
        }
    }

    private void EmitTableData(DispatchTable table)
    {
        _w.Line();
        using (_w.Braces("private static class FsmTable"))
        {
            if (_machine.Events.Count > 0)
            {
                var shift = Shift(table);
                _w.Line($"/// <summary>The next row in the lower {shift} bits, the result above: by {(table.Guards.Count > 0 ? "guards, " : "")}events, then rows.</summary>");
                EmitBlob(table.IsNarrow ? "ushort" : "uint", "Cells", [.. table.Cells.Select(cell => ((ulong)cell.Result << shift) | (uint)cell.Next)]);
                _w.Line();
            }

            EmitBlob("byte", "Outcomes", [.. Enumerable.Range(0, table.Results).Select(static result => (ulong)Array.FindIndex(FireResults, known => known.Name == (result < DispatchTable.Fixed.Count ? DispatchTable.Fixed[result] : "Handled")))]);
            _w.Line();
            EmitBlob(EffectsType, "Effects", [.. Enumerable.Range(0, table.Results).Select(result => BitsOf(table.EffectsOf(result)))]);
            foreach (var (action, index, constants) in Columns())
            {
                for (var i = 0; i < constants.Count; i++)
                    EmitColumn(table, action, index, i, constants[i].Parameter);
            }

            if (table.HasNever)
            {
                _w.Line();
                _w.Line($"public static global::System.Exception Never({_event} trigger, {_state} state) => new global::System.InvalidOperationException($\"'{{trigger}}' cannot happen in state '{{state}}'.\");");
            }
        }
    }

    /// <summary>Constant data: a span of what lies in the assembly or, where that would be an allocation, an array.</summary>
    private void EmitBlob(string type, string name, IReadOnlyList<ulong> values)
    {
        _w.Verbatim("#if NET7_0_OR_GREATER");
        _w.Line($"public static global::System.ReadOnlySpan<{type}> {name} => new {type}[]");
        _w.Verbatim("#else");
        _w.Line($"public static readonly {type}[] {name} =");
        _w.Verbatim("#endif");
        _w.Line("{");
        for (var start = 0; start < values.Count; start += CellsPerLine)
            _w.Line($"    {string.Join(", ", values.Skip(start).Take(CellsPerLine))},");
        _w.Line("};");
    }

    /// <summary>The constants of an action by result. They are C# of the spec, which may be data or not.</summary>
    private void EmitColumn(DispatchTable table, HostAction action, int index, int constant, Parameter parameter)
    {
        _w.Line();
        _w.Line($"/// <summary>'{parameter.Name}' of '{action.Name}'.</summary>");
        _w.Line($"public static readonly {parameter.Type}[] {ColumnName(index, constant)} =");
        _w.Line("{");
        var place = action.Parameters.Select(static (parameter, at) => (parameter, at)).Where(static p => p.parameter.IsConstant).ElementAt(constant).at;
        for (var result = 0; result < table.Results; result++)
        {
            if (table.EffectsOf(result).FirstOrDefault(effect => effect.Name == action.Name) is { } effect)
                EmitConstantsAt(effect.Constants, 4, $"    {effect.Arguments[place]},");
            else
                _w.Line("    default!,");
        }

        _w.Line("};");
    }

    private IEnumerable<(HostAction Action, int Index, IReadOnlyList<ActionParameter> Constants)> Columns() => _machine.Actions
        .Select(static (action, index) => (action, index, (IReadOnlyList<ActionParameter>)[.. action.Parameters.Where(static parameter => parameter.IsConstant)]))
        .Where(static column => column.Item3.Count > 0);

    private static string ColumnName(int action, int constant) => $"Column{action}_{constant}";

    private string EffectsType => _machine.Actions.Count switch { <= 8 => "byte", <= 16 => "ushort", <= 32 => "uint", _ => "ulong" };

    private ulong BitsOf(EquatableArray<Effect> effects)
    {
        ulong bits = 0;
        for (var i = 0; i < _machine.Actions.Count; i++)
        {
            if (effects.Any(effect => effect.Name == _machine.Actions[i].Name))
                bits |= 1UL << i;
        }

        return bits;
    }

    private static string BitOf(int action) => $"0x{1UL << action:X}";
}
