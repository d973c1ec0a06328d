using System.Buffers.Binary;

namespace FsmGen.Runtime.Packets;

/// <summary>What stands in front of the quoted datagram in an ICMP error: RFC 792, RFC 4443 section 3.</summary>
/// <param name="Type">The type, which means something else in each version of IP.</param>
/// <param name="Code">The code, which means something else in each type.</param>
/// <param name="Parameter">
/// The 32 bits behind the checksum: the MTU of the next link in the low 16 (IPv4, RFC 1191 section 4) or in all of them
/// (IPv6), the pointer to the bad byte in the high 8 or in all of them.
/// </param>
public readonly record struct IcmpErrorHeader(byte Type, byte Code, uint Parameter)
{
    /// <summary>Bytes of the header.</summary>
    public const int Length = 8;

    /// <summary>Writes header and quotation with a valid checksum.</summary>
    /// <param name="message">Where to; bytes behind the message are left as they are.</param>
    /// <param name="original">The datagram the error is about, or its beginning: at least its IP header and 8 bytes.</param>
    /// <param name="pseudoHeader">What the checksum begins with: <c>default</c>, no bytes, for IPv4, and the pseudo-header for IPv6 (RFC 4443 section 2.3).</param>
    /// <returns>The bytes written: <see cref="Length"/> and the quotation.</returns>
    /// <exception cref="ArgumentException">The span is too short.</exception>
    public int Write(Span<byte> message, ReadOnlySpan<byte> original, InternetChecksum pseudoHeader)
    {
        var length = Length + original.Length;
        if (message.Length < length)
            throw new ArgumentException($"The message takes {length} bytes, the span has {message.Length}", nameof(message));

        original.CopyTo(message[Length..]);
        (message[Field.Type], message[Field.Code]) = (Type, Code);
        BinaryPrimitives.WriteUInt16BigEndian(message[Field.Checksum..], 0);
        BinaryPrimitives.WriteUInt32BigEndian(message[Field.Parameter..], Parameter);
        BinaryPrimitives.WriteUInt16BigEndian(message[Field.Checksum..], pseudoHeader.Add(message[..length]).Value);
        return length;
    }

    //   byte  0           1           2           3
    //      ┌───────────┬───────────┬───────────────────────┐
    //    0 │ type      │ code      │ checksum              │
    //      ├───────────┴───────────┴───────────────────────┤
    //    4 │ parameter: of each type its own               │
    //      ├───────────────────────────────────────────────┤
    //    8 │ the datagram that the error is about          │
    //      └───────────────────────────────────────────────┘
    //   the parameter with the length of the quotation, RFC 4884 section 4
    //      ┌───────────┬───────────┬───────────────────────┐
    //    4 │           │ length    │                       │   IPv4, in units of 4 bytes
    //      ├───────────┼───────────┴───────────────────────┤
    //    4 │ length    │                                   │   IPv6, in units of 8 bytes
    //      └───────────┴───────────────────────────────────┘
    internal static class Field
    {
        public const int Type = 0, Code = 1, Checksum = 2, Parameter = 4, Ipv6Length = 4, Ipv4Length = 5;
    }
}
