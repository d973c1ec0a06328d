namespace FsmGen.Compiler.Emit;

/// <content>What rows leave: their domains, and SCXML's exit set.</content>
internal sealed partial class ChartEmitter
{
    private void EmitMoves()
    {
        if (Moves)
        {
            EmitDomain();
            EmitExit();
            EmitAddTargets();
        }

        EmitEnter();
        EmitAdd();
    }

    private void EmitDomain()
    {
        var isDynamic = _chart.Rows.Any(static row => row.Domain == -2);
        _w.Line();
        _w.Line("/// <summary>The state within which a row leaves and enters; -1 if it does neither.</summary>");
        if (!isDynamic)
        {
            _w.Line("private static int FsmDomainOf(int row) => FsmDomain[row];");
            return;
        }

        _w.Lines(
            """
            private int FsmDomainOf(int row)
            {
                if (FsmDomain[row] != -2)
                    return FsmDomain[row];

                // What a history stands for changes.
                var targets = default(FsmStates);
                foreach (var target in FsmTargets[row])
                    FsmAddEffective(target, ref targets);
                int first = targets.First(0, FsmLastState), last = targets.Last(0, FsmLastState), domain = FsmSource[row];
                if (FsmStays[row] && FsmKind[domain] == FsmCompound && first > domain && last <= FsmLast[domain])
                    return domain;
                do
                    domain = FsmParent[domain];
                while (domain > 0 && !(FsmKind[domain] == FsmCompound && first > domain && last <= FsmLast[domain]));

                return domain;
            }

            private void FsmAddEffective(int target, ref FsmStates targets)
            {
                if (target <= FsmLastState)
                    targets.Add(target);
                else if (!FsmRemembered(target).IsEmpty)
                    targets.Add(FsmRemembered(target));
                else
                {
                    foreach (var next in FsmDefault[target])
                        FsmAddEffective(next, ref targets);
                }
            }
            """);
    }

    private void EmitExit()
    {
        _w.Line();
        using (_w.Braces("private FsmStates FsmExits(FsmRows rows)"))
        {
            _w.Lines(
                """
                var exits = default(FsmStates);
                for (var i = 0; i < rows.Count; i++)
                {
                    var domain = FsmDomainOf(rows[i]);
                    if (domain < 0)
                        continue;
                    for (var state = _fsmActive.First(domain + 1, FsmLast[domain]); state >= 0; state = _fsmActive.First(state + 1, FsmLast[domain]))
                        exits.Add(state);
                }

                return exits;
                """);
        }

        _w.Line();
        using (_w.Braces(Runs("void", "FsmExitAll", "FsmStates exits")))
        {
            using (_w.Braces("for (var state = exits.Last(1, FsmLastState); state >= 0; state = exits.Last(1, state - 1))"))
            {
                _w.Line($"{Run("FsmExit", "state")};");
                _w.Line("_fsmActive.Remove(state);");
                _w.Line("OnExited(FsmNames[state]);");
            }
        }

        if (_chart.Histories.Count == 0)
            return;
        _w.Line();
        _w.Lines(
            """
            private FsmStates FsmRemember(FsmStates active, int parent, bool isDeep)
            {
                var remembered = default(FsmStates);
                for (var state = active.First(parent + 1, FsmLast[parent]); state >= 0; state = active.First(state + 1, FsmLast[parent]))
                {
                    if (isDeep ? FsmLast[state] == state : FsmParent[state] == parent)
                        remembered.Add(state);
                }

                return remembered;
            }

            """);
        using (_w.Braces("private FsmStates FsmRemembered(int history)"))
        using (_w.Braces("switch (history)"))
        {
            for (var i = 0; i < _chart.Histories.Count; i++)
            {
                _w.Line(i == _chart.Histories.Count - 1 ? "default:" : $"case {_last + 1 + i}:");
                _w.Line($"    return _fsmHistory{i};");
            }
        }
    }
}
