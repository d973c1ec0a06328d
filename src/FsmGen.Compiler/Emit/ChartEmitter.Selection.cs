using FsmGen.Compiler.Model;

namespace FsmGen.Compiler.Emit;

/// <content>Which rows an event takes.</content>
internal sealed partial class ChartEmitter
{
    private void EmitSelection()
    {
        _w.Line();
        _w.Line("/// <summary>The rows that an event takes, in the order of the leaves that choose them: inner states before outer ones.</summary>");
        using (_w.Braces($"private FireResult FsmSelect({Join("int trigger, ref FsmRows rows", HasPayload ? "in FsmPayload fsmPayload" : "")})"))
        {
            _w.Line("var words = 0;");
            using (_w.Braces("for (var leaf = _fsmActive.First(1, FsmLastState); leaf >= 0; leaf = _fsmActive.First(leaf + 1, FsmLastState))"))
            {
                _w.Line("if (FsmLast[leaf] != leaf)");
                _w.Line("    continue;");
                using (_w.Braces("for (int state = leaf; state > 0; state = FsmParent[state])"))
                {
                    _w.Line($"var row = {Asks("FsmChoose", "trigger, state")};");
                    _w.Line("if (row == -1)");
                    _w.Line("    continue;");
                    _w.Line("if (row < 0)");
                    _w.Line("    words |= 1 << -row;");
                    _w.Line("else if (!rows.Contains(row))");
                    _w.Line("    rows.Add(row);");
                    _w.Line("break;");
                }
            }

            _w.Line();
            _w.Line($"if ((words & {1 << 5}) != 0)");
            _w.Line("    return FsmNever;");
            using (_w.Braces("if (rows.Count > 0)"))
            {
                if (HasConflicts)
                {
                    _w.Line("if (rows.Count > 1)");
                    _w.Line("    FsmResolve(ref rows);");
                }

                _w.Line("return FireResult.Handled;");
            }

            _w.Line();
            if (_policy.Defers)
            {
                _w.Line($"if ((words & {1 << 4}) != 0)");
                _w.Line("    return FireResult.Deferred;");
            }

            _w.Line($"if ((words & {1 << 3}) != 0)");
            _w.Line("    return FireResult.Rejected;");
            _w.Line(_policy.IgnoresUnhandled ? "return FireResult.Ignored;" : $"return (words & {1 << 2}) != 0 ? FireResult.Ignored : FireResult.Unhandled;");
        }

        EmitChoose();
        if (HasConflicts)
            EmitResolve();
    }

    private void EmitResolve()
    {
        _w.Line();
        _w.Lines(
            """
            /// <summary>Of two rows that leave a common state, keeps the one of the inner state; otherwise the one that was chosen first.</summary>
            private void FsmResolve(ref FsmRows rows)
            {
                var kept = default(FsmRows);
                for (var i = 0; i < rows.Count; i++)
                {
                    var (row, rest, isLost) = (rows[i], default(FsmRows), false);
                    for (var j = 0; j < kept.Count && !isLost; j++)
                    {
                        if (!FsmConflict(row, kept[j]))
                            rest.Add(kept[j]);
                        else
                            isLost = FsmSource[row] <= FsmSource[kept[j]] || FsmSource[row] > FsmLast[FsmSource[kept[j]]];
                    }

                    if (isLost)
                        continue;
                    rest.Add(row);
                    kept = rest;
                }

                rows = kept;
            }

            private bool FsmConflict(int row, int other)
            {
                var (domain, otherDomain) = (FsmDomainOf(row), FsmDomainOf(other));
                return domain >= 0 && otherDomain >= 0
                    && (domain <= otherDomain ? otherDomain <= FsmLast[domain] : domain <= FsmLast[otherDomain]);
            }
            """);
    }

    private void EmitChoose()
    {
        var asked = Enumerable.Range(1, _chart.Events.Count).Where(number => _chart.Events[number - 1].Answers.Count > 0).ToList();
        EmitSwitch("int", "FsmChoose", "int trigger, int state", "trigger, state", runs: false,
            [.. asked.Select(number => (number, _chart.Events[number - 1].Name, (Action)(() => _w.Line($"return {Asks(Choose(number), "state")};"))))], "-1");
        if (asked.Count == 0)
            _w.Line($"private static int FsmChoose({Join("int trigger, int state", HasPayload ? "in FsmPayload fsmPayload" : "")}) => -1;");
        foreach (var number in asked)
        {
            EmitSwitch("int", Choose(number), "int state", "state", runs: false,
                [.. _chart.Events[number - 1].Answers.Select(answers => (answers.State, _chart.States[answers.State].Name, (Action)(() => EmitAnswers(answers))))], "-1");
        }
    }

    private void EmitAnswers(ChartAnswers answers)
    {
        foreach (var answer in answers.Alternatives)
        {
            XmlDoc.WriteComment(_w, answer.Reference);
            var code = answer.Outcome switch { Outcome.Handled => answer.Row, Outcome.Ignored => -2, Outcome.Rejected => -3, Outcome.Deferred => -4, _ => -5 };
            if (answer.When is null)
                _w.Line($"return {code};");
            else
            {
                _w.Line($"if ({Expression(answer.When)})");
                _w.Line($"    return {code};");
            }
        }

        if (answers.Alternatives[answers.Alternatives.Count - 1].When is not null)
            _w.Line("return -1;");
    }
}
