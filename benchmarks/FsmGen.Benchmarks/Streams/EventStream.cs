using System.Runtime.InteropServices;

namespace FsmGen.Benchmarks.Streams;

/// <summary>Events, each for one of so many machines.</summary>
/// <param name="Name">As it stands in the tables.</param>
/// <param name="Machines">How many machines take them.</param>
/// <param name="Events">The events, by their numbers.</param>
/// <param name="Targets">The machine that takes each event; empty where there is one machine.</param>
internal sealed record EventStream(string Name, int Machines, byte[] Events, ushort[] Targets)
{
    /// <summary>Far more events than a branch predictor remembers.</summary>
    public const int Full = 256 * 1024;

    public int Length => Events.Length;

    /// <summary>Events for one machine, each picked at random.</summary>
    /// <param name="name">As it stands in the tables.</param>
    /// <param name="choices">What is picked from; what stands there twice is picked twice as often.</param>
    public static EventStream AtRandom<TEvent>(string name, params TEvent[] choices)
        where TEvent : unmanaged, Enum
    {
        var events = new TEvent[Full];
        new Random(40).GetItems(choices, events);
        return new(name, 1, MemoryMarshal.AsBytes(events.AsSpan()).ToArray(), []);
    }

    /// <summary>The first events, for a contender to whom all of them would take too long.</summary>
    public EventStream Take(int count) => count >= Length ? this : this with { Events = Events[..count], Targets = Targets.Length == 0 ? [] : Targets[..count] };
}
