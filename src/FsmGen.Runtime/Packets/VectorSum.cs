using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FsmGen.Runtime.Packets;

/// <summary>The <see cref="WordSum"/> of bytes that fill at least one vector register.</summary>
internal static class VectorSum
{
    private const int MaximumWidth = 64;

    private static ReadOnlySpan<byte> ZerosThenOnes =>
    [
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    ];

    /// <summary>Sums <paramref name="length"/> bytes, of which the even part is one vector or more.</summary>
    public static ulong Of<TVector, TWidth, TPass>(ref byte source, ref byte destination, nuint length)
        where TVector : struct
        where TWidth : IVectorWidth<TVector>
        where TPass : ISumPass
    {
        var width = (nuint)Unsafe.SizeOf<TVector>();

        // Without an odd last byte every vector begins at an even offset, also the one that overlaps at the end.
        var odd = length % 2 != 0 ? WordSum.TakeOdd<TPass>(ref source, ref destination, --length) : 0;

        // Lanes wrap, but nothing is lost: the sum of the upper halves tells what they carried into the sum of all.
        TVector all = default, high = default;
        nuint offset = 0;
        for (; length - offset >= 4 * width; offset += 4 * width)
        {
            var a = TPass.Take<TVector>(ref source, ref destination, offset);
            var b = TPass.Take<TVector>(ref source, ref destination, offset + width);
            var c = TPass.Take<TVector>(ref source, ref destination, offset + 2 * width);
            var d = TPass.Take<TVector>(ref source, ref destination, offset + 3 * width);
            all = TWidth.Add(all, Sum4<TVector, TWidth>(a, b, c, d));
            high = TWidth.Add(high, Sum4<TVector, TWidth>(TWidth.High(a), TWidth.High(b), TWidth.High(c), TWidth.High(d)));
        }

        for (; length - offset >= width; offset += width)
        {
            var next = TPass.Take<TVector>(ref source, ref destination, offset);
            all = TWidth.Add(all, next);
            high = TWidth.Add(high, TWidth.High(next));
        }

        if (offset < length)
        {
            var last = TWidth.And(
                TPass.Take<TVector>(ref source, ref destination, length - width), LastBytes<TVector>(length - offset));
            all = TWidth.Add(all, last);
            high = TWidth.Add(high, TWidth.High(last));
        }

        var upper = TWidth.Reduce(high);
        var lower = TWidth.Reduce(all) - (upper << 32);
        return lower + upper + odd;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Sum4<TVector, TWidth>(TVector a, TVector b, TVector c, TVector d)
        where TWidth : IVectorWidth<TVector> => TWidth.Add(TWidth.Add(a, b), TWidth.Add(c, d));

    /// <summary>A mask of the last <paramref name="count"/> bytes of a vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector LastBytes<TVector>(nuint count)
        where TVector : struct
    {
        var offset = MaximumWidth - (nuint)Unsafe.SizeOf<TVector>() + count;
        return Unsafe.ReadUnaligned<TVector>(ref Unsafe.Add(ref MemoryMarshal.GetReference(ZerosThenOnes), offset));
    }
}
