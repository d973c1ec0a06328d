namespace FsmGen.Compiler.Emit;

/// <content>Timers: nodes of a wheel that the host gives.</content>
internal sealed partial class ChartEmitter
{
    private void EmitTimers()
    {
        if (!HasTimers)
            return;
        _w.Line();
        _w.Line("private global::FsmGen.Runtime.Timers.TimerWheel? _fsmWheel;");
        if (_machine.Snapshot is not null)
            _w.Line("private long _fsmStarted;");
        for (var i = 0; i < _chart.Timers.Count; i++)
            _w.Line($"private FsmTimer? _fsmTimer{i}; // {_chart.Timers[i].Name}");
        _w.Line();
        _w.Line("/// <summary>The wheel on which the timers run; set it before the start.</summary>");
        using (_w.Braces("public global::FsmGen.Runtime.Timers.TimerWheel? Timers"))
        {
            _w.Line("get => _fsmWheel;");
            using (_w.Braces("set"))
            {
                _w.Line("if (_fsmPhase != FsmPhase.NotStarted)");
                _w.Line("    throw new global::System.InvalidOperationException(\"The machine was started.\");");
                for (var i = 0; i < _chart.Timers.Count; i++)
                    _w.Line($"_fsmTimer{i} ??= new FsmTimer(this, {_chart.Timers[i].Event});");
                _w.Line("_fsmWheel = value;");
            }
        }

        for (var i = 0; i < _chart.Timers.Count; i++)
        {
            var timer = _chart.Timers[i];
            var duration = timer.Ticks is { } ticks ? $"new global::System.TimeSpan({ticks}L)" : $"FsmDuration{i}()";
            _w.Line();
            if (_machine.Snapshot is null)
                _w.Line($"private void FsmStart{i}() => _fsmWheel!.ScheduleAfter(_fsmTimer{i}!, {duration}); // {timer.Name}");
            else
            {
                using (_w.Braces($"private void FsmStart{i}() // {timer.Name}"))
                {
                    _w.Line($"_fsmTimer{i}!.Started = ++_fsmStarted;");
                    _w.Line($"_fsmWheel!.ScheduleAfter(_fsmTimer{i}!, {duration});");
                }
            }

            if (timer.Code is not { } code)
                continue;
            _w.Line();
            _w.Line($"private global::System.TimeSpan FsmDuration{i}() =>");
            _emitFragment(code);
            _w.Line("    ;");
        }

        if (HasStateTimers)
        {
            EmitStateTimers("FsmStartTimers", static timer => $"FsmStart{timer}();");
            EmitStateTimers("FsmStopTimers", static timer => $"_fsmWheel!.Cancel(_fsmTimer{timer}!);");
        }

        EmitExpiry();
    }

    private void EmitStateTimers(string name, Func<int, string> emit)
    {
        _w.Line();
        using (_w.Braces($"private void {name}(int state)"))
        using (_w.Braces("switch (state)"))
        {
            for (var i = 1; i <= _last; i++)
            {
                if (_chart.States[i].Timers.Count == 0)
                    continue;
                using (_w.Indented($"case {i}: // {_chart.States[i].Name}"))
                {
                    foreach (var timer in _chart.States[i].Timers)
                        _w.Line(emit(timer));
                    _w.Line("break;");
                }
            }
        }
    }

    private void EmitExpiry()
    {
        _w.Line();
        using (_w.Braces("private FireResult FsmExpire(FsmTimer timer, int trigger)"))
        {
            if (_policy.IsChecked)
                _phase.WriteBegin(first: "FsmPostpone(timer)");
            else
                EmitBegin("Idle", null, "FsmPostpone(timer)");
            if (HasPayload)
                _w.Line("var fsmPayload = default(FsmPayload);");
            if (HasInbox)
                _w.Line("FireResult fsmResult;");
            using (_w.Braces("try"))
                _w.Line($"{(HasInbox ? "fsmResult =" : "return")} {Run("FsmStep", "trigger")};");
            EmitLeave();
            EmitDrained("fsmResult");
        }

        _w.Line();
        _w.Line("/// <summary>Somebody moves the clock while a step runs: the timer waits for the next time, and is not lost.</summary>");
        using (_w.Braces("private FireResult FsmPostpone(FsmTimer timer)"))
        {
            _w.Line("_fsmWheel!.Schedule(timer, _fsmWheel.Horizon);");
            _w.Line("return FireResult.Reentrant;");
        }

        _w.Line();
        using (_w.Braces("private sealed class FsmTimer : global::FsmGen.Runtime.Timers.TimerNode"))
        {
            if (_machine.Snapshot is not null)
                _w.Line("public long Started;");
            _w.Lines(
                $$"""
                private readonly {{_machine.Name}} _machine;
                private readonly int _trigger;

                public FsmTimer({{_machine.Name}} machine, int trigger)
                {
                    _machine = machine;
                    _trigger = trigger;
                }

                protected override void OnExpired() => _machine.FsmExpire(this, _trigger);
                """);
        }
    }
}
