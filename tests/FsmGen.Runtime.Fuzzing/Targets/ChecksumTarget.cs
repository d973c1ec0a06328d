using System.Buffers.Binary;
using FsmGen.Runtime.Fuzzing.Oracles;

namespace FsmGen.Runtime.Fuzzing.Targets;

/// <summary>The sum of any bytes: taken at once, in pieces, while copying, and after a field has changed.</summary>
internal static class ChecksumTarget
{
    private const byte Untouched = 0xA5;

    /// <returns>Whether the sum says that the bytes are intact.</returns>
    public static bool Read(ReadOnlySpan<byte> input)
    {
        var whole = default(InternetChecksum).Add(input);
        Invariant.Holds(whole.Value == PlainChecksum.Of(input));
        Invariant.Holds(whole.IsValid == (whole.Value == 0));

        var (first, second) = Cuts(input);
        HoldsPieces(input[..first], input[first..second], input[second..], whole.Value);
        HoldsCopy(input, first, whole.Value);
        HoldsUpdate(input, first & ~1, whole.Value);

        if (input.Length % 2 == 0)
        {
            Span<byte> field = stackalloc byte[sizeof(ushort)];
            BinaryPrimitives.WriteUInt16BigEndian(field, whole.Value);
            Invariant.Holds(whole.Add(field).IsValid);
        }

        return whole.IsValid;
    }

    private static void HoldsPieces(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third, ushort whole)
    {
        var (one, two, three) = (Sum(first), Sum(second), Sum(third));
        Invariant.Holds(Sum(first).Add(second).Add(third).Value == whole);
        Invariant.Holds(one.Add(two).Add(three).Value == whole);
        Invariant.Holds(one.Add(two.Add(three)).Value == whole);
    }

    private static void HoldsCopy(ReadOnlySpan<byte> input, int first, ushort whole)
    {
        Span<byte> copy = stackalloc byte[input.Length + 2];
        copy[0] = copy[^1] = Untouched;

        // One byte in, so that source and destination are aligned differently.
        var sum = default(InternetChecksum).CopyAndAdd(input[..first], copy[1..^1]).CopyAndAdd(input[first..], copy[(1 + first)..^1]);
        Invariant.Holds(sum.Value == whole);
        Invariant.Holds(copy[1..^1].SequenceEqual(input));
        Invariant.Holds(copy[0] == Untouched && copy[^1] == Untouched);
    }

    /// <summary>Changes 16 and then 32 bits somewhere to what stands at the beginning and at the end.</summary>
    private static void HoldsUpdate(ReadOnlySpan<byte> input, int at, ushort whole)
    {
        if (input.Length - at < sizeof(uint))
            return;

        Span<byte> changed = stackalloc byte[input.Length];
        input.CopyTo(changed);
        input[..sizeof(ushort)].CopyTo(changed[at..]);
        HoldsUpdated(changed, InternetChecksum.Update(
            whole, BinaryPrimitives.ReadUInt16BigEndian(input[at..]), BinaryPrimitives.ReadUInt16BigEndian(input)));

        input.CopyTo(changed);
        input[^sizeof(uint)..].CopyTo(changed[at..]);
        HoldsUpdated(changed, InternetChecksum.Update(
            whole, BinaryPrimitives.ReadUInt32BigEndian(input[at..]), BinaryPrimitives.ReadUInt32BigEndian(input[^sizeof(uint)..])));
    }

    // Of bytes that are all zero the sum is the other zero, as Update says itself.
    private static void HoldsUpdated(ReadOnlySpan<byte> changed, ushort updated) =>
        Invariant.Holds(updated == (changed.ContainsAnyExcept((byte)0) ? PlainChecksum.Of(changed) : 0));

    private static InternetChecksum Sum(ReadOnlySpan<byte> data) => default(InternetChecksum).Add(data);

    /// <summary>Two places inside, even or odd, which the first two bytes choose.</summary>
    private static (int First, int Second) Cuts(ReadOnlySpan<byte> input)
    {
        if (input.Length < 2)
            return (0, input.Length);

        var (one, other) = (input[0] % (input.Length + 1), input[1] % (input.Length + 1));
        return (Math.Min(one, other), Math.Max(one, other));
    }
}
