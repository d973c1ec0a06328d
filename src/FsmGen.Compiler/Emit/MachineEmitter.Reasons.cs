using FsmGen.Compiler.Model;
using Microsoft.CodeAnalysis.CSharp;

namespace FsmGen.Compiler.Emit;

/// <content>Why an event would do nothing now: constant texts, in the words of the language.</content>
internal sealed partial class MachineEmitter
{
    private void EmitWhyNotByValue()
    {
        if (_machine.Events.Count == 0)
            return;
        _w.Line();
        if (!_machine.IsTable)
        {
            _w.Line("private string fsmOutOfSeason() => _fsmPhase == FsmPhase.NotStarted ? \"not started\" : _fsmPhase == FsmPhase.Ended ? \"ended\" : \"reentrant\";");
            _w.Line();
        }

        _w.Lines(
            """
            /// <summary>Why no row that does something would take the event now: null if one would.</summary>
            /// <returns>The condition that would have to hold, or one of the words unhandled, ignored, rejected, never, reentrant, ended and 'not started'.</returns>
            /// <exception cref="global::System.ArgumentException">The event carries parameters: call its method.</exception>
            """);
        EmitChoice("string?", "WhyNot", static e => $"WhyNot{e.Name}()", static e => Throw(e).Replace($"call {e.Name}(", $"call WhyNot{e.Name}("));
    }

    private void EmitWhyNot(MachineEvent e)
    {
        _w.Line($"/// <summary>Why no row that does something would take '{e.Name}' now: null if one would; see <see cref=\"WhyNot\"/>.</summary>");
        using (BracesAt(e.Parameters, $"public string? WhyNot{e.Name}({Declarations(e)})"))
        {
            _w.Lines(_machine.IsTable
                ? "if (_fsmRow == 0)\n    return \"not started\";"
                : "if (_fsmPhase != FsmPhase.Idle)\n    return fsmOutOfSeason();");
            _w.Line();
            var arms = Merge(e.Arms, static arm => (Requirement.Of(arm), Permits(arm) ? "" : string.Join(";", arm.Branches.Select(static branch => $"{branch.When}:{branch.Outcome}"))));
            if (_machine.IsTable && _ending.Count > 0)
                arms.Add(new Arm([.. _ending], []));
            if (arms.Count == 0)
                _w.Line("return \"unhandled\";");
            else
            {
                EmitBySplit(new SplitMethod("string?", $"WhyNot{e.Name}", e.Parameters, Declarations(e), Arguments(e.Parameters, raises: false), "\"unhandled\""), arms,
                    some => EmitSwitch(_current, some, "return \"unhandled\";", arm => EmitReason(e, arm)));
            }
        }

        EmitSplit();
    }

    private void EmitReason(MachineEvent e, Arm arm)
    {
        if (arm.Branches.Count == 0)
        {
            _w.Line("return \"ended\";");
            return;
        }

        var requirement = Requirement.Of(arm);
        if (!requirement.IsNever)
        {
            _w.Line(requirement.Condition is { } condition ? $"return {Expression(condition, e.Parameters)} ? null : {SymbolDisplay.FormatLiteral(condition.ToString(), quote: true)};" : "return null;");
            return;
        }

        foreach (var branch in arm.Branches)
        {
            if (branch.When is { } when)
                _w.Line($"if ({Expression(when, e.Parameters)})");
            _w.Line($"{(branch.When is null ? "" : "    ")}return \"{DefinitionEmitter.WordOf(branch.Outcome)}\";");
        }

        if (arm.Branches[arm.Branches.Count - 1].When is not null)
            _w.Line("return \"unhandled\";");
    }
}
