namespace FsmGen.Compiler.Emit;

/// <summary>
/// Who may begin a step, as C#: the field, the beginning and the end of a step, and what becomes of an event out of season.
/// Where a machine checks for a second thread, the phase of a step is the thread that makes it, and taken by one atomic
/// instruction.
/// </summary>
internal sealed class StepPhase(SourceWriter w, bool isChecked)
{
    public void WriteField() => w.Line(isChecked ? "private int _fsmPhase;" : "private FsmPhase _fsmPhase;");

    public void WriteType()
    {
        if (!isChecked)
        {
            using (w.Braces("private enum FsmPhase : byte"))
                w.Lines("NotStarted,\nIdle,\nFiring,\nEnded,");
            return;
        }

        w.Line("/// <summary>Where a machine is in its life; a step is the thread that makes it, below zero.</summary>");
        using (w.Braces("private static class FsmPhase"))
        {
            w.Lines(
                """
                public const int NotStarted = 0, Idle = 1, Ended = 2;

                public static int Mine => -global::System.Environment.CurrentManagedThreadId;
                """);
        }
    }

    /// <summary>Begins a step or, where none may begin, returns what <c>Refuse</c> says, or <paramref name="refusal"/>.</summary>
    /// <param name="from">The phase from which a step begins.</param>
    /// <param name="refusal">What is returned instead.</param>
    /// <param name="first">In a machine that checks: what is done before a call from within a step is refused.</param>
    public void WriteBegin(string from = "Idle", string? refusal = null, string? first = null)
    {
        if (!isChecked)
        {
            w.Lines(
                $"""
                if (_fsmPhase != FsmPhase.{from})
                    return {refusal ?? "Refuse()"};

                _fsmPhase = FsmPhase.Firing;
                """);
            return;
        }

        w.Line($"var fsmPhase = global::System.Threading.Interlocked.CompareExchange(ref _fsmPhase, FsmPhase.Mine, FsmPhase.{from});");
        if (first is not null)
            w.Lines($"if (fsmPhase < 0)\n    {first};");
        if (refusal is null)
            w.Lines($"if (fsmPhase != FsmPhase.{from})\n    return Refuse(fsmPhase);");
        else
        {
            using (w.Braces($"if (fsmPhase != FsmPhase.{from})"))
                w.Lines($"Refuse(fsmPhase);\nreturn {refusal};");
        }

        w.Line();
    }

    public void WriteRefuse() => w.Lines(isChecked
        ? """
        private static FireResult Refuse(int fsmPhase)
        {
            if (fsmPhase < 0)
            {
                return fsmPhase == FsmPhase.Mine ? FireResult.Reentrant
                    : throw new global::System.InvalidOperationException("Another thread is making a step of this machine: it takes one at a time.");
            }

            return fsmPhase == FsmPhase.NotStarted ? FireResult.NotStarted : FireResult.Ended;
        }
        """
        : """
        private FireResult Refuse() => _fsmPhase switch
        {
            FsmPhase.NotStarted => FireResult.NotStarted,
            FsmPhase.Ended => FireResult.Ended,
            _ => FireResult.Reentrant,
        };
        """);

    /// <summary>The end of a step; <paramref name="hasEnded"/> asks whether the machine has ended, null: it never does.</summary>
    public void WriteEnd(string? hasEnded) => w.Line($"private void EndStep() => {End(hasEnded)};");

    /// <summary>What ends a step, as an expression.</summary>
    public string End(string? hasEnded)
    {
        var phase = hasEnded is null ? "FsmPhase.Idle" : $"{hasEnded} ? FsmPhase.Ended : FsmPhase.Idle";
        return isChecked ? $"global::System.Threading.Volatile.Write(ref _fsmPhase, {phase})" : $"_fsmPhase = {phase}";
    }

    /// <summary>Whether this thread is within a step already, as an expression.</summary>
    public string IsInside => isChecked ? "_fsmPhase == FsmPhase.Mine" : "_fsmPhase == FsmPhase.Firing";
}
