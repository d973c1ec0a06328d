using FsmGen.Compiler.Model;

namespace FsmGen.Compiler.Emit;

/// <content>What stands in the arm of a switch: the rows of a state, their guards and their actions.</content>
internal sealed partial class MachineEmitter
{
    private void EmitBranches(Arm arm, Scope scope)
    {
        // A step begins where code of the host may run: what only looks at the phase costs nothing.
        if (scope.Form == Form.Step && (Asks(arm) || Permits(arm)))
            _w.Line("_fsmPhase = FsmPhase.Firing;");
        foreach (var branch in arm.Branches)
        {
            if (branch != arm.Branches[0])
                _w.Line();
            XmlDoc.WriteComment(_w, branch.Reference);
            if (branch.When is null)
                EmitBranch(arm, branch, scope);
            else
            {
                using (_w.Braces($"if ({Expression(branch.When, scope.Parameters)})"))
                    EmitBranch(arm, branch, scope);
            }
        }

        if (arm.Branches[arm.Branches.Count - 1].When is null)
            return;
        _w.Line();
        EmitUntaken("Unhandled", hasAsked: true, scope);
    }

    private void EmitBranch(Arm arm, Branch branch, Scope scope)
    {
        if (branch.Outcome == Outcome.Never)
            _w.Line($"throw new global::System.InvalidOperationException($\"'{scope.Event}' cannot happen in state '{{_fsmState}}'.\");");
        else if (branch.Outcome == Outcome.Handled)
        {
            EmitTransition(arm, branch, scope);
            EmitTaken(branch.Target, scope);
        }
        else
            EmitUntaken($"{branch.Outcome}", Asks(arm), scope);
    }

    /// <summary>Where the code goes on after a row that did something.</summary>
    private void EmitTaken(string? target, Scope scope)
    {
        var hasEnded = target is not null && _ending.Contains(target);
        switch (scope.Form)
        {
            case Form.Handler:
                _w.Line("return FireResult.Handled;");
                break;

            case Form.Step:
                if (hasEnded)
                    _w.Line("_fsmPhase = FsmPhase.Ended;");
                _w.Line(hasEnded ? "return FireResult.Handled;" : "break;");
                break;

            case Form.Loop:
                _w.Line("fsmHandled++;");
                _w.Line(hasEnded ? "return fsmHandled;" : $"goto {PlaceOf(target ?? scope.State)};");
                break;
        }
    }

    private void EmitUntaken(string outcome, bool hasAsked, Scope scope)
    {
        if (scope.Form == Form.Step && hasAsked)
            _w.Line("_fsmPhase = FsmPhase.Idle;");
        _w.Line(scope.Form == Form.Loop ? $"goto {PlaceOf(scope.State)};" : $"return FireResult.{outcome};");
    }

    private static bool Asks(Arm arm) => arm.Branches.Any(static branch => branch.When is not null);

    private void EmitTransition(Arm arm, Branch branch, Scope scope)
    {
        var from = arm.States.Count == 1 ? Qualify(arm.States[0]) : branch.Target is null ? "_fsmState" : "fsmFrom";
        foreach (var effect in branch.Before)
            EmitEffect(effect, scope);
        if (branch.Target is not null && !(arm.States.Count == 1 && arm.States[0] == branch.Target))
            _w.Line($"_fsmState = {Qualify(branch.Target)};");
        foreach (var effect in branch.After)
            EmitEffect(effect, scope);
        _w.Line($"OnTransition({from}, {(branch.Target is null ? from : Qualify(branch.Target))});");
    }

    private void EmitEffect(Effect effect, Scope scope)
    {
        if (effect.When is { } when)
            _w.Line($"if ({Expression(when, scope.Parameters)})");
        using (effect.When is null ? default : _w.Indented())
            EmitCall(effect, scope);
    }

    private void EmitCall(Effect effect, Scope scope)
    {
        if (effect.RaisedId is { } id)
            _w.Line($"Raise(ref fsmRaised, {id}); // {effect.Name}");
        else
        {
            var name = Member(effect.Name, scope.Parameters);
            EmitConstantsAt(effect.Constants, name.Length + 1, $"{name}({string.Join(", ", effect.Arguments)});");
        }
    }

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

    /// <summary>What the code around a row is.</summary>
    private enum Form
    {
        /// <summary>A method that something else has begun the step for: returns what became of the event.</summary>
        Handler,

        /// <summary>A step: begins it, and leaves the switch where the event was handled.</summary>
        Step,

        /// <summary>Many events in one step: counts those that were handled, and jumps to where the next one is waited for.</summary>
        Loop,
    }

    /// <summary>Where a row is written: what is in scope, how a message names the event, what is around it and, in a loop, the state that it stands in.</summary>
    private readonly record struct Scope(EquatableArray<Parameter> Parameters, string Event = "", Form Form = Form.Handler, string State = "");
}
