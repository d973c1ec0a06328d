using FsmGen.Compiler.Model;

namespace FsmGen.Compiler.Emit;

/// <content>Switches over the state. One that is too long for the JIT to optimise is split by ranges of states.</content>
internal sealed partial class MachineEmitter
{
    /// <summary>
    /// The C# compiler takes time in proportion to the square of a switch, and the JIT gives up on optimising a method with
    /// some 2,000 basic blocks, or 60,000 bytes of IL.
    /// </summary>
    private const int MaximumLabels = 256;

    /// <summary>64 states in a range.</summary>
    private const int RangeBits = 6;

    private void EmitSwitch(string state, IEnumerable<Arm> arms, string otherwise, Action<Arm> emitArm)
    {
        using (_w.Braces($"switch ({state})"))
        {
            foreach (var arm in arms)
            {
                foreach (var name in arm.States)
                    _w.Line($"case {Qualify(name)}:");
                using (_w.Indented())
                    emitArm(arm);
                _w.Line();
            }

            using (_w.Indented("default:"))
                _w.Line(otherwise);
        }
    }

    /// <summary>The rest of a method: all arms or, if they are too many, a call of the method for the range of the state.</summary>
    private void EmitBySplit(SplitMethod method, IReadOnlyList<Arm> arms, Action<IReadOnlyList<Arm>> emitArms)
    {
        if (arms.Sum(static arm => arm.States.Count) <= MaximumLabels)
        {
            emitArms(arms);
            return;
        }

        var ranges = new SortedDictionary<int, List<Arm>>();
        foreach (var arm in arms)
        {
            foreach (var states in arm.States.GroupBy(state => _indices[state] >> RangeBits))
            {
                if (!ranges.TryGetValue(states.Key, out var list))
                    ranges.Add(states.Key, list = []);
                list.Add(arm with { States = states.ToEquatableArray() });
            }
        }

        using (_w.Braces($"switch ((int){_current} >> {RangeBits})"))
        {
            foreach (var range in ranges.Keys)
            {
                using (_w.Indented($"case {range}:"))
                    _w.Line($"return fsm{method.Name}{range}({method.Arguments});");
            }

            using (_w.Indented("default:"))
                _w.Line($"return {method.Otherwise};");
        }

        _split = () =>
        {
            foreach (var range in ranges)
            {
                _w.Line();
                using (BracesAt(method.Carried, $"private {method.Type} fsm{method.Name}{range.Key}({method.Parameters})"))
                    emitArms(range.Value);
            }
        };
    }

    /// <summary>The parts of the method before, if it was split.</summary>
    private void EmitSplit()
    {
        _split?.Invoke();
        _split = null;
    }

    /// <summary>Arms that say the same are one.</summary>
    private List<Arm> Merge<TKey>(IEnumerable<Arm> arms, Func<Arm, TKey> sayingOf) =>
        [.. arms.GroupBy(sayingOf).Select(same => same.First() with { States = same.SelectMany(static arm => arm.States).OrderBy(state => _indices[state]).ToEquatableArray() })];

    /// <summary>Whether a row of several states leaves them, and must say which it was.</summary>
    private static bool NamesItsSource(Arm arm) => arm.States.Count > 1 && arm.Branches.Any(static branch => branch.Target is not null);

    /// <summary>A method that may be split. <c>Parameters</c> are those it is declared with, <c>Carried</c> those of the event among them.</summary>
    private sealed record SplitMethod(string Type, string Name, EquatableArray<Parameter> Carried, string Parameters, string Arguments, string Otherwise);
}
