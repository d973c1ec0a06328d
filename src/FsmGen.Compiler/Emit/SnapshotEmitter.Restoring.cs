using FsmGen.Compiler.Model;

namespace FsmGen.Compiler.Emit;

/// <content>How a machine becomes what it was.</content>
internal sealed partial class SnapshotEmitter
{
    private void EmitRestore()
    {
        w.Lines(
            """
            if (FsmPhaseName() is null)
                throw new global::System.InvalidOperationException("A step is under way.");
            var fsmParts = (snapshot ?? throw new global::System.ArgumentNullException(nameof(snapshot))).Split(';');
            if (fsmParts.Length != 6 || fsmParts[0].Length != 16 || !(fsmParts[1] is "NotStarted" or "Idle" or "Ended"))
                throw new global::System.FormatException("The text is no snapshot.");
            """);
        w.Line("var fsmPhase = fsmParts[1] == \"Idle\" ? FsmPhase.Idle : fsmParts[1] == \"Ended\" ? FsmPhase.Ended : FsmPhase.NotStarted;");
        w.Line($"if (fsmParts[0] != Schema{string.Concat(shape.Migrations.Select(static migration => $" && fsmParts[0] != \"{migration.Schema}\""))})");
        w.Line($"    throw new global::System.InvalidOperationException($\"The snapshot is of another version of '{machine.Name}' ({{fsmParts[0]}}, now {{Schema}}), and 'migrate' does not say how to read it.\");");
        if (!Defers)
        {
            w.Line("if (fsmParts[5].Length > 0)");
            w.Line($"    throw new global::System.InvalidOperationException(\"The snapshot holds deferred events, and '{machine.Name}' defers none.\");");
        }

        if (_chart is null)
        {
            w.Line($"{machine.Name}State fsmState;");
            w.Line($"if (!global::System.Enum.TryParse(FsmRename(fsmParts[0], fsmParts[2]), out fsmState) || fsmState.ToString() != FsmRename(fsmParts[0], fsmParts[2]))");
            w.Line("    throw FsmUnknown(fsmParts[2]);");
            w.Line("_fsmState = fsmState;");
        }
        else
            EmitRestoreChart();
        w.Line("_fsmPhase = fsmPhase;");
    }

    private void EmitRestoreChart()
    {
        w.Line("var fsmActive = FsmParse(fsmParts[0], fsmParts[2], true);");
        w.Line("if (fsmPhase != FsmPhase.NotStarted && !FsmIsWhole(0, fsmActive))");
        w.Line("    throw new global::System.InvalidOperationException(\"The snapshot does not say where every region is.\");");
        for (var i = 0; i < Histories.Count; i++)
            w.Line($"var fsmHistory{i} = default(FsmStates);");
        if (Histories.Count > 0)
        {
            using (w.Braces("foreach (var fsmItem in fsmParts[3].Split(','))"))
            {
                w.Line("var fsmSides = fsmItem.Split('=');");
                using (w.Braces("switch (FsmRename(fsmParts[0], fsmSides[0]))"))
                {
                    for (var i = 0; i < Histories.Count; i++)
                    {
                        w.Line($"case \"{Histories[i]}\":");
                        w.Line($"    fsmHistory{i} = FsmParse(fsmParts[0], fsmSides[fsmSides.Length - 1], false);");
                        w.Line("    break;");
                    }
                }
            }
        }

        if (Defers)
        {
            w.Line("var fsmDeferred = fsmParts[5].Length == 0 ? new string[0] : fsmParts[5].Split(',');");
            w.Line("if (fsmDeferred.Length > _fsmDeferred.Length)");
            w.Line("    throw new global::System.InvalidOperationException(\"More events are deferred than there is room for.\");");
            w.Line("var fsmStored = new FsmStored[fsmDeferred.Length];");
            w.Line("for (var fsmIndex = 0; fsmIndex < fsmStored.Length; fsmIndex++)");
            w.Line("    fsmStored[fsmIndex] = FsmRead(fsmParts[0], fsmDeferred[fsmIndex]);");
        }

        if (Timers.Count > 0)
            EmitRestoreTimers();
        if (Timers.Count > 0 && shape.Migrations.Count > 0)
            EmitStartTimers();
        w.Line("_fsmActive = _fsmShown = fsmActive;");
        for (var i = 0; i < Histories.Count; i++)
            w.Line($"_fsmHistory{i} = fsmHistory{i};");
        if (Defers)
        {
            w.Line("global::System.Array.Clear(_fsmDeferred, 0, _fsmDeferred.Length);");
            w.Line("fsmStored.CopyTo(_fsmDeferred, 0);");
            w.Line("_fsmDeferredCount = fsmStored.Length;");
        }

        if (_chart!.States.Any(state => state.Kind == ChartKind.Final && (state.Parent == 0 || _chart.States[0].Kind == ChartKind.Parallel)))
            w.Line("_fsmHasEnded = fsmPhase == FsmPhase.Ended;");
    }

    private void EmitRestoreTimers()
    {
        w.Line("if (_fsmWheel is null)");
        w.Line("    throw new global::System.InvalidOperationException(\"The machine has timers: set 'Timers' before 'Restore()'.\");");
        w.Line("var fsmTimers = fsmParts[4].Split(',');");
        w.Line("var fsmLeft = new long[fsmTimers.Length];");
        using (w.Braces("for (var fsmIndex = 0; fsmIndex < fsmTimers.Length - 1; fsmIndex++)"))
        {
            w.Line("if (!long.TryParse(fsmTimers[fsmIndex].Substring(fsmTimers[fsmIndex].IndexOf('=') + 1), global::System.Globalization.NumberStyles.AllowLeadingSign, global::System.Globalization.CultureInfo.InvariantCulture, out fsmLeft[fsmIndex]))");
            w.Line("    throw new global::System.FormatException(\"The text is no snapshot.\");");
        }

        for (var i = 0; i < Timers.Count; i++)
            w.Line($"_fsmWheel.Cancel(_fsmTimer{i}!);");
        using (w.Braces("for (var fsmIndex = 0; fsmIndex < fsmTimers.Length - 1; fsmIndex++)"))
        using (w.Braces("switch (FsmRenameTimer(fsmParts[0], fsmTimers[fsmIndex].Split('=')[0]))"))
        {
            for (var i = 0; i < Timers.Count; i++)
            {
                w.Line($"case \"{Timers[i].Name}\":");
                w.Line($"    _fsmTimer{i}!.Started = ++_fsmStarted;");
                w.Line($"    _fsmWheel.ScheduleAfter(_fsmTimer{i}!, new global::System.TimeSpan(global::System.Math.Max(0, fsmLeft[fsmIndex])));");
                w.Line("    break;");
            }
        }
    }

    /// <summary>A timer of a state that an older spec did not give it, or called otherwise, starts as if the state were entered now.</summary>
    private void EmitStartTimers()
    {
        using (w.Braces("if (fsmParts[0] != Schema && fsmPhase == FsmPhase.Idle)"))
        {
            for (var state = 1; state < _chart!.States.Count; state++)
            {
                foreach (var timer in _chart.States[state].Timers)
                {
                    w.Line($"if (fsmActive.Has({state}) && _fsmTimer{timer}!.Deadline is null)");
                    w.Line($"    FsmStart{timer}();");
                }
            }
        }
    }

    private void EmitRenames()
    {
        w.Line();
        w.Line("/// <summary>Where the machine is in its life; null within a step.</summary>");
        w.Line("private string? FsmPhaseName() => _fsmPhase == FsmPhase.NotStarted ? \"NotStarted\" : _fsmPhase == FsmPhase.Idle ? \"Idle\" : _fsmPhase == FsmPhase.Ended ? \"Ended\" : null;");

        // A new name says what kind of thing the old one was: states and events may have names in common.
        var states = new HashSet<string>(_chart is null ? machine.States.Select(static state => state.Name) : _chart.States.Skip(1).Select(static state => state.Name).Concat(Histories), StringComparer.Ordinal);
        var events = new HashSet<string>(machine.Events.Select(static e => e.Name), StringComparer.Ordinal);
        EmitRename("FsmRename", "state", migration => migration.Renames.Where(rename => states.Contains(rename.To)));
        if (Defers)
            EmitRename("FsmRenameEvent", "event", migration => migration.Renames.Where(rename => events.Contains(rename.To)));
        if (Timers.Count > 0)
            EmitRename("FsmRenameTimer", "timer", migration => Timers.SelectMany(timer => migration.Renames.Select(rename => RenameOf(timer.Name, rename)).OfType<Rename>()));
        w.Line();
        w.Line($"private static global::System.Exception FsmUnknown(string name) => new global::System.InvalidOperationException($\"The snapshot names '{{name}}', which '{machine.Name}' does not have.\");");
    }

    /// <summary>What a rename makes of a timer: its own name, or that of the state whose it is.</summary>
    private static Rename? RenameOf(string timer, Rename rename) =>
        timer == rename.To ? rename
        : timer.EndsWith($" in {rename.To}", StringComparison.Ordinal) ? new Rename(timer.Substring(0, timer.Length - rename.To.Length) + rename.From, timer)
        : null;

    private void EmitRename(string method, string kind, Func<Migration, IEnumerable<Rename>> select)
    {
        w.Line();
        w.Line($"/// <summary>What a name that an older spec had for {(kind == "event" ? "an" : "a")} {kind} has become.</summary>");
        using (w.Braces($"private static string {method}(string schema, string name)"))
        {
            foreach (var migration in shape.Migrations)
            {
                var renames = select(migration).ToList();
                if (renames.Count == 0)
                    continue;
                using (w.Braces($"if (schema == \"{migration.Schema}\")"))
                using (w.Braces("switch (name)"))
                {
                    foreach (var rename in renames)
                    {
                        w.Line($"case \"{rename.From}\":");
                        w.Line($"    return \"{rename.To}\";");
                    }
                }
            }

            w.Line("return name;");
        }
    }
}
