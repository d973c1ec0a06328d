namespace FsmGen.Runtime.Tests;

/// <summary>Measures what code allocates.</summary>
internal static class Allocation
{
    /// <summary>The bytes that an action, which has run before, allocates on this thread.</summary>
    /// <remarks>
    /// A garbage collection, which any other test may cause, takes away what the thread has left of its allocation buffer,
    /// and counts that as allocated. So the least of a few runs is meant: what the action itself allocates is in each.
    /// </remarks>
    public static long Of(Action action)
    {
        var least = long.MaxValue;
        for (var run = 0; run < 10 && least != 0; run++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
