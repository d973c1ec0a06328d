namespace FsmGen.Benchmarks.Streams;

/// <summary>Where machines are after a stream: who comes to another outcome is another machine, and its speed means nothing.</summary>
/// <param name="States">The states of all machines, in one number.</param>
/// <param name="Taken">How many events a row took.</param>
/// <param name="Effects">The sum of what the actions add.</param>
internal readonly record struct Outcome(long States, int Taken, long Effects)
{
    /// <summary>The outcome with one more machine.</summary>
    public Outcome With(int state, long effects) => new((States * 31) + state, Taken, Effects + effects);
}

/// <summary>An outcome, and what it took.</summary>
internal readonly record struct Run(Outcome Outcome, TimeSpan Elapsed, long Allocated);
