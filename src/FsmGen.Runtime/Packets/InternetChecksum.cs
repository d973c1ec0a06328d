using System.Buffers.Binary;

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
    private readonly ushort _sum;
    private readonly bool _isOdd;

    private InternetChecksum(ulong sum, bool isOdd)
    {
        _sum = Fold(sum);
        _isOdd = isOdd;
    }

    /// <summary>What the checksum field must hold, if the field counted as zero while it was summed.</summary>
    public ushort Value => (ushort)~_sum;

    /// <summary>Whether bytes that include their checksum field are intact: their sum is all ones.</summary>
    public bool IsValid => _sum == ushort.MaxValue;

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

        return new(HalvesOf(source) + HalvesOf(destination) + (uint)protocol + (uint)segmentLength, isOdd: false);
    }

    /// <summary>The sum continued with bytes that have a sum of their own, such as data that was summed when it was copied.</summary>
    public InternetChecksum Add(InternetChecksum next) => new((uint)_sum + (_isOdd ? BinaryPrimitives.ReverseEndianness(next._sum) : next._sum), _isOdd ^ next._isOdd);

    /// <summary>Interim.</summary>
    public InternetChecksum CopyAndAdd(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        source.CopyTo(destination);
        return Add(destination[..source.Length]);
    }

    /// <summary>The sum continued with <paramref name="data"/>.</summary>
    public InternetChecksum Add(ReadOnlySpan<byte> data)
    {
        var sum = Sum(data);
        if (_isOdd)
            sum = BinaryPrimitives.ReverseEndianness(sum);

        return new((uint)_sum + sum, _isOdd ^ (data.Length % 2 != 0));
    }

    private static ushort Sum(ReadOnlySpan<byte> data)
    {
        // A span has fewer than 2^28 such words, so sums of their halves stay below 2^61 and no carry is ever lost.
        var sum = 0ul;
        for (; data.Length >= sizeof(ulong); data = data[sizeof(ulong)..])
        {
            var word = BinaryPrimitives.ReadUInt64LittleEndian(data);
            sum += (uint)word + (word >> 32);
        }

        for (var i = 0; i < data.Length; i++)
            sum += (ulong)data[i] << (i % 2 * 8);

        // Summing in the swapped order and swapping once is the same sum, RFC 1071 section 2 (B).
        return BinaryPrimitives.ReverseEndianness(Fold(sum));
    }

    // Four words of 32 bits each: their sum keeps all carries in a ulong.
    private static ulong HalvesOf(Ipv6Address address)
    {
        var (high, low) = ((ulong)(address.Value >> 64), (ulong)address.Value);
        return (high >> 32) + (uint)high + (low >> 32) + (uint)low;
    }

    private static ushort Fold(ulong sum)
    {
        while (sum > ushort.MaxValue)
            sum = (sum & ushort.MaxValue) + (sum >> 16);

        return (ushort)sum;
    }
}
