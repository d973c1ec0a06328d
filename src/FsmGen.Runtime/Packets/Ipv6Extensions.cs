using System.Buffers.Binary;

namespace FsmGen.Runtime.Packets;

/// <summary>The chain of extension headers between the IPv6 header and what the datagram carries; RFC 8200 section 4.</summary>
internal ref struct Ipv6Extensions
{
    private const int Unit = 8, FragmentLength = 8;

    /// <summary>What the datagram carries: the last "next header" of the chain.</summary>
    public IpProtocol Protocol { get; private set; }

    /// <summary>Bytes of the chain.</summary>
    public int Length { get; private set; }

    /// <summary>Where the fragment header begins, in bytes from the end of the IPv6 header; -1 if there is none.</summary>
    public int FragmentPosition { get; private set; }

    /// <summary>
    /// Where the address of the final destination begins, in bytes from the end of the IPv6 header; -1 if that is the
    /// destination of the header.
    /// </summary>
    public int FinalDestinationPosition { get; private set; }

    /// <summary>Follows the chain; false if a header leads out of the bytes or hop-by-hop options do not come first.</summary>
    /// <remarks>
    /// The chain ends at whatever is no extension header, at one that is not readable (RFC 4303), and behind the fragment
    /// header of any but the first fragment, for there begin the middle bytes of something (RFC 8200 section 4.5). It also
    /// ends at a fragment header within a fragment: that one counts when the outer fragments have been put together.
    /// </remarks>
    public static bool TryRead(ReadOnlySpan<byte> bytes, IpProtocol first, out Ipv6Extensions chain)
    {
        chain = new Ipv6Extensions { Protocol = first, FragmentPosition = -1, FinalDestinationPosition = -1 };

        var isFragment = false;
        while (HeaderLength(chain.Protocol, bytes[chain.Length..]) is var length and not 0)
        {
            var isFragmentHeader = chain.Protocol == IpProtocol.Fragment;
            if (isFragmentHeader && isFragment)
                break;
            if (length > bytes.Length - chain.Length || (chain.Protocol == IpProtocol.HopByHopOptions && chain.Length > 0))
                return false;

            var header = bytes.Slice(chain.Length, length);
            if (isFragmentHeader)
            {
                chain.FragmentPosition = chain.Length;
                isFragment = HasMoreFragments(header);
            }

            if (chain.Protocol == IpProtocol.Routing && FinalAddress(header) is var address and > 0)
                chain.FinalDestinationPosition = chain.Length + address;

            chain.Protocol = (IpProtocol)header[0];
            chain.Length += length;

            if (isFragmentHeader && FragmentOffset(header) != 0)
                break;
        }

        return true;
    }

    /// <summary>Where a fragment begins in the payload of the whole datagram: bytes, a multiple of 8.</summary>
    public static int FragmentOffset(ReadOnlySpan<byte> header) => BinaryPrimitives.ReadUInt16BigEndian(header[Field.Fragment..]) & ~7;

    /// <summary>Whether more fragments follow this one.</summary>
    public static bool HasMoreFragments(ReadOnlySpan<byte> header) => (header[Field.Fragment + 1] & 1) != 0;

    /// <summary>Tells fragments of one datagram from those of another.</summary>
    public static uint Identification(ReadOnlySpan<byte> header) => BinaryPrimitives.ReadUInt32BigEndian(header[Field.Identification..]);

    // Where a routing header holds the address that checksums cover; 0 if it has been followed to its end, or is of a type
    // that has no addresses: the last of them in type 0, the first in type 2 (RFC 6275 section 6.4) and 4 (RFC 8754 section 2).
    private static int FinalAddress(ReadOnlySpan<byte> header)
    {
        var position = (header[Field.RoutingType], header.Length >= Unit + Ipv6Address.Length) switch
        {
            (0, true) => header.Length - Ipv6Address.Length,
            (2 or 4, true) => Unit,
            _ => 0,
        };
        return header[Field.SegmentsLeft] == 0 ? 0 : position;
    }

    // Zero where the protocol is no extension header; a header without a length byte is longer than what is left.
    private static int HeaderLength(IpProtocol protocol, ReadOnlySpan<byte> bytes) => protocol switch
    {
        IpProtocol.Fragment => FragmentLength,
        IpProtocol.AuthenticationHeader => bytes.Length < 2 ? int.MaxValue : (bytes[Field.Length] + 2) * sizeof(uint),
        IpProtocol.HopByHopOptions or IpProtocol.Routing or IpProtocol.DestinationOptions
            or IpProtocol.Mobility or IpProtocol.HostIdentity or IpProtocol.Shim6 =>
            bytes.Length < 2 ? int.MaxValue : (bytes[Field.Length] + 1) * Unit,
        _ => 0,
    };

    //   byte  0           1           2           3
    //      ┌───────────┬───────────┬───────────────────────┐
    //    0 │ next      │ length    │ of each kind its own  │   length: 8-byte units (4-byte ones less one in RFC 4302)
    //      ├───────────┴───────────┴───────────────────────┤           behind the first 8 bytes
    //    4 │ …                                             │
    //      └───────────────────────────────────────────────┘
    //   the fragment header
    //      ┌───────────┬───────────┬─────────────────┬──┬──┐
    //    0 │ next      │ reserved  │ offset          │  │ M│   offset: 13 bits, in units of eight bytes
    //      ├───────────┴───────────┴─────────────────┴──┴──┤   M: more fragments follow
    //    4 │ identification                                │
    //      └───────────────────────────────────────────────┘
    //   the routing header
    //      ┌───────────┬───────────┬───────────┬───────────┐
    //    0 │ next      │ length    │ type      │ left      │   left: addresses that are still to be visited
    //      ├───────────┴───────────┴───────────┴───────────┤
    //    4 │ of each type its own                          │
    //      ├───────────────────────────────────────────────┤
    //    8 │ addresses of 16 bytes                         │
    //      └───────────────────────────────────────────────┘
    private static class Field
    {
        public const int Length = 1, Fragment = 2, Identification = 4, RoutingType = 2, SegmentsLeft = 3;
    }
}
