using FsmGen.Compiler.Model;

namespace FsmGen.Compiler.Emit;

/// <content>What is entered: SCXML's entry set, and what is complete with it.</content>
internal sealed partial class ChartEmitter
{
    private void EmitAddTargets()
    {
        _w.Line();
        using (_w.Braces("private void FsmAddTargets(int row, ref FsmEntry entry)"))
        {
            _w.Lines(
                """
                foreach (var target in FsmTargets[row])
                    FsmAddDescendants(target, ref entry);
                var domain = FsmDomainOf(row);
                if (domain < 0)
                    return;
                """);
            if (_chart.Histories.Count == 0)
            {
                _w.Line("foreach (var target in FsmTargets[row])");
                _w.Line("    FsmAddAncestors(target, domain, ref entry);");
            }
            else
            {
                _w.Lines(
                    """
                    var targets = default(FsmStates);
                    foreach (var target in FsmTargets[row])
                        FsmAddEffective(target, ref targets);
                    for (var target = targets.First(1, FsmLastState); target >= 0; target = targets.First(target + 1, FsmLastState))
                        FsmAddAncestors(target, domain, ref entry);
                    """);
            }
        }

        if (_chart.Histories.Count > 0 && _chart.Rows.All(static row => row.Domain != -2))
        {
            _w.Line();
            _w.Lines(
                """
                private void FsmAddEffective(int target, ref FsmStates targets) => targets.Add(target);
                """);
        }
    }

    private void EmitEnter()
    {
        _w.Line();
        using (_w.Braces(Runs("void", "FsmEnterAll", "FsmEntry entry")))
        {
            _w.Lines(
                """
                _fsmShown = _fsmActive;
                _fsmShown.Add(entry.States);
                var state = 0;
                """);
            using (_w.Braces("try"))
            {
                if (_chart.States[0].TargetsDo.Count > 0)
                {
                    _w.Line("if (entry.ByDefault.Has(0))");
                    _w.Line($"    {Run("FsmEnterByDefault", "0")};");
                }

                EmitEnterEach();
            }

            // An action that throws leaves the machine where it was going.
            using (_w.Braces("catch"))
            {
                using (_w.Braces("while ((state = entry.States.First(state + 1, FsmLastState)) >= 0)"))
                {
                    _w.Line("_fsmActive.Add(state);");
                    if (HasStateTimers)
                        _w.Line("FsmStartTimers(state);");
                }

                if (Ends)
                    _w.Line("_fsmHasEnded = FsmIsComplete(0);");
                _w.Line("throw;");
            }

            if (_policy.Defers)
            {
                _w.Line("if (!entry.States.IsEmpty)");
                _w.Line("    _fsmHasMoved = true;");
            }
        }

        if (_chart.States.Any(static state => state.Kind == ChartKind.Final))
            EmitFinish();
    }

    private void EmitEnterEach()
    {
        using (_w.Braces("while ((state = entry.States.First(state + 1, FsmLastState)) >= 0)"))
        {
            _w.Line("_fsmActive.Add(state);");
            if (HasStateTimers)
                _w.Line("FsmStartTimers(state);");
            _w.Line("OnEntered(FsmNames[state]);");
            _w.Line($"{Run("FsmEnter", "state")};");
            if (_chart.States.Skip(1).Any(static state => state.TargetsDo.Count > 0))
            {
                _w.Line("if (entry.ByDefault.Has(state))");
                _w.Line($"    {Run("FsmEnterByDefault", "state")};");
            }

            for (var i = 0; i < _chart.Histories.Count; i++)
            {
                if (_chart.Histories[i].TargetsDo.Count == 0)
                    continue;
                _w.Line($"if (state == {_chart.Histories[i].Parent} && entry.Histories.Has({_last + 1 + i}))");
                _w.Line($"    {Run("FsmEnterByDefault", $"{_last + 1 + i}")};");
            }

            if (_chart.States.Any(static state => state.Kind == ChartKind.Final))
            {
                _w.Line("if (FsmKind[state] == FsmFinal)");
                _w.Line("    FsmFinish(state);");
            }
        }
    }

    private void EmitFinish()
    {
        _w.Line();
        _w.Line("/// <summary>A final state was entered: those around it may be done.</summary>");
        using (_w.Braces("private void FsmFinish(int final)"))
        {
            _w.Lines(
                """
                int parent = FsmParent[final], around = parent;
                if (FsmKind[parent] != FsmParallel)
                {
                    FsmComplete(parent);
                    around = FsmParent[parent];
                }

                if (around >= 0 && FsmKind[around] == FsmParallel && FsmIsComplete(around))
                    FsmComplete(around);
                """);
        }

        _w.Line();
        using (_w.Braces("private void FsmComplete(int state)"))
        {
            if (Ends)
            {
                _w.Line("if (state == 0)");
                _w.Line("    _fsmHasEnded = true;");
            }

            if (HasCompletions)
            {
                _w.Line($"{(Ends ? "else " : "")}if (FsmCompletion[state] != 0)");
                _w.Line("    FsmRaise(FsmCompletion[state]);");
            }
        }

        _w.Line();
        _w.Lines(
            """
            private bool FsmIsComplete(int state)
            {
                if (FsmLast[state] == state)
                    return FsmKind[state] == FsmFinal && _fsmActive.Has(state);
                var isParallel = FsmKind[state] == FsmParallel;
                for (var child = state + 1; child <= FsmLast[state]; child = FsmLast[child] + 1)
                {
                    var isComplete = isParallel ? FsmIsComplete(child) : FsmKind[child] == FsmFinal && _fsmActive.Has(child);
                    if (isComplete != isParallel)
                        return isComplete;
                }

                return isParallel;
            }
            """);
    }

    private void EmitAdd()
    {
        _w.Line();
        using (_w.Braces("private void FsmAddDescendants(int state, ref FsmEntry entry)"))
        {
            if (_chart.Histories.Count > 0)
            {
                using (_w.Braces("if (state > FsmLastState)"))
                {
                    _w.Lines(
                        """
                        var remembered = FsmRemembered(state);
                        if (remembered.IsEmpty)
                            FsmAddDefault(state, ref entry);
                        for (var target = remembered.First(1, FsmLastState); target >= 0; target = remembered.First(target + 1, FsmLastState))
                            FsmAddDescendants(target, ref entry);
                        for (var target = remembered.First(1, FsmLastState); target >= 0; target = remembered.First(target + 1, FsmLastState))
                            FsmAddAncestors(target, FsmParent[state], ref entry);
                        return;
                        """);
                }

                _w.Line();
            }

            _w.Line("entry.States.Add(state);");
            _w.Line("FsmAddNested(state, ref entry);");
        }

        if (_chart.Histories.Count > 0)
        {
            _w.Line();
            using (_w.Braces("private void FsmAddDefault(int history, ref FsmEntry entry)"))
            {
                _w.Lines(
                    """
                    for (var other = FsmLastState + 1; other < FsmParent.Length; other++)
                    {
                        if (FsmParent[other] == FsmParent[history])
                            entry.Histories.Remove(other);
                    }

                    entry.Histories.Add(history);
                    foreach (var target in FsmDefault[history])
                        FsmAddDescendants(target, ref entry);
                    foreach (var target in FsmDefault[history])
                        FsmAddAncestors(target, FsmParent[history], ref entry);
                    """);
            }
        }

        _w.Line();
        _w.Lines(
            """
            /// <summary>What a state is entered with: its regions that nothing leads into, or its initial states.</summary>
            private void FsmAddNested(int state, ref FsmEntry entry)
            {
                if (FsmKind[state] == FsmParallel)
                    FsmAddRegions(state, ref entry);
                else if (FsmKind[state] == FsmCompound)
                {
                    entry.ByDefault.Add(state);
                    foreach (var target in FsmDefault[state])
                        FsmAddDescendants(target, ref entry);
                    foreach (var target in FsmDefault[state])
                        FsmAddAncestors(target, state, ref entry);
                }
            }

            private void FsmAddRegions(int state, ref FsmEntry entry)
            {
                for (var region = state + 1; region <= FsmLast[state]; region = FsmLast[region] + 1)
                {
                    if (entry.States.First(region, FsmLast[region]) < 0)
                        FsmAddDescendants(region, ref entry);
                }
            }

            private void FsmAddAncestors(int state, int domain, ref FsmEntry entry)
            {
                for (int ancestor = FsmParent[state]; ancestor >= 0 && ancestor != domain; ancestor = FsmParent[ancestor])
                {
                    entry.States.Add(ancestor);
                    if (FsmKind[ancestor] == FsmParallel)
                        FsmAddRegions(ancestor, ref entry);
                }

                if (FsmKind[domain] == FsmParallel)
                    FsmAddRegions(domain, ref entry);
            }
            """);
    }
}
