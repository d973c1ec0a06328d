using FsmGen.Compiler.Model;

namespace FsmGen.Compiler.Emit;

/// <content>Events by value, and what may be fired now.</content>
internal sealed partial class MachineEmitter
{
    private void EmitByValue()
    {
        _w.Line();
        _w.Lines(
            """
            /// <summary>Fires an event that carries no parameters.</summary>
            /// <exception cref="global::System.ArgumentException">The event carries parameters: call its method.</exception>
            """);
        _w.Line($"public FireResult Fire({_event} trigger) => trigger switch");
        _w.Line("{");
        foreach (var e in _machine.Events)
        {
            _w.Line(e.Parameters.Count == 0
                ? $"    {_event}.{e.Name} => {(e.Name == "trigger" ? "this.trigger" : e.Name)}(),"
                : $"    {_event}.{e.Name} => throw new global::System.ArgumentException(\"'{e.Name}' carries parameters: call {e.Name}({string.Join(", ", e.Parameters.Select(static p => p.Name))}).\", nameof(trigger)),");
        }

        _w.Line("    _ => throw new global::System.ArgumentOutOfRangeException(nameof(trigger)),");
        _w.Line("};");

        EmitCanFire();
        EmitPermitted();
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
        {
            _w.Line($"public bool CanFire({_event} trigger) => false;");
            return;
        }

        _w.Line($"public bool CanFire({_event} trigger) => _fsmPhase == FsmPhase.Idle && trigger switch");
        _w.Line("{");
        foreach (var e in _machine.Events)
        {
            var states = e.Arms.Where(Permits).SelectMany(static arm => arm.States).ToList();
            _w.Line(e.Parameters.Count == 0 ? $"    {_event}.{e.Name} => Can{e.Name}(),"
                : states.Count == 0 ? $"    {_event}.{e.Name} => false,"
                : $"    {_event}.{e.Name} => _fsmState is {string.Join(" or ", states.Select(Qualify))},");
        }

        _w.Line("    _ => throw new global::System.ArgumentOutOfRangeException(nameof(trigger)),");
        _w.Line("};");
    }

    private void EmitPermitted()
    {
        _w.Line();
        _w.Verbatim("#if NETCOREAPP2_1_OR_GREATER || NETSTANDARD2_1_OR_GREATER");
        _w.Line("/// <summary>The events for which the state has a row that does something, whatever its guard.</summary>");
        // Each array stands right where a span is expected: there, and only there, it is data and not an allocation.
        using (_w.Braces($"public global::System.ReadOnlySpan<{_event}> PermittedEvents"))
        using (_w.Braces("get"))
        using (_w.Braces("switch (_fsmState)"))
        {
            foreach (var state in _machine.States)
            {
                var events = _machine.Events.Where(e => e.Arms.Any(arm => Permits(arm) && arm.States.Contains(state.Name))).Select(e => $"{_event}.{e.Name}").ToList();
                if (events.Count == 0)
                    continue;
                using (_w.Indented($"case {Qualify(state.Name)}:"))
                    _w.Line($"return new {_event}[] {{ {string.Join(", ", events)} }};");
            }

            using (_w.Indented("default:"))
                _w.Line("return default;");
        }

        _w.Verbatim("#endif");
    }

    private void EmitCan(MachineEvent e)
    {
        _w.Line($"/// <summary>Whether a row that does something would take '{e.Name}' now.</summary>");
        var arms = e.Arms.Where(Permits).ToList();
        if (arms.Count == 0)
        {
            _w.Line($"public bool Can{e.Name}({Declarations(e)}) => false;");
            return;
        }

        using (_w.Braces($"public bool Can{e.Name}({Declarations(e)})"))
        {
            _w.Line("if (_fsmPhase != FsmPhase.Idle)");
            _w.Line("    return false;");
            _w.Line();
            using (_w.Braces("switch (_fsmState)"))
            {
                foreach (var arm in arms)
                {
                    EmitLabels(arm);
                    using (_w.Indented())
                        EmitAnswers(e, arm);
                    _w.Line();
                }

                using (_w.Indented("default:"))
                    _w.Line("return false;");
            }
        }
    }

    private void EmitAnswers(MachineEvent e, Arm arm)
    {
        var answers = arm.Branches.Select(static branch => (branch.When, Answer: branch.Outcome == Outcome.Handled)).ToList();
        if (answers[answers.Count - 1].When is not null)
            answers.Add((null, false));

        // What is asked last need not be asked if nothing hangs on it.
        var last = answers.Count - 1;
        while (last > 0 && answers[last - 1].Answer == answers[last].Answer)
            answers.RemoveAt(--last);

        for (var i = 0; i < last - 1; i++)
        {
            _w.Line($"if ({Expression(answers[i].When!, e.Parameters)})"); // Only the last alternative may lack a guard.
            _w.Line($"    return {(answers[i].Answer ? "true" : "false")};");
        }

        // Of the last two one says yes and the other no.
        _w.Line(last == 0 ? $"return {(answers[0].Answer ? "true" : "false")};" : $"return {Expression(answers[last - 1].Answer ? answers[last - 1].When! : Opposite(answers[last - 1].When!), e.Parameters)};");
    }

    private static Condition Opposite(Condition condition) => condition is Condition.Not not ? not.Operand : new Condition.Not(condition);

    private static bool Permits(Arm arm) => arm.Branches.Any(static branch => branch.Outcome == Outcome.Handled);
}
