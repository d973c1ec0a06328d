using FsmGen.Compiler.Model;

namespace FsmGen.Compiler.Emit;

/// <content>The types that steps work with, and the tables of what is fixed.</content>
internal sealed partial class ChartEmitter
{
    private int Words => (_last + _chart.Histories.Count) / 64 + 1;

    private void EmitTypes()
    {
        EmitPayload();
        _w.Line();
        _w.Line("/// <summary>What a microstep enters, which of it by default, and which histories remembered nothing.</summary>");
        using (_w.Braces("private struct FsmEntry"))
            _w.Line($"public FsmStates States, ByDefault{(_chart.Histories.Count > 0 ? ", Histories" : "")};");
        _w.Line();
        EmitRows();
        _w.Line();
        EmitSet();
    }

    private void EmitPayload()
    {
        if (HasPayload)
        {
            _w.Line();
            _w.Line("/// <summary>The parameters of the event at hand.</summary>");
            using (_w.Braces(_chart.Events.Any(static e => !e.CanWait) ? "private ref struct FsmPayload" : "private struct FsmPayload"))
            {
                foreach (var parameter in _chart.Payload)
                    _w.Line($"public {parameter.Type} {parameter.Name};");
            }
        }

        if (!Stores)
            return;
        _w.Line();
        _w.Line("/// <summary>An event that waits.</summary>");
        using (_w.Braces("private struct FsmStored"))
        {
            _w.Line("public int FsmTrigger;");
            if (Async && HasInbox)
                _w.Line($"public {Token("FsmCancellation")};");
            foreach (var parameter in Kept)
                _w.Line($"public {parameter.Type} {parameter.Name};");
        }
    }

    private void EmitRows()
    {
        var slots = Enumerable.Range(0, _chart.Width).ToList();
        _w.Line("/// <summary>The rows of a microstep: at most one for each leaf that can be active.</summary>");
        using (_w.Braces("private struct FsmRows"))
        {
            _w.Line("public int Count;");
            _w.Line($"private ushort {string.Join(", ", slots.Select(static slot => $"_{slot}"))};");
            _w.Line();
            _w.Line(slots.Count == 1 ? "public readonly int this[int index] => _0;" : $"public readonly int this[int index] => index switch {{ {string.Join(", ", slots.Select(slot => slot == slots.Count - 1 ? $"_ => _{slot}" : $"{slot} => _{slot}"))} }};");
            _w.Line();
            using (_w.Braces("public void Add(int row)"))
            using (_w.Braces("switch (Count++)"))
            {
                foreach (var slot in slots)
                {
                    _w.Line(slot == slots.Count - 1 ? "default:" : $"case {slot}:");
                    _w.Line($"    _{slot} = (ushort)row;");
                    _w.Line("    break;");
                }
            }

            _w.Line();
            _w.Lines(
                """
                public readonly bool Contains(int row)
                {
                    for (var i = 0; i < Count; i++)
                    {
                        if (this[i] == row)
                            return true;
                    }

                    return false;
                }
                """);
        }
    }

    private void EmitSet()
    {
        var words = Enumerable.Range(0, Words).ToList();
        _w.Line("/// <summary>A set of states, one bit each.</summary>");
        using (_w.Braces("private struct FsmStates"))
        {
            _w.Line($"private ulong {string.Join(", ", words.Select(static word => $"_{word}"))};");
            _w.Line();
            _w.Line($"public readonly bool IsEmpty => {(words.Count == 1 ? "_0" : $"({string.Join(" | ", words.Select(static word => $"_{word}"))})")} == 0;");
            _w.Line();
            _w.Line("public readonly bool Has(int state) => (Word(state >> 6) >> (state & 63) & 1) != 0;");
            _w.Line();
            EmitChange("Add", "|= 1UL << (state & 63)");
            EmitChange("Remove", "&= ~(1UL << (state & 63))");
            using (_w.Braces("public void Add(FsmStates others)"))
            {
                foreach (var word in words)
                    _w.Line($"_{word} |= others._{word};");
            }

            _w.Line();
            _w.Lines(
                """
                /// <summary>The first state from one to another; -1 if there is none.</summary>
                public readonly int First(int from, int last)
                {
                    for (var word = from >> 6; word <= last >> 6; word++)
                    {
                        var bits = word == from >> 6 ? Word(word) & ulong.MaxValue << (from & 63) : Word(word);
                        if (bits != 0)
                            return (word << 6) + Lowest(bits) is var state && state <= last ? state : -1;
                    }

                    return -1;
                }

                /// <summary>The last state from one to another; -1 if there is none.</summary>
                public readonly int Last(int first, int from)
                {
                    for (var word = from >> 6; from >= first && word >= first >> 6; word--)
                    {
                        var bits = word == from >> 6 ? Word(word) & ulong.MaxValue >> (63 - (from & 63)) : Word(word);
                        if (bits != 0)
                            return (word << 6) + Highest(bits) is var state && state >= first ? state : -1;
                    }

                    return -1;
                }

                """);
            EmitBits();
            _w.Line();
            _w.Line(words.Count == 1 ? "private readonly ulong Word(int word) => _0;" : $"private readonly ulong Word(int word) => word switch {{ {string.Join(", ", words.Select(word => word == words.Count - 1 ? $"_ => _{word}" : $"{word} => _{word}"))} }};");
        }

        void EmitChange(string name, string change)
        {
            using (_w.Braces($"public void {name}(int state)"))
            {
                if (words.Count == 1)
                    _w.Line($"_0 {change};");
                else
                {
                    using (_w.Braces("switch (state >> 6)"))
                    {
                        foreach (var word in words)
                        {
                            _w.Line(word == words.Count - 1 ? "default:" : $"case {word}:");
                            _w.Line($"    _{word} {change};");
                            _w.Line("    break;");
                        }
                    }
                }
            }

            _w.Line();
        }
    }

    private void EmitBits()
    {
        _w.Verbatim("#if NETCOREAPP3_0_OR_GREATER");
        _w.Line("private static int Lowest(ulong bits) => global::System.Numerics.BitOperations.TrailingZeroCount(bits);");
        _w.Line();
        _w.Line("private static int Highest(ulong bits) => 63 - global::System.Numerics.BitOperations.LeadingZeroCount(bits);");
        _w.Verbatim("#else");
        _w.Lines(
            """
            private static int Lowest(ulong bits)
            {
                var index = 0;
                while ((bits >> index & 1) == 0)
                    index++;
                return index;
            }

            private static int Highest(ulong bits)
            {
                var index = 63;
                while ((bits >> index & 1) == 0)
                    index--;
                return index;
            }
            """);
        _w.Verbatim("#endif");
    }

    private void EmitTables()
    {
        _w.Line();
        _w.Line($"private const FireResult FsmNever = {Never};");
        _w.Line();
        _w.Line($"private const int FsmLastState = {_last};");
        _w.Line();
        _w.Line("private const byte FsmCompound = 2, FsmParallel = 3, FsmFinal = 1;");
        _w.Line();
        _w.Line($"private static readonly string[] FsmNames = {{ {string.Join(", ", _chart.States.Select(static state => $"\"{state.Name}\""))} }};");
        _w.Line("private static readonly short[] FsmNone = { };");
        Table("short", "FsmParent", _chart.States.Select(static state => state.Parent).Concat(_chart.Histories.Select(static history => history.Parent)));
        Table("short", "FsmLast", _chart.States.Select(static state => state.Last));
        Table("byte", "FsmKind", _chart.States.Select(static state => (int)state.Kind));
        Jagged("FsmDefault", _chart.States.Select(static state => state.Targets).Concat(_chart.Histories.Select(static history => history.Targets)));
        if (HasCompletions)
            Table("byte", "FsmCompletion", _chart.States.Select(static state => state.Completion));
        if (_chart.Rows.Any(static row => row.Domain == -2) || HasConflicts)
            Table("short", "FsmSource", _chart.Rows.Select(static row => row.Source));
        if (Moves)
            Table("short", "FsmDomain", _chart.Rows.Select(static row => row.Domain));
        if (Moves)
            Jagged("FsmTargets", _chart.Rows.Select(static row => row.Targets));
        if (_chart.Rows.Any(static row => row.Domain == -2))
            _w.Line($"private static readonly bool[] FsmStays = {{ {string.Join(", ", _chart.Rows.Select(static row => row.StaysInSource ? "true" : "false"))} }};");
        _w.Line();
        _w.Lines(
            """
            private static global::System.Exception FsmBroken(int trigger) => new global::System.InvalidOperationException($"'{FsmTriggers[trigger]}' cannot happen here.");

            /// <summary>Called after a state was entered; a host that does not implement it pays nothing.</summary>
            partial void OnEntered(string state);

            /// <summary>Called after a state was left; a host that does not implement it pays nothing.</summary>
            partial void OnExited(string state);

            """);
        if (!HasRegions)
        {
            _w.Lines(
                $"""
                /// <summary>Called after each row that was taken; a host that does not implement it pays nothing.</summary>
                partial void OnTransition({_state} from, {_state} to);

                """);
        }

        _w.Line($"private static readonly string[] FsmTriggers = {{ {string.Join(", ", _chart.Events.Select(static e => $"\"{e.Name}\"").Prepend("\"\""))} }};");
    }

    private void Table(string type, string name, IEnumerable<int> values) => _w.Line($"private static readonly {type}[] {name} = {{ {string.Join(", ", values)} }};");

    private void Jagged(string name, IEnumerable<EquatableArray<int>> rows) =>
        _w.Line($"private static readonly short[][] {name} = {{ {string.Join(", ", rows.Select(static row => row.Count == 0 ? "FsmNone" : $"new short[] {{ {string.Join(", ", row)} }}"))} }};");
}
