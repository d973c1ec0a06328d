using System.Runtime.CompilerServices;

namespace FsmGen.Runtime.Fuzzing;

/// <summary>What must hold for every input.</summary>
internal static class Invariant
{
    /// <summary>Throws if the condition does not hold; the message is the condition as it stands in the source.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Holds(bool condition, [CallerArgumentExpression(nameof(condition))] string text = "")
    {
        if (!condition)
            Break(text);
    }

    // Apart from the check, which is inlined into code that runs millions of times.
    private static void Break(string text) => throw new InvariantException($"Broken: {text}");
}
