using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FsmGen.Runtime.Tests.Packets;

/// <summary>One of the ways to sum, called as it is, whether or not this machine would choose it.</summary>
internal sealed record SumPath(int Shortest, int Longest, SumPath.Pass Sum, SumPath.Pass CopyAndSum)
{
    public delegate ulong Pass(ref byte source, ref byte destination, nuint length);

    private static readonly Dictionary<string, SumPath> All = new()
    {
        ["fastest"] = new(0, int.MaxValue,
            (ref source, ref _, length) => WordSum.Of(Span(ref source, length)),
            (ref source, ref destination, length) =>
                WordSum.OfCopied(Span(ref source, length), Span(ref destination, length))),
        ["short"] = new(0, 7, WordSum.Short<SumOnly>, WordSum.Short<SumAndCopy>),
        ["scalar"] = new(8, int.MaxValue, WordSum.Scalar<SumOnly>, WordSum.Scalar<SumAndCopy>),
        ["128 bits"] = new(16, int.MaxValue,
            VectorSum.Of<Vector128<ulong>, Width128, SumOnly>, VectorSum.Of<Vector128<ulong>, Width128, SumAndCopy>),
        ["256 bits"] = new(32, int.MaxValue,
            VectorSum.Of<Vector256<ulong>, Width256, SumOnly>, VectorSum.Of<Vector256<ulong>, Width256, SumAndCopy>),
        ["512 bits"] = new(64, int.MaxValue,
            VectorSum.Of<Vector512<ulong>, Width512, SumOnly>, VectorSum.Of<Vector512<ulong>, Width512, SumAndCopy>),
    };

    public static TheoryData<string> Names => [.. All.Keys];

    public static SumPath Of(string name) => All[name];

    public IEnumerable<int> Lengths(int longest)
    {
        for (var length = Shortest; length <= Math.Min(Longest, longest); length++)
            yield return length;
    }

    public ushort Checksum(ReadOnlySpan<byte> data)
    {
        ref var first = ref MemoryMarshal.GetReference(data);
        return Finish(Sum(ref first, ref first, (nuint)data.Length));
    }

    public ushort CopyAndChecksum(ReadOnlySpan<byte> source, Span<byte> destination) =>
        Finish(CopyAndSum(
            ref MemoryMarshal.GetReference(source), ref MemoryMarshal.GetReference(destination), (nuint)source.Length));

    private static Span<byte> Span(ref byte first, nuint length) => MemoryMarshal.CreateSpan(ref first, (int)length);

    // What a WordSum promises, taken at its word: the remainder by 65535, and zero for nothing but zeros.
    private static ushort Finish(ulong sum)
    {
        var word = (ushort)(sum % 65535);
        if (word == 0 && sum != 0)
            word = 65535;

        return (ushort)~(BitConverter.IsLittleEndian ? word << 8 | word >> 8 : word);
    }
}
