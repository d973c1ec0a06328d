using FsmGen.Compiler.Model;

namespace FsmGen.Compiler.Emit;

/// <content>What a step is: SCXML's main loop.</content>
internal sealed partial class ChartEmitter
{
    private const string Never = "(FireResult)255";

    private void EmitSteps()
    {
        if (_chart.Events.Any(static e => e.IsExternal) || HasTimers)
        {
            _w.Line();
            _w.Line("/// <summary>Takes one event from outside, and everything that follows from it.</summary>");
            if (_telemetry.IsOn)
            {
                using (_w.Braces(Runs("FireResult", "FsmStep", "int trigger")))
                {
                    _telemetry.EmitBegin("FsmTelemetry.Activities[trigger]");
                    using (_w.Braces("try"))
                        _w.Lines($"fsmResult = {Run("FsmUntoldStep", "trigger")};\nreturn fsmResult.Value;");
                    using (_w.Braces("finally"))
                        _telemetry.EmitEnd("FsmTriggers[trigger]");
                }

                _w.Line();
            }

            using (_w.Braces(Runs("FireResult", _telemetry.IsOn ? "FsmUntoldStep" : "FsmStep", "int trigger")))
            {
                if (!_policy.Defers)
                    _w.Line($"return {Run("FsmMacrostep", "trigger")};");
                else
                {
                    _w.Lines("_fsmHasMoved = false;");
                    _w.Line($"var result = {Run("FsmMacrostep", "trigger")};");
                    _w.Line("if (result == FireResult.Deferred)");
                    _w.Line($"    return {Asks("FsmDefer", "trigger")};");
                    _w.Line("if (result == FireResult.Handled)");
                    _w.Line($"    {RunBare("FsmRecall")};");
                    _w.Line("return result;");
                }
            }

            _w.Line();
            using (_w.Braces(Runs("FireResult", "FsmMacrostep", "int trigger")))
            {
                _w.Line("var rows = default(FsmRows);");
                _w.Line($"var result = {Asks("FsmSelect", "trigger, ref rows")};");
                _w.Line("if (result == FsmNever)");
                _w.Line("    throw FsmBroken(trigger);");
                _w.Line("if (result != FireResult.Handled)");
                _w.Line("    return result;");
                _w.Line();
                _w.Line($"{Run("FsmMicrostep", "rows")};");
                _w.Line($"{Run("FsmComplete")};");
                _w.Line("return FireResult.Handled;");
            }
        }

        EmitComplete();
        _w.Line();
        _w.Line("/// <summary>Leaves what rows leave, does what they say, enters what they enter.</summary>");
        using (_w.Braces(Runs("void", "FsmMicrostep", "FsmRows rows")))
        {
            if (!Moves)
            {
                EmitTakeAll();
                EmitTransitions("_fsmShown");
                return;
            }

            // An action that throws leaves the machine where it was, and histories with what they remember.
            _w.Line("var before = _fsmActive;");
            _w.Line("var exits = FsmExits(rows);");
            using (_w.Braces("try"))
            {
                _w.Line($"{Run("FsmExitAll", "exits")};");
                EmitTakeAll();
            }

            using (_w.Braces("catch"))
            {
                _w.Line("_fsmActive = before;");
                _w.Line("throw;");
            }

            _w.Line();
            for (var i = 0; i < _chart.Histories.Count; i++)
            {
                var history = _chart.Histories[i];
                _w.Line($"if (exits.Has({history.Parent})) // {history.Name}");
                _w.Line($"    _fsmHistory{i} = FsmRemember(before, {history.Parent}, {(history.IsDeep ? "true" : "false")});");
            }

            if (HasStateTimers)
            {
                _w.Line("for (var state = exits.First(1, FsmLastState); state >= 0; state = exits.First(state + 1, FsmLastState))");
                _w.Line("    FsmStopTimers(state);");
            }

            _w.Lines(
                """
                var entry = default(FsmEntry);
                for (var i = 0; i < rows.Count; i++)
                    FsmAddTargets(rows[i], ref entry);
                """);
            _w.Line($"{Run("FsmEnterAll", "entry")};");
            EmitTransitions("before");
        }
    }

    /// <summary>Tells the host of each row that was taken; one without the method pays nothing.</summary>
    private void EmitTransitions(string before)
    {
        if (HasRegions)
            return;
        _w.Line("for (var i = 0; i < rows.Count; i++)");
        _w.Line($"    OnTransition(FsmPlaceIn({before}), State);");
    }

    private void EmitTakeAll()
    {
        _w.Line("for (var i = 0; i < rows.Count; i++)");
        _w.Line($"    {Run("FsmTake", "rows[i]")};");
    }

    private void EmitComplete()
    {
        _w.Line();
        _w.Line("/// <summary>Takes rows without an event, then raised events, until nothing is left to do.</summary>");
        using (_w.Braces(Runs("void", "FsmComplete")))
        {
            if (_always is null && !HasRaises)
                return;
            using (_w.Braces(Ends ? "while (!_fsmHasEnded)" : "while (true)"))
            {
                _w.Line("var rows = default(FsmRows);");
                if (_always is not null)
                {
                    _w.Line($"{Asks("FsmSelect", $"{Number(_always.Name)}, ref rows")};");
                    if (!HasRaises)
                        _w.Lines("if (rows.Count == 0)\n    break;");
                }

                if (HasRaises)
                {
                    using (_always is null ? default : _w.Braces("if (rows.Count == 0)"))
                    {
                        _w.Lines(
                            """
                            if (_fsmRaised == 0)
                                break;

                            var trigger = (byte)_fsmRaised;
                            _fsmRaised >>= 8;
                            """);
                        _w.Line($"var result = {Asks("FsmSelect", "trigger, ref rows")};");
                        _w.Line("if (result == FsmNever)");
                        _w.Line("    throw FsmBroken(trigger);");
                        if (DefersRaised)
                        {
                            _w.Line($"if (result == FireResult.Deferred && {Asks("FsmDefer", "trigger")} == FireResult.QueueFull)");
                            _w.Line($"    throw new global::System.InvalidOperationException(\"More than {_policy.Capacity} events are deferred.\");");
                        }

                        _w.Line("if (result != FireResult.Handled)");
                        _w.Line("    continue;");
                    }
                }

                _w.Line($"{Run("FsmMicrostep", "rows")};");
            }
        }
    }

    /// <summary>Whether an event that a row raises can come where a row defers it.</summary>
    private bool DefersRaised => _chart.Events.Select(static (e, index) => (Event: e, Number: index + 1))
        .Any(pair => pair.Event.Answers.Any(static answers => answers.Alternatives.Any(static answer => answer.Outcome == Outcome.Deferred))
            && AllEffects.Any(effect => effect.Kind == ChartEffectKind.Raise && effect.Id == pair.Number));
}
