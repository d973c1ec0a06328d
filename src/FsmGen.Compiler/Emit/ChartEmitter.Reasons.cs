using FsmGen.Compiler.Model;
using Microsoft.CodeAnalysis.CSharp;

namespace FsmGen.Compiler.Emit;

/// <content>Why an event would not be taken.</content>
internal sealed partial class ChartEmitter
{
    private void EmitReasons()
    {
        if (_machine.Events.Count == 0)
            return;
        _w.Line();
        _w.Lines(
            """
            /// <summary>Why no row that does something would take the event now; null if one would.</summary>
            /// <remarks>The condition that would have to hold or, where no row would do anything, a word.</remarks>
            /// <exception cref="global::System.ArgumentException">The event carries parameters: call its method.</exception>
            """);
        _w.Line($"public string? WhyNot({_event} trigger) => trigger switch");
        _w.Line("{");
        foreach (var e in _machine.Events)
        {
            _w.Line(e.Parameters.Count == 0
                ? $"    {_event}.{e.Name} => WhyNot{e.Name}(),"
                : $"    {_event}.{e.Name} => throw new global::System.ArgumentException(\"'{e.Name}' carries parameters: call WhyNot{e.Name}({string.Join(", ", e.Parameters.Select(static p => p.Name))}).\", nameof(trigger)),");
        }

        _w.Line("    _ => throw new global::System.ArgumentOutOfRangeException(nameof(trigger)),");
        _w.Line("};");
        foreach (var e in _machine.Events)
            EmitWhyNot(e);
        EmitReason();
    }

    private void EmitWhyNot(MachineEvent e)
    {
        _w.Line();
        _w.Line($"/// <summary>Why no row that does something would take '{e.Name}' now; null if one would.</summary>");
        using (_w.Braces($"public string? WhyNot{e.Name}({string.Join(", ", e.Parameters.Select(static parameter => parameter.Declaration))})"))
        {
            _w.Line("if (_fsmPhase != FsmPhase.Idle)");
            _w.Line("    return _fsmPhase == FsmPhase.NotStarted ? \"not started\" : _fsmPhase == FsmPhase.Ended ? \"ended\" : \"reentrant\";");
            _w.Line("var fsmRows = default(FsmRows);");
            if (HasPayload)
                _w.Line($"var fsmPayload = {NewPayload(e.Parameters)};");
            _w.Line($"var fsmResult = {Asks("FsmSelect", $"{Number(e.Name)}, ref fsmRows", "fsmPayload")};");
            _w.Line($"return fsmResult == FireResult.Handled ? null : FsmReason({Number(e.Name)}, fsmResult);");
        }
    }

    private void EmitReason()
    {
        _w.Line();
        using (_w.Braces($"private string FsmReason(int trigger, FireResult result)"))
        {
            using (_w.Braces("for (var leaf = _fsmActive.First(1, FsmLastState); leaf >= 0 && result != FsmNever; leaf = _fsmActive.First(leaf + 1, FsmLastState))"))
            {
                _w.Line("if (FsmConditions(trigger, leaf) is { } conditions)");
                _w.Line("    return conditions;");
            }

            _w.Line();
            _w.Line($"return result switch {{ FireResult.Ignored => \"ignored\", FireResult.Rejected => \"rejected\", FsmNever => \"never\", {(_policy.Defers ? "FireResult.Deferred => \"deferred\", " : "")}_ => \"unhandled\" }};");
        }

        EmitConditions();
    }

    /// <summary>By leaves: what would have to hold so that a row does something. None of it holds where this is asked.</summary>
    private void EmitConditions()
    {
        var cases = Enumerable.Range(1, _chart.Events.Count).Where(number => _chart.Events[number - 1] is { IsExternal: true, Answers.Count: > 0 }).SelectMany(number => ByLeaves(_chart.Events[number - 1])
            .Select(one => (Number: number, State: one.Leaf, Text: Requirement.Of(one.Asked.Select(static answer => (answer.When, answer.Outcome))).Condition?.ToString() ?? "")))
            .Where(static one => one.Text.Length > 0).ToList();
        _w.Line();
        if (cases.Count == 0)
        {
            _w.Line("private static string? FsmConditions(int trigger, int state) => null;");
            return;
        }

        using (_w.Braces("private static string? FsmConditions(int trigger, int state)"))
        using (_w.Braces("switch (trigger)"))
        {
            foreach (var some in cases.GroupBy(static one => one.Number))
            {
                _w.Line($"case {some.Key}:");
                _w.Line($"    return state switch {{ {string.Join(", ", some.Select(static one => $"{one.State} => {SymbolDisplay.FormatLiteral(one.Text, quote: true)}"))}, _ => null }};");
            }

            _w.Line("default:");
            _w.Line("    return null;");
        }
    }
}
