using FsmGen.Compiler.Model;

namespace FsmGen.Compiler.Emit;

/// <content>Where the machine is, and what may be fired now.</content>
internal sealed partial class ChartEmitter
{
    private void EmitStates()
    {
        var root = _chart.States[0];
        if (root.Kind != ChartKind.Parallel)
        {
            _w.Line();
            _w.Line($"/// <summary>The active state{(HasRegions ? ": of one with regions, that one" : "")}. Before <see cref=\"Start{(Async ? "Async" : "")}\"/> it is the initial one.</summary>");
            _w.Line($"public {_state} State => FsmPlaceIn(_fsmShown);");
            _w.Line();
            using (_w.Braces($"private static {_state} FsmPlaceIn(FsmStates active)"))
                EmitPlace("active", 0, Qualify(_chart.States[Initial(0)].Name));
        }

        for (var i = 1; i <= _last; i++)
        {
            if (_chart.States[_chart.States[i].Parent].Kind != ChartKind.Parallel || _chart.States[i].Kind is not ChartKind.Compound)
                continue;
            _w.Line();
            XmlDoc.Write(_w, new Documentation($"The active state in the region '{_chart.States[i].Name}'; null while it is not active.", null), "");
            using (_w.Braces($"public {_state}? {Binding.Names.MemberOfRegion(_chart.States[i].Name)}"))
            using (_w.Braces("get"))
                EmitPlace("_fsmShown", i, "null");
        }

        _w.Line();
        _w.Line("/// <summary>Whether a state is active.</summary>");
        using (_w.Braces($"public bool IsIn({_state} state)"))
        using (_w.Braces("switch (state)"))
        {
            for (var i = 1; i <= _last; i++)
            {
                if (_chart.States[i].Kind == ChartKind.Compound)
                    continue;
                _w.Line($"case {Qualify(_chart.States[i].Name)}:");
                _w.Line($"    return _fsmShown.Has({i});");
            }

            _w.Line("default:");
            _w.Line("    throw new global::System.ArgumentOutOfRangeException(nameof(state));");
        }
    }

    /// <summary>The place that a state is entered at first, as <c>State</c> knows it.</summary>
    private int Initial(int state)
    {
        while (_chart.States[state] is { Kind: ChartKind.Compound, Targets: { Count: > 0 } targets })
        {
            // A history that remembers nothing leads on; several targets lie in regions of one of those around them.
            var next = targets[0];
            for (var hops = 0; next > _last && hops < _chart.Histories.Count; hops++)
                next = _chart.Histories[next - _last - 1].Targets[0];
            for (var above = next; above > state; above = _chart.States[above].Parent)
            {
                if (_chart.States[above].Kind == ChartKind.Parallel)
                    next = above;
            }

            state = next;
        }

        return state;
    }

    private void EmitPlace(string active, int component, string otherwise)
    {
        foreach (var place in Places(component))
        {
            _w.Line($"if ({active}.Has({place}))");
            _w.Line($"    return {Qualify(_chart.States[place].Name)};");
        }

        _w.Line($"return {otherwise};");
    }

    /// <summary>The leaves below a state, and instead of what lies in regions the state that holds them.</summary>
    private IEnumerable<int> Places(int component)
    {
        for (var i = component + 1; i <= _chart.States[component].Last; i++)
        {
            if (_chart.States[i].Kind == ChartKind.Compound)
                continue;
            yield return i;
            i = _chart.States[i].Last;
        }
    }

    private void EmitQueries()
    {
        _w.Line();
        _w.Lines(
            """
            /// <summary>Whether a row that does something would take the event now.</summary>
            /// <remarks>Of an event that carries parameters: whether an active state has such a row, whatever its guard.</remarks>
            """);
        _w.Line($"public bool CanFire({_event} trigger) => {(_machine.Events.Count == 0 ? "false;" : "_fsmPhase == FsmPhase.Idle && trigger switch")}");
        if (_machine.Events.Count > 0)
        {
            _w.Line("{");
            foreach (var e in _machine.Events)
                _w.Line($"    {_event}.{e.Name} => {(e.Parameters.Count == 0 ? $"Can{e.Name}()" : $"FsmMay({Number(e.Name)})")},");
            _w.Line("    _ => throw new global::System.ArgumentOutOfRangeException(nameof(trigger)),");
            _w.Line("};");
        }

        EmitPermitted();
        foreach (var e in _machine.Events)
            EmitCan(e);
        if (_machine.Events.Count > 0)
            EmitMay();
    }

    private void EmitPermitted()
    {
        _w.Line();
        _w.Verbatim("#if NETCOREAPP2_1_OR_GREATER || NETSTANDARD2_1_OR_GREATER");
        _w.Lines(
            """
            /// <summary>Writes the events for which an active state has a row that does something, whatever its guard.</summary>
            /// <returns>How many there are; what has no room in <paramref name="destination"/> is left out.</returns>
            """);
        using (_w.Braces($"public int GetPermittedEvents(global::System.Span<{_event}> destination)"))
        {
            _w.Line("var count = 0;");
            _w.Line("if (_fsmPhase != FsmPhase.Idle)");
            _w.Line("    return 0;");
            foreach (var e in _machine.Events)
            {
                using (_w.Braces($"if (FsmMay({Number(e.Name)}))"))
                {
                    _w.Line("if (count < destination.Length)");
                    _w.Line($"    destination[count] = {_event}.{e.Name};");
                    _w.Line("count++;");
                }
            }

            _w.Line("return count;");
        }

        _w.Verbatim("#endif");
    }

    private void EmitCan(MachineEvent e)
    {
        _w.Line();
        _w.Line($"/// <summary>Whether a row that does something would take '{e.Name}' now.</summary>");
        using (_w.Braces($"public bool Can{e.Name}({string.Join(", ", e.Parameters.Select(static parameter => parameter.Declaration))})"))
        {
            _w.Line("if (_fsmPhase != FsmPhase.Idle)");
            _w.Line("    return false;");
            _w.Line("var fsmRows = default(FsmRows);");
            if (HasPayload)
                _w.Line($"var fsmPayload = {NewPayload(e.Parameters)};");
            _w.Line($"return {Asks("FsmSelect", $"{Number(e.Name)}, ref fsmRows", "fsmPayload")} == FireResult.Handled;");
        }
    }

    private void EmitMay()
    {
        _w.Line();
        using (_w.Braces("private bool FsmMay(int trigger)"))
        {
            var cases = Enumerable.Range(1, _chart.Events.Count).Where(number => _chart.Events[number - 1].IsExternal)
                .Select(number => (Number: number, States: Permitting(_chart.Events[number - 1]))).Where(static one => one.States.Count > 0).ToList();
            if (cases.Count > 0)
            {
                using (_w.Braces("for (var state = _fsmActive.First(1, FsmLastState); state >= 0; state = _fsmActive.First(state + 1, FsmLastState))"))
                using (_w.Braces("switch (trigger)"))
                {
                    foreach (var (number, states) in cases)
                    {
                        _w.Line($"case {number}:");
                        _w.Line($"    if (state is {string.Join(" or ", states)})");
                        _w.Line("        return true;");
                        _w.Line("    break;");
                    }
                }
            }

            _w.Line("return false;");
        }
    }

    /// <summary>The states whose rows do something; or, where a state in one of them may say that nothing is done, the leaves that come to such a row.</summary>
    private List<int> Permitting(ChartEvent e)
    {
        var permitting = e.Answers.Where(static answers => answers.Alternatives.Any(static answer => answer.Outcome == Outcome.Handled)).Select(static answers => answers.State).ToList();
        var isHidden = e.Answers.Any(answers => answers.Alternatives.Any(static answer => answer.When is null && answer.Outcome != Outcome.Handled) && permitting.Exists(state => state < answers.State && answers.State <= _chart.States[state].Last));
        return isHidden ? [.. ByLeaves(e).Where(static one => one.Asked.Any(static answer => answer.Outcome == Outcome.Handled)).Select(static one => one.Leaf)] : permitting;
    }

    /// <summary>By leaves: what is asked in it for an event.</summary>
    private IEnumerable<(int Leaf, IEnumerable<ChartAnswer> Asked)> ByLeaves(ChartEvent e)
    {
        var answers = e.Answers.ToDictionary(static answers => answers.State);
        return Enumerable.Range(1, _last).Where(leaf => _chart.States[leaf].Last == leaf).Select(leaf => (leaf, Asked(answers, leaf)));
    }

    /// <summary>What a leaf and the states around it have for an event, in the order in which it is asked, up to what is always taken.</summary>
    private IEnumerable<ChartAnswer> Asked(Dictionary<int, ChartAnswers> answers, int leaf)
    {
        for (var state = leaf; state > 0; state = _chart.States[state].Parent)
        {
            if (!answers.TryGetValue(state, out var some))
                continue;
            foreach (var answer in some.Alternatives)
            {
                yield return answer;
                if (answer.When is null)
                    yield break;
            }
        }
    }

    private int Number(string trigger)
    {
        var number = 1;
        while (_chart.Events[number - 1].Name != trigger)
            number++;
        return number;
    }
}
