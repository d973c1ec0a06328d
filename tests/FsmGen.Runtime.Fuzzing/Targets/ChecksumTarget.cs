using System.Buffers.Binary;
using FsmGen.Runtime.Fuzzing.Mutation;

namespace FsmGen.Runtime.Fuzzing.Targets;

/// <summary>The sum of any bytes, taken at once and in pieces.</summary>
internal static class ChecksumTarget
{
    /// <returns>Whether the sum says that the bytes are intact.</returns>
    public static bool Read(ReadOnlySpan<byte> input)
    {
        var whole = default(InternetChecksum).Add(input);
        Invariant.Holds(whole.Value == PlainChecksum.Of(input));
        Invariant.Holds(whole.IsValid == (whole.Value == 0));

        var (first, second) = Cuts(input);
        var pieces = default(InternetChecksum).Add(input[..first]).Add(input[first..second]).Add(input[second..]);
        Invariant.Holds(pieces.Value == whole.Value);
        Invariant.Holds(pieces.IsValid == whole.IsValid);

        if (input.Length % 2 == 0)
        {
            Span<byte> field = stackalloc byte[sizeof(ushort)];
            BinaryPrimitives.WriteUInt16BigEndian(field, whole.Value);
            Invariant.Holds(whole.Add(field).IsValid);
        }

        return whole.IsValid;
    }

    /// <summary>Two places inside, even or odd, which the first two bytes choose.</summary>
    private static (int First, int Second) Cuts(ReadOnlySpan<byte> input)
    {
        if (input.Length < 2)
            return (0, input.Length);

        var (one, other) = (input[0] % (input.Length + 1), input[1] % (input.Length + 1));
        return (Math.Min(one, other), Math.Max(one, other));
    }
}
