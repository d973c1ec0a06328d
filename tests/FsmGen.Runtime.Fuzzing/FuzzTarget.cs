namespace FsmGen.Runtime.Fuzzing;

/// <summary>Something that reads bytes from outside, and the folder of <c>Corpus/</c> that has inputs for it.</summary>
/// <param name="Name">The name on the command line, and that of the folder.</param>
/// <param name="Read">Reads an input and demands of the result whatever holds for every input.</param>
/// <param name="Repair">Makes the checksums of an input valid, so that a change reaches the code behind them.</param>
/// <param name="Allocates">Whether reading costs memory, and then time: nobody demands of this one that it does not.</param>
internal sealed record FuzzTarget(string Name, Reader Read, Repairer? Repair = null, bool Allocates = false);

/// <summary>Reads an input; throws if an invariant of the parser does not hold.</summary>
/// <returns>Whether the parser accepted the input.</returns>
internal delegate bool Reader(ReadOnlySpan<byte> input);

/// <summary>Changes the checksums of an input in place; leaves alone what has none.</summary>
internal delegate void Repairer(Span<byte> input);
