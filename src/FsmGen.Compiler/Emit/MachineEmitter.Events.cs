using FsmGen.Compiler.Model;

namespace FsmGen.Compiler.Emit;

/// <content>The events: a typed method for each, and what it does in each state.</content>
internal sealed partial class MachineEmitter
{
    private void EmitEvent(MachineEvent e)
    {
        XmlDoc.Write(_w, e.Docs, $"Fires '{e.Name}'.");
        using (_w.Braces($"public FireResult {e.Name}({Declarations(e)})"))
        {
            _w.Lines(
                """
                if (_fsmPhase != FsmPhase.Idle)
                    return Refuse();

                _fsmPhase = FsmPhase.Firing;
                """);
            using (_w.Braces("try"))
            {
                if (e.Raises.Count == 0)
                    _w.Line($"return Handle{e.Name}({Arguments(e, raises: false)});");
                else
                {
                    _w.Line("ulong fsmRaised = 0;");
                    _w.Line($"var fsmResult = Handle{e.Name}({Arguments(e, raises: true)});");
                    EmitDrain(e.Raises, e.Parameters);
                    _w.Line();
                    _w.Line("return fsmResult;");
                }
            }

            EmitFinally();
        }
    }

    /// <summary>Takes the internal events that wait, oldest first, until none does or the machine has ended.</summary>
    private void EmitDrain(EquatableArray<string> raises, EquatableArray<Parameter> carried)
    {
        using (_w.Braces(_finals.Length == 0 ? "while (fsmRaised != 0)" : $"while (fsmRaised != 0 && _fsmState is not {(_finals.Contains(" or ") ? $"({_finals})" : _finals)})"))
        using (_w.Braces("switch (TakeRaised(ref fsmRaised))"))
        {
            for (var i = 0; i < _machine.InternalEvents.Count; i++)
            {
                var e = _machine.InternalEvents[i];
                // One that the event at hand does not carry enough for is an error of the spec.
                if (!raises.Contains(e.Name) || !e.Parameters.All(carried.Contains))
                    continue;
                using (_w.Indented($"case {i + 1}:"))
                {
                    _w.Line($"Handle{e.Name}({Arguments(e, raises: e.Raises.Count > 0)});");
                    _w.Line("break;");
                }
            }
        }
    }

    private void EmitHandle(MachineEvent e)
    {
        var raises = e.Raises.Count > 0;
        var parameters = raises ? string.Join(", ", e.Parameters.Select(static parameter => parameter.Declaration).Append("ref ulong fsmRaised")) : Declarations(e);
        using (_w.Braces($"private FireResult Handle{e.Name}({parameters})"))
        {
            if (e.Arms.Count == 0)
            {
                _w.Line("return FireResult.Unhandled;");
                return;
            }

            var shared = e.Arms.Any(static arm => arm.States.Count > 1 && arm.Branches.Any(static branch => branch.Target is not null));
            if (shared)
                _w.Line("var fsmFrom = _fsmState;");
            using (_w.Braces($"switch ({(shared ? "fsmFrom" : "_fsmState")})"))
            {
                foreach (var arm in e.Arms)
                {
                    EmitLabels(arm);
                    EmitBranches(e, arm);
                    _w.Line();
                }

                using (_w.Indented("default:"))
                    _w.Line("return FireResult.Unhandled;");
            }
        }
    }

    private void EmitLabels(Arm arm)
    {
        foreach (var state in arm.States)
            _w.Line($"case {Qualify(state)}:");
    }

    private void EmitBranches(MachineEvent e, Arm arm)
    {
        using (_w.Indented())
        {
            foreach (var branch in arm.Branches)
            {
                if (branch != arm.Branches[0])
                    _w.Line();
                XmlDoc.WriteComment(_w, branch.Reference);
                if (branch.When is null)
                    EmitBranch(e, arm, branch);
                else
                {
                    using (_w.Braces($"if ({Expression(branch.When, e.Parameters)})"))
                        EmitBranch(e, arm, branch);
                }
            }

            if (arm.Branches[arm.Branches.Count - 1].When is null)
                return;
            _w.Line();
            _w.Line("return FireResult.Unhandled;");
        }
    }

    private void EmitBranch(MachineEvent e, Arm arm, Branch branch)
    {
        if (branch.Outcome == Outcome.Never)
        {
            _w.Line($"throw new global::System.InvalidOperationException($\"'{e.Name}' cannot happen in state '{{_fsmState}}'.\");");
            return;
        }

        if (branch.Outcome == Outcome.Handled)
            EmitTransition(e, arm, branch);
        _w.Line($"return FireResult.{branch.Outcome};");
    }

    private void EmitTransition(MachineEvent e, Arm arm, Branch branch)
    {
        var from = arm.States.Count == 1 ? Qualify(arm.States[0]) : branch.Target is null ? "_fsmState" : "fsmFrom";
        foreach (var effect in branch.Before)
            EmitEffect(effect, e.Parameters);
        if (branch.Target is not null && !(arm.States.Count == 1 && arm.States[0] == branch.Target))
            _w.Line($"_fsmState = {Qualify(branch.Target)};");
        foreach (var effect in branch.After)
            EmitEffect(effect, e.Parameters);
        _w.Line($"OnTransition({from}, {(branch.Target is null ? from : Qualify(branch.Target))});");
    }

    private void EmitEffect(Effect effect, EquatableArray<Parameter> scope)
    {
        if (effect.When is { } when)
            _w.Line($"if ({Expression(when, scope)})");
        using (effect.When is null ? default : _w.Indented())
            EmitCall(effect, scope);
    }

    private void EmitCall(Effect effect, EquatableArray<Parameter> scope) => _w.Line(effect.RaisedId is { } id
        ? $"Raise(ref fsmRaised, {id}); // {effect.Name}"
        : $"{Member(effect.Name, scope)}({string.Join(", ", effect.Arguments)});");

    private string Expression(Condition condition, EquatableArray<Parameter> scope) => condition switch
    {
        Condition.Guard guard => Call(guard.Name, scope),
        Condition.Not { Operand: Condition.Guard guard } => $"!{Call(guard.Name, scope)}",
        Condition.Not not => $"!({Expression(not.Operand, scope)})",
        Condition.And and => $"{Side(and.Left, scope)} && {Side(and.Right, scope)}",
        Condition.Or or => $"{Expression(or.Left, scope)} || {Expression(or.Right, scope)}",
        _ => throw new ArgumentOutOfRangeException(nameof(condition)),
    };

    private string Side(Condition side, EquatableArray<Parameter> scope) => side is Condition.Or ? $"({Expression(side, scope)})" : Expression(side, scope);

    private string Call(string guard, EquatableArray<Parameter> scope)
    {
        // A guard that nobody declared, or that reads what the event lacks, is an error of the spec: the C# around it stays whole.
        if (!_guards.TryGetValue(guard, out var host))
            return "false";
        return $"{Member(guard, scope)}({string.Join(", ", host.Parameters.Select(parameter => scope.Contains(parameter) ? parameter.Argument : "default!"))})";
    }

    private static string Declarations(MachineEvent e) => string.Join(", ", e.Parameters.Select(static parameter => parameter.Declaration));

    private static string Arguments(MachineEvent e, bool raises)
    {
        var arguments = e.Parameters.Select(static parameter => parameter.Argument);
        return string.Join(", ", raises ? arguments.Append("ref fsmRaised") : arguments);
    }
}
