using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

namespace FsmGen.Runtime.Packets;

/// <summary>The Internet checksum, RFC 1071: a ones' complement sum of 16-bit words, taken piece by piece.</summary>
/// <remarks>
/// <para>
/// Pieces may have any length and alignment and count as one run of bytes: after an odd piece the next one begins in the
/// low half of a word (RFC 1071 section 2, the even/odd rule). <c>default</c> is the sum of no bytes.
/// </para>
/// <code>
/// var checksum = InternetChecksum.Ipv4PseudoHeader(source, destination, IpProtocol.Tcp, segment.Length).Add(segment).Value;
/// </code>
/// </remarks>
public readonly struct InternetChecksum
{
    // In network byte order and not folded: it counts modulo 2^64 - 1, which 65535 divides.
    private readonly ulong _sum;
    private readonly bool _isOdd;

    private InternetChecksum(ulong sum, bool isOdd)
    {
        _sum = sum;
        _isOdd = isOdd;
    }

    /// <summary>What the checksum field must hold, if the field counted as zero while it was summed.</summary>
    public ushort Value => (ushort)~Fold(_sum);

    /// <summary>What the checksum field must hold, in hexadecimal.</summary>
    public override string ToString() => Value.ToString("X4", CultureInfo.InvariantCulture);

    /// <summary>Whether bytes that include their checksum field are intact: their sum is all ones.</summary>
    public bool IsValid => Fold(_sum) == ushort.MaxValue;

    //   byte  0           1           2           3
    //      ┌───────────────────────────────────────────────┐
    //    0 │ source address                                │
    //      ├───────────────────────────────────────────────┤
    //    4 │ destination address                           │
    //      ├───────────┬───────────┬───────────────────────┤
    //    8 │ zero      │ protocol  │ segment length        │
    //      └───────────┴───────────┴───────────────────────┘

    /// <summary>Begins a sum with the IPv4 pseudo-header; RFC 9293 section 3.1.</summary>
    /// <param name="source">The address the datagram comes from.</param>
    /// <param name="destination">The address the datagram goes to.</param>
    /// <param name="protocol">What the datagram carries.</param>
    /// <param name="segmentLength">Bytes of transport header and data, 0 to 65535.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length does not fit into 16 bits.</exception>
    public static InternetChecksum Ipv4PseudoHeader(
        Ipv4Address source, Ipv4Address destination, IpProtocol protocol, int segmentLength)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(segmentLength);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(segmentLength, ushort.MaxValue);

        return new((ulong)source.Value + destination.Value + (uint)protocol + (uint)segmentLength, isOdd: false);
    }

    //   byte  0           1           2           3
    //      ┌───────────────────────────────────────────────┐
    //    0 │ source address, 16 bytes                      │
    //      ├───────────────────────────────────────────────┤
    //   16 │ destination address, 16 bytes                 │
    //      ├───────────────────────────────────────────────┤
    //   32 │ segment length                                │
    //      ├───────────────────────────────────┬───────────┤
    //   36 │ zero                              │ protocol  │
    //      └───────────────────────────────────┴───────────┘

    /// <summary>Begins a sum with the IPv6 pseudo-header; RFC 8200 section 8.1.</summary>
    /// <param name="source">The address the datagram comes from.</param>
    /// <param name="destination">The address of its final destination.</param>
    /// <param name="protocol">What the datagram carries behind all extension headers.</param>
    /// <param name="segmentLength">Bytes of transport header and data, without extension headers: 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative.</exception>
    public static InternetChecksum Ipv6PseudoHeader(
        Ipv6Address source, Ipv6Address destination, IpProtocol protocol, int segmentLength)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(segmentLength);

        return new(source.WordSum + destination.WordSum + (uint)protocol + (uint)segmentLength, isOdd: false);
    }

    /// <summary>A checksum field after one field of the bytes it covers has changed; RFC 1624 section 3.</summary>
    /// <remarks>
    /// It is what summing everything anew gives, unless all bytes became zero: then that is FFFF and this is 0, which are
    /// the two zeros of a ones' complement sum and equally valid. A UDP checksum of 0 means that there is none (RFC 768):
    /// leave that one as it is, and where this gives 0 for UDP, send FFFF. A field at an odd offset, as options may have,
    /// counts with its bytes exchanged, old and new.
    /// </remarks>
    /// <param name="checksum">The checksum field as it stands.</param>
    /// <param name="oldField">The field of 16 or 32 bits, at an even offset, as it was summed.</param>
    /// <param name="newField">What that field holds now.</param>
    public static ushort Update(ushort checksum, uint oldField, uint newField) =>
        (ushort)~Fold((ulong)(ushort)~checksum + ~oldField + newField);

    /// <summary>The sum continued with <paramref name="data"/>.</summary>
    /// <param name="data">Bytes of any number and alignment.</param>
    public InternetChecksum Add(ReadOnlySpan<byte> data) => Add(WordSum.Of(data), data.Length);

    /// <summary>Copies <paramref name="source"/> and continues the sum with it, for hardly more than the copy costs.</summary>
    /// <remarks>If the two overlap, the bytes arrive as with <see cref="ReadOnlySpan{T}.CopyTo"/> and these are summed.</remarks>
    /// <param name="source">Bytes of any number and alignment.</param>
    /// <param name="destination">At least as many bytes; what is behind them stays as it is.</param>
    /// <exception cref="ArgumentException">The destination is shorter than the source.</exception>
    public InternetChecksum CopyAndAdd(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        if (destination.Length < source.Length)
            ThrowTooShort(nameof(destination));

        destination = destination[..source.Length];
        if (!source.Overlaps(destination))
            return Add(WordSum.OfCopied(source, destination), source.Length);

        source.CopyTo(destination);
        return Add(destination);
    }

    /// <summary>The sum continued with bytes that have a sum of their own, such as data that was summed when it was copied.</summary>
    /// <param name="next">The sum of the bytes that follow.</param>
    public InternetChecksum Add(InternetChecksum next) => Add(next._sum, swap: _isOdd, next._isOdd);

    private InternetChecksum Add(ulong sum, int length) => Add(sum, swap: BitConverter.IsLittleEndian != _isOdd, length % 2 != 0);

    private InternetChecksum Add(ulong sum, bool swap, bool isOdd)
    {
        // To swap the bytes of all words is to multiply by 256 modulo 65535, and so is to rotate by 8 bits.
        if (swap)
            sum = BitOperations.RotateLeft(sum, 8);

        sum += _sum;
        if (sum < _sum)
            sum++;

        return new(sum, _isOdd ^ isOdd);
    }

    private static ushort Fold(ulong sum)
    {
        // The upper half of x + (x with its halves exchanged) is the sum of the halves and of the carry they give.
        var half = (uint)((sum + BitOperations.RotateLeft(sum, 32)) >> 32);
        return (ushort)((half + BitOperations.RotateLeft(half, 16)) >> 16);
    }

    [DoesNotReturn]
    private static void ThrowTooShort(string name) =>
        throw new ArgumentException("The destination is shorter than the source", name);
}
