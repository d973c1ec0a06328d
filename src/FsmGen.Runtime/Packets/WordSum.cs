using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FsmGen.Runtime.Packets;

/// <summary>Bytes summed as 16-bit words in the machine's byte order, a missing last byte counting as zero.</summary>
/// <remarks>
/// A sum is not folded: it is below 2^61, congruent to the sum of the words modulo 65535, and zero only if all bytes are.
/// The order of bytes within a word does not matter while they are summed, RFC 1071 section 2 (B).
/// </remarks>
internal static class WordSum
{
    // What fills the widest register. Shorter data, headers, would spend on reducing a vector what summing it saves.
    private const int VectorsFrom = 64;

    public static ulong Of(ReadOnlySpan<byte> data)
    {
        ref var first = ref MemoryMarshal.GetReference(data);
        return Fastest<SumOnly>(ref first, ref first, (nuint)data.Length);
    }

    /// <summary>Sums and copies in one pass; the memories must not overlap and the destination must be long enough.</summary>
    public static ulong OfCopied(ReadOnlySpan<byte> source, Span<byte> destination) =>
        Fastest<SumAndCopy>(
            ref MemoryMarshal.GetReference(source), ref MemoryMarshal.GetReference(destination), (nuint)source.Length);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Fastest<TPass>(ref byte source, ref byte destination, nuint length)
        where TPass : ISumPass
    {
        if (Vector512.IsHardwareAccelerated && length >= VectorsFrom)
            return VectorSum.Of<Vector512<ulong>, Width512, TPass>(ref source, ref destination, length);

        if (Vector256.IsHardwareAccelerated && length >= VectorsFrom)
            return VectorSum.Of<Vector256<ulong>, Width256, TPass>(ref source, ref destination, length);

        if (Vector128.IsHardwareAccelerated && length >= VectorsFrom)
            return VectorSum.Of<Vector128<ulong>, Width128, TPass>(ref source, ref destination, length);

        return length >= sizeof(ulong)
            ? Scalar<TPass>(ref source, ref destination, length)
            : Short<TPass>(ref source, ref destination, length);
    }

    /// <summary>Eight bytes at a time; for 8 bytes or more.</summary>
    public static ulong Scalar<TPass>(ref byte source, ref byte destination, nuint length)
        where TPass : ISumPass
    {
        var sum = 0ul;
        nuint offset = 0;
        var end = length - sizeof(ulong);
        for (; offset < end; offset += sizeof(ulong))
        {
            var word = TPass.Take<ulong>(ref source, ref destination, offset);
            sum += (uint)word + (word >> 32);
        }

        // The last eight bytes may begin with some that are summed already: shifting these out keeps every other byte in
        // its half of a word and puts zeros behind the last one.
        var last = TPass.Take<ulong>(ref source, ref destination, end);
        var summed = (int)(offset - end) * 8;
        last = BitConverter.IsLittleEndian ? last >> summed : last << summed;
        return sum + (uint)last + (last >> 32);
    }

    /// <summary>0 to 7 bytes.</summary>
    public static ulong Short<TPass>(ref byte source, ref byte destination, nuint length)
        where TPass : ISumPass
    {
        var sum = 0ul;
        if ((length & 4) != 0)
            sum += TPass.Take<uint>(ref source, ref destination, 0);
        if ((length & 2) != 0)
            sum += TPass.Take<ushort>(ref source, ref destination, length & 4);
        if ((length & 1) != 0)
            sum += TakeOdd<TPass>(ref source, ref destination, length - 1);

        return sum;
    }

    /// <summary>The byte at an even offset that has no other behind it, as a word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong TakeOdd<TPass>(ref byte source, ref byte destination, nuint offset)
        where TPass : ISumPass
    {
        ulong last = TPass.Take<byte>(ref source, ref destination, offset);
        return BitConverter.IsLittleEndian ? last : last << 8;
    }
}
