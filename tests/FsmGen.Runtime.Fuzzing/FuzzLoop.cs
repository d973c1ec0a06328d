using FsmGen.Runtime.Fuzzing.Mutation;

namespace FsmGen.Runtime.Fuzzing;

/// <summary>Reads one mutated input after the other; the same target, corpus and seed give the same inputs.</summary>
internal sealed class FuzzLoop(FuzzTarget target, ulong seed) : IDisposable
{
    private readonly GuardedBuffer _buffer = new(Mutator.MaximumLength);
    private readonly Mutator _mutator = new(Corpus.Of(target), seed);
    private int _length;

    /// <summary>Inputs begun so far.</summary>
    public long Count { get; private set; }

    /// <summary>How many of them the parser accepted.</summary>
    public long Accepted { get; private set; }

    /// <summary>The input that is being read, in hexadecimal: what to look at if that never ends.</summary>
    public string Current => Convert.ToHexString(_buffer.Last(_length));

    /// <exception cref="InvariantException">An input broke an invariant or made the parser throw.</exception>
    public void Run(long count)
    {
        for (; count > 0; count--)
        {
            var input = Next();
            try
            {
                if (target.Read(input))
                    Accepted++;
            }
            catch (Exception e)
            {
                throw new InvariantException($"{target.Name}, seed {seed}, input {Count}: {Current}\n{e}");
            }
        }
    }

    /// <summary>Makes the next input; the checksums of every second one are valid.</summary>
    public ReadOnlySpan<byte> Next()
    {
        var input = _buffer.Place(_mutator.Next());
        if (target.Repair is not null && _mutator.Toss())
            target.Repair(input);

        (_length, Count) = (input.Length, Count + 1);
        return input;
    }

    public void Dispose() => _buffer.Dispose();
}
