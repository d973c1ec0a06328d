using FsmGen.Runtime.Fuzzing.Mutation;

namespace FsmGen.Runtime.Fuzzing;

/// <summary>Reads an input twice, as it is and with valid checksums: a fuzzer would wait forever to guess those.</summary>
internal sealed class Harness(FuzzTarget target) : IDisposable
{
    private readonly GuardedBuffer _buffer = new(Mutator.MaximumLength);
    private readonly byte[] _bytes = new byte[Mutator.MaximumLength];

    /// <summary>Reads a stream to its end; what goes beyond the longest input is left out.</summary>
    /// <returns>Whether the parser accepted the input one way or the other.</returns>
    public bool Read(Stream stream) => Read(_bytes.AsSpan(0, stream.ReadAtLeast(_bytes, _bytes.Length, throwOnEndOfStream: false)));

    /// <summary>Reads an input of at most <see cref="Mutator.MaximumLength"/> bytes.</summary>
    /// <returns>Whether the parser accepted the input one way or the other.</returns>
    public bool Read(ReadOnlySpan<byte> bytes)
    {
        var input = _buffer.Place(bytes);
        var isAccepted = target.Read(input);
        if (target.Repair is null)
            return isAccepted;

        target.Repair(input);
        return target.Read(input) || isAccepted;
    }

    public void Dispose() => _buffer.Dispose();
}
