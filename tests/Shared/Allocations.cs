namespace FsmGen.Tests;

/// <summary>Measures what code allocates while other tests run.</summary>
internal static class Allocations
{
    public const int Rounds = 5;

    /// <summary>The bytes that an action allocates once it has been run: the least of some rounds.</summary>
    /// <remarks>
    /// A background collection, for which another test may be the reason, takes the unused rest of each thread's allocation
    /// context (up to 8 KiB) for allocated. It does not do so in every round; the action that allocates does.
    /// </remarks>
    public static long Of(Action action)
    {
        var least = long.MaxValue;
        for (var i = 0; i < Rounds; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
