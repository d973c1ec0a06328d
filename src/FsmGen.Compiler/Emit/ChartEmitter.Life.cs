using FsmGen.Compiler.Model;

namespace FsmGen.Compiler.Emit;

/// <content>The life of a machine: its fields, its start, and its events.</content>
internal sealed partial class ChartEmitter
{
    private void EmitLife()
    {
        _w.Lines("private FsmStates _fsmActive;\nprivate FsmStates _fsmShown; // What queries see: within a step all that was active, then all that is entered.");
        for (var i = 0; i < _chart.Histories.Count; i++)
            _w.Line($"private FsmStates _fsmHistory{i}; // {_chart.Histories[i].Name}");
        if (HasRaises)
            _w.Line("private ulong _fsmRaised;");
        if (_policy.Defers)
            _w.Line("private bool _fsmHasMoved;");
        if (Ends)
            _w.Line("private bool _fsmHasEnded;");
        _phase.WriteField();
        _w.Line();
        EmitOutcomes();
        _w.Line();
        _phase.WriteType();
        EmitStart();
    }

    private List<(string Name, string Summary)> Outcomes()
    {
        var outcomes = MachineEmitter.FireResults.ToList();
        if (_policy.Defers)
            outcomes.Add(("Deferred", "The event is kept, and offered again after the next change of state."));
        if (HasInbox)
            outcomes.Add(("Queued", "The event came while another was being taken, and is taken after it."));
        if (Stores)
            outcomes.Add(("QueueFull", $"The event would have to wait, and {_policy.Capacity} wait already; nothing happened."));
        return outcomes;
    }

    private void EmitOutcomes()
    {
        var outcomes = Outcomes();
        _w.Line("/// <summary>What became of an event.</summary>");
        using (_w.Braces("public enum FireResult : byte"))
        {
            foreach (var (name, summary) in outcomes)
            {
                if (name != outcomes[0].Name)
                    _w.Line();
                _w.Line($"/// <summary>{summary}</summary>");
                _w.Line($"{name},");
            }
        }
    }

    private void EmitStart()
    {
        _w.Line();
        _w.Lines(
            """
            /// <summary>Enters the initial states.</summary>
            /// <returns><see cref="FireResult.Handled"/> or, if the machine was started before, <see cref="FireResult.Rejected"/>.</returns>
            """);
        if (HasTimers)
            _w.Line("/// <exception cref=\"global::System.InvalidOperationException\"><see cref=\"Timers\"/> is not set.</exception>");
        using (_w.Braces(Public("Start", "")))
        {
            if (HasTimers)
            {
                _w.Line("if (_fsmWheel is null)");
                _w.Line("    throw new global::System.InvalidOperationException(\"The machine has timers: set 'Timers' before 'Start()'.\");");
            }

            if (Async)
                _w.Line("cancellation.ThrowIfCancellationRequested();");
            EmitBegin("NotStarted", "FireResult.Rejected", null);
            if (HasPayload)
                _w.Line("var fsmPayload = default(FsmPayload);");
            _w.Line("var entry = default(FsmEntry);");
            _w.Line("FsmAddNested(0, ref entry);");
            _telemetry.EmitBegin($"\"{_machine.Name}.Start\"");
            using (_w.Braces("try"))
            {
                _w.Line($"{Run("FsmEnterAll", "entry")};");
                _w.Line($"{Run("FsmComplete")};");
                if (_telemetry.IsOn)
                    _w.Line("fsmResult = FireResult.Handled;");
                if (!HasInbox)
                    _w.Line("return FireResult.Handled;");
            }

            EmitLeave(_telemetry.IsOn ? "\"Start\"" : null);
            EmitDrained("FireResult.Handled");
        }
    }

    /// <summary>Begins a step. <paramref name="inside"/>: what is returned to a call from within one, if it is not refused.</summary>
    private void EmitBegin(string from, string? refusal, string? inside)
    {
        using (_policy.IsSerialized ? _w.Braces("lock (_fsmInbox)") : default)
        {
            if (inside is not null)
            {
                _w.Line($"if ({_phase.IsInside})");
                _w.Line($"    return {inside};");
            }

            _phase.WriteBegin(from, refusal);
        }
    }

    /// <summary>
    /// Ends a step after its <c>try</c>. Where events wait, <c>FsmDrain</c> takes them and ends it, in the end: from then on it may be that of another
    /// thread.
    /// </summary>
    private void EmitLeave(string? told = null)
    {
        if (HasInbox)
        {
            using (_w.Braces("catch (global::System.Exception fsmThrown)"))
                _w.Lines($"{Drain("fsmThrown")};\nthrow;");
        }

        if (HasInbox && told is null)
            return;
        using (_w.Braces("finally"))
        {
            if (!HasInbox)
                _w.Line("EndStep();");
            if (told is not null)
                _telemetry.EmitEnd(told);
        }
    }

    /// <summary>What follows on a step that has not thrown, where events wait.</summary>
    private void EmitDrained(string result)
    {
        if (!HasInbox)
            return;
        _w.Line();
        _w.Lines($"{Drain("null")};\nreturn {result};");
    }

    private string Drain(string thrown) => Async ? $"await FsmDrain({thrown}).ConfigureAwait(false)" : $"FsmDrain({thrown})";

    /// <summary>The head of a method that anybody may call.</summary>
    private string Public(string name, string parameters) => Async
        ? $"public async global::System.Threading.Tasks.ValueTask<FireResult> {name}Async({Join(parameters, $"{Token("cancellation")} = default")})"
        : $"public FireResult {name}({parameters})";

    /// <summary>A call of a method that runs actions, and takes no payload.</summary>
    private string RunBare(string name) => Async ? $"await {name}(cancellation).ConfigureAwait(false)" : $"{name}()";

    private void EmitEvent(ChartEvent e, int number)
    {
        _w.Line();
        XmlDoc.Write(_w, e.Docs, $"Fires '{e.Name}'.");
        using (_w.Braces(Public(e.Name, string.Join(", ", e.Parameters.Select(parameter => Async ? $"{parameter.Type} {parameter.Name}" : parameter.Declaration)))))
            EmitFire(e, number);
    }

    private void EmitFire(ChartEvent e, int number)
    {
        var stored = $"new FsmStored {{ {string.Join(", ", e.Parameters.Select(static parameter => $"{parameter.Name} = {parameter.Name}").Prepend($"FsmTrigger = {number}{(Async && HasInbox ? ", FsmCancellation = cancellation" : "")}"))} }}";
        if (Async)
            _w.Line("cancellation.ThrowIfCancellationRequested();");
        EmitBegin("Idle", null, HasInbox ? $"FsmWait({stored})" : null);
        if (HasPayload)
            _w.Line($"var fsmPayload = {NewPayload(e.Parameters)};");
        if (HasInbox)
            _w.Line("FireResult fsmResult;");
        using (_w.Braces("try"))
            _w.Line($"{(HasInbox ? "fsmResult =" : "return")} {Run("FsmStep", $"{number}")};");
        EmitLeave();
        EmitDrained("fsmResult");
    }

    private void EmitByValue()
    {
        _w.Line();
        _w.Lines(
            """
            /// <summary>Fires an event that carries no parameters.</summary>
            /// <exception cref="global::System.ArgumentException">The event carries parameters: call its method.</exception>
            """);
        var head = Async
            ? $"public global::System.Threading.Tasks.ValueTask<FireResult> FireAsync({_event} trigger, {Token("cancellation")} = default) => trigger switch"
            : $"public FireResult Fire({_event} trigger) => trigger switch";
        _w.Line(head);
        _w.Line("{");
        foreach (var e in _machine.Events)
        {
            var call = Async ? $"{e.Name}Async(cancellation)" : $"{(e.Name == "trigger" ? "this.trigger" : e.Name)}()";
            _w.Line(e.Parameters.Count == 0
                ? $"    {_event}.{e.Name} => {call},"
                : $"    {_event}.{e.Name} => throw new global::System.ArgumentException(\"'{e.Name}' carries parameters: call {e.Name}{(Async ? "Async" : "")}({string.Join(", ", e.Parameters.Select(static p => p.Name))}).\", nameof(trigger)),");
        }

        _w.Line("    _ => throw new global::System.ArgumentOutOfRangeException(nameof(trigger)),");
        _w.Line("};");
        if (!Async && _machine.Events.Any(static e => e.Parameters.Count == 0))
            MachineEmitter.WriteBulk(_w, _event, () => MachineEmitter.WriteBulkCalls(_w, maySayMore: HasInbox || _policy.IsChecked));
    }
}
