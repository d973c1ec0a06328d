using FsmGen.Compiler.Model;

namespace FsmGen.Compiler.Emit;

/// <content>The events: a typed method for each, and what it does in each state.</content>
internal sealed partial class MachineEmitter
{
    private void EmitEvent(MachineEvent e)
    {
        XmlDoc.Write(_w, e.Docs, $"Fires '{e.Name}'.");
        if (IsFired(e))
            _w.Line($"public FireResult {e.Name}() => Fire({_event}.{e.Name});");
        else
        {
            using (BracesAt(e.Parameters, $"public FireResult {e.Name}({Declarations(e)})"))
            {
                if (IsStep(e))
                    EmitStep(() => EmitRows(e, e.Arms, Form.Step), e.Arms.Any(LeavesSwitch));
                else
                    EmitCallOfHandler(e);
            }
        }
    }

    private void EmitCallOfHandler(MachineEvent e)
    {
        _phase.WriteBegin();
        EmitObserved(e.Name);
        using (_w.Braces("try"))
        {
            if (e.Raises.Count > 0)
                _w.Line("ulong fsmRaised = 0;");
            var handle = $"{Member($"Handle{e.Name}", e.Parameters)}({Arguments(e.Parameters, raises: e.Raises.Count > 0)})";
            if (e.Raises.Count == 0 && !IsObserved)
                _w.Line($"return {handle};");
            else
            {
                _w.Line($"{(IsObserved ? "" : "var ")}fsmResult = {handle};");
                EmitDrainCall(e.Raises, e.Parameters);
                _w.Line($"return fsmResult{(IsObserved ? ".Value" : "")};");
            }
        }

        EmitFinally(e.Name);
    }

    private void EmitHandle(MachineEvent e)
    {
        var raises = e.Raises.Count > 0;
        var parameters = raises ? string.Join(", ", e.Parameters.Select(static parameter => parameter.Declaration).Append("ref ulong fsmRaised")) : Declarations(e);
        using (BracesAt(e.Parameters, $"private FireResult Handle{e.Name}({parameters})"))
        {
            if (e.Arms.Count == 0)
                _w.Line("return FireResult.Unhandled;");
            else
                EmitBySplit(new SplitMethod("FireResult", $"Handle{e.Name}", e.Parameters, parameters, Arguments(e.Parameters, raises), "FireResult.Unhandled"), e.Arms, arms => EmitRows(e, arms, Form.Handler));
        }

        EmitSplit();
    }

    private void EmitRows(MachineEvent e, IReadOnlyList<Arm> arms, Form form)
    {
        var shared = arms.Any(NamesItsSource);
        if (shared)
            _w.Line("var fsmFrom = _fsmState;");
        EmitSwitch(shared ? "fsmFrom" : "_fsmState", arms, "return FireResult.Unhandled;", arm => EmitBranches(arm, new Scope(e.Parameters, e.Name, form)));
    }

    /// <summary>Calls what takes the internal events that a step may have raised.</summary>
    private void EmitDrainCall(EquatableArray<string> raises, EquatableArray<Parameter> carried)
    {
        if (raises.Count == 0)
            return;
        var drain = DrainOf(raises, carried);
        _w.Line("if (fsmRaised != 0)");
        _w.Line($"    {drain.Name}({Arguments(drain.Carried, raises: true)});");
    }

    /// <summary>What takes raised events: one method for all events that carry the same on to them.</summary>
    private Drain DrainOf(EquatableArray<string> raises, EquatableArray<Parameter> carried)
    {
        EquatableArray<Parameter> needed = [.. carried.Where(parameter => _machine.InternalEvents.Any(e => raises.Contains(e.Name) && e.Parameters.Contains(parameter)))];
        var drain = _drains.Find(other => other.Carried.Equals(needed));
        if (drain is null)
            _drains.Add(drain = new Drain(_drains.Count == 0 ? "Drain" : $"fsmDrain{_drains.Count + 1}", needed, []));
        drain.Raised.UnionWith(raises);
        return drain;
    }

    private void EmitDrains()
    {
        foreach (var drain in _drains)
        {
            _w.Line();
            _w.Line("/// <summary>Takes the internal events that wait, oldest first, until none does or the machine has ended.</summary>");
            using (BracesAt(drain.Carried, $"private void {drain.Name}({string.Join(", ", drain.Carried.Select(static parameter => parameter.Declaration).Append("ref ulong fsmRaised"))})"))
                EmitDrain(drain);
        }
    }

    private void EmitDrain(Drain drain)
    {
        using (_w.Braces(_finals.Length == 0 ? "while (fsmRaised != 0)" : $"while (fsmRaised != 0 && _fsmState is not {(_finals.Contains(" or ") ? $"({_finals})" : _finals)})"))
        using (_w.Braces("switch (TakeRaised(ref fsmRaised))"))
        {
            for (var i = 0; i < _machine.InternalEvents.Count; i++)
            {
                var e = _machine.InternalEvents[i];
                // One that the event at hand does not carry enough for is an error of the spec.
                if (!drain.Raised.Contains(e.Name) || !e.Parameters.All(drain.Carried.Contains))
                    continue;
                using (_w.Indented($"case {i + 1}:"))
                {
                    _w.Line($"Handle{e.Name}({Arguments(e.Parameters, raises: e.Raises.Count > 0)});");
                    _w.Line("break;");
                }
            }
        }
    }

    private static string Declarations(MachineEvent e) => string.Join(", ", e.Parameters.Select(static parameter => parameter.Declaration));

    private static string Arguments(EquatableArray<Parameter> parameters, bool raises)
    {
        var arguments = parameters.Select(static parameter => parameter.Argument);
        return string.Join(", ", raises ? arguments.Append("ref fsmRaised") : arguments);
    }

    private sealed record Drain(string Name, EquatableArray<Parameter> Carried, HashSet<string> Raised);
}
