using FsmGen.Compiler.Analysis;

namespace FsmGen.Compiler.Checking;

/// <summary>Finds rows of <c>always</c>, and raised events, that bring each other about without end.</summary>
internal static class EndlessSteps
{
    public static void Check(StateSpace space, Findings findings)
    {
        foreach (var loop in space.Loops)
            findings.Add(Rules.EndlessStep, loop.Row.Span, $"{loop.Way}");
    }
}
