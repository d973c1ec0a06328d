using FsmGen.Compiler.Model;

namespace FsmGen.Compiler.Emit;

/// <content>Events by value, and what may be fired now.</content>
internal sealed partial class MachineEmitter
{
    /// <summary>More than this many patterns after an <c>is</c> are a switch: the compiler nests one in the other.</summary>
    private const int MaximumPatterns = 16;

    private void EmitQueries()
    {
        EmitCanFire();
        EmitPermitted();
        EmitWhyNotByValue();
        foreach (var e in _machine.Events)
        {
            _w.Line();
            EmitCan(e);
            EmitHasRow(e);
            _w.Line();
            EmitWhyNot(e);
        }
    }

    private static string Throw(MachineEvent e) => $"throw new global::System.ArgumentException({CarriesParameters(e)}, nameof(trigger))";

    private void EmitChoice(string type, string name, Func<MachineEvent, string> answer, Func<MachineEvent, string> answerWithParameters, string before = "")
    {
        _w.Line($"public {type} {name}({_event} trigger) => {before}trigger switch");
        _w.Line("{");
        foreach (var e in _machine.Events)
            _w.Line($"    {_event}.{e.Name} => {(e.Parameters.Count == 0 ? answer(e) : answerWithParameters(e))},");
        _w.Line("    _ => throw new global::System.ArgumentOutOfRangeException(nameof(trigger)),");
        _w.Line("};");
    }

    private void EmitCanFire()
    {
        _w.Line();
        _w.Lines(
            """
            /// <summary>Whether a row that does something would take the event now.</summary>
            /// <remarks>Of an event that carries parameters: whether the state has such a row, whatever its guard.</remarks>
            """);
        if (_machine.Events.Count == 0)
            _w.Line($"public bool CanFire({_event} trigger) => false;");
        else
            EmitChoice("bool", "CanFire", static e => $"Can{e.Name}()", HasRow, "_fsmPhase == FsmPhase.Idle && ");
    }

    private string HasRow(MachineEvent e)
    {
        var states = e.Arms.Where(Permits).SelectMany(static arm => arm.States).ToList();
        return states.Count == 0 ? "false"
            : states.Count <= MaximumPatterns ? $"_fsmState is {string.Join(" or ", states.Select(Qualify))}"
            : $"fsmHas{e.Name}()";
    }

    private void EmitHasRow(MachineEvent e)
    {
        var arms = e.Arms.Where(Permits).ToList();
        if (e.Parameters.Count == 0 || arms.Sum(static arm => arm.States.Count) <= MaximumPatterns)
            return;
        _w.Line();
        using (_w.Braces($"private bool fsmHas{e.Name}()"))
            EmitBySplit(new SplitMethod("bool", $"Has{e.Name}", [], "", "", "false"), Merge(arms, static _ => true), some => EmitSwitch("_fsmState", some, "return false;", _ => _w.Line("return true;")));
        EmitSplit();
    }

    private void EmitPermitted()
    {
        var permitted = _machine.States.ToDictionary(static state => state.Name, static _ => new List<string>(), StringComparer.Ordinal);
        foreach (var e in _machine.Events)
        {
            foreach (var state in e.Arms.Where(Permits).SelectMany(static arm => arm.States))
                permitted[state].Add($"{_event}.{e.Name}");
        }

        var arms = _machine.States.Where(state => permitted[state.Name].Count > 0).Select(static state => new Arm([state.Name], []));
        _w.Line();
        _w.Verbatim(IfSpans);
        _w.Line("/// <summary>The events for which the state has a row that does something, whatever its guard.</summary>");
        // Each array stands right where a span is expected: there, and only there, it is data and not an allocation.
        using (_w.Braces($"public global::System.ReadOnlySpan<{_event}> PermittedEvents"))
        using (_w.Braces("get"))
        {
            EmitBySplit(new SplitMethod($"global::System.ReadOnlySpan<{_event}>", "Permitted", [], "", "", "default"), Merge(arms, arm => string.Join(", ", permitted[arm.States[0]])),
                some => EmitSwitch(_current, some, "return default;", arm => _w.Line($"return new {_event}[] {{ {string.Join(", ", permitted[arm.States[0]])} }};")));
        }

        EmitSplit();
        _w.Verbatim("#endif");
    }

    private void EmitCan(MachineEvent e)
    {
        _w.Line($"/// <summary>Whether a row that does something would take '{e.Name}' now.</summary>");
        EmitLineAt(e.Parameters, $"public bool Can{e.Name}({Declarations(e)}) => {Member($"WhyNot{e.Name}", e.Parameters)}({Arguments(e.Parameters, raises: false)}) is null;");
    }

    private static bool Permits(Arm arm) => arm.Branches.Any(static branch => branch.Outcome == Outcome.Handled);
}
