namespace FsmGen.Benchmarks.Streams;

/// <summary>Events, each for one of so many machines.</summary>
/// <param name="Name">As it stands in the tables.</param>
/// <param name="Machines">How many machines take them.</param>
/// <param name="Events">The events, by their numbers.</param>
/// <param name="Targets">The machine that takes each event; empty where there is one machine.</param>
internal sealed record EventStream(string Name, int Machines, byte[] Events, ushort[] Targets)
{
    public int Length => Events.Length;

    /// <summary>The first events, for a contender to whom all of them would take too long.</summary>
    public EventStream Take(int count) => count >= Length ? this : this with { Events = Events[..count], Targets = Targets.Length == 0 ? [] : Targets[..count] };
}
