namespace FsmGen.Runtime.Fuzzing.Oracles;

/// <summary>Where the parts of an IP datagram lie: RFC 791 and RFC 8200 byte by byte, with nothing of the runtime's.</summary>
internal readonly record struct PlainIp
{
    private PlainIp(PacketError error) => Error = error;

    /// <summary>What is wrong with the datagram; the rest means something only if that is nothing.</summary>
    public PacketError Error { get; }

    /// <summary>Whether it is an IPv4 datagram; an IPv6 one otherwise.</summary>
    public bool IsIpv4 { get; private init; }

    /// <summary>Where the payload begins, in bytes.</summary>
    public int PayloadOffset { get; private init; }

    /// <summary>Where the datagram ends, in bytes.</summary>
    public int End { get; private init; }

    /// <summary>Where the address begins that a checksum takes for the destination, in bytes.</summary>
    public int FinalDestination { get; private init; }

    /// <summary>What the payload is.</summary>
    public byte Protocol { get; private init; }

    /// <summary>Where in the whole datagram this fragment begins, in bytes.</summary>
    public int FragmentOffset { get; private init; }

    /// <summary>Whether other fragments follow this one.</summary>
    public bool HasMoreFragments { get; private init; }

    /// <summary>What tells the fragments of one datagram from those of another.</summary>
    public uint Identification { get; private init; }

    /// <summary>Whether this is a part of a datagram.</summary>
    public bool IsFragment => HasMoreFragments || FragmentOffset != 0;

    /// <summary>Reads a datagram of either version.</summary>
    /// <param name="input">The datagram, and maybe something behind it.</param>
    /// <param name="isWhole">
    /// Whether all of the payload must be there; the quotation in an ICMP error ends anywhere, and may be of a datagram that
    /// had no total length yet.
    /// </param>
    public static PlainIp Read(ReadOnlySpan<byte> input, bool isWhole = true) =>
        input is [>= 0x60 and < 0x70, ..] ? Ipv6(input, isWhole) : Ipv4(input, isWhole);

    /// <summary>Reads an IPv4 datagram.</summary>
    public static PlainIp Ipv4(ReadOnlySpan<byte> input, bool isWhole = true)
    {
        if (input.Length < 20)
            return new(PacketError.Truncated);
        if (input[0] is < 0x40 or > 0x4F)
            return new(PacketError.Version);
        if (input[0] < 0x45)
            return new(PacketError.HeaderLength);

        var offset = (input[0] - 0x40) * 4;
        var totalLength = Word(input, 2);
        if (totalLength < offset && (isWhole || totalLength != 0))
            return new(PacketError.TotalLength);
        if (input.Length < offset || (isWhole && input.Length < totalLength))
            return new(PacketError.Truncated);

        return new(PacketError.None)
        {
            IsIpv4 = true,
            PayloadOffset = offset,
            End = totalLength == 0 ? input.Length : Math.Min(totalLength, input.Length),
            Protocol = input[9],
            FinalDestination = 16,
            FragmentOffset = Word(input, 6) % 8192 * 8,
            HasMoreFragments = (input[6] & 0x20) != 0,
            Identification = (uint)Word(input, 4),
        };
    }

    /// <summary>Reads an IPv6 datagram and the extension headers that can be read.</summary>
    public static PlainIp Ipv6(ReadOnlySpan<byte> input, bool isWhole = true)
    {
        if (input.Length < 40)
            return new(PacketError.Truncated);
        if (input[0] is < 0x60 or > 0x6F)
            return new(PacketError.Version);
        if (isWhole && input.Length < 40 + Word(input, 4))
            return new(PacketError.Truncated);

        var ip = new PlainIp(PacketError.None)
        {
            PayloadOffset = 40,
            End = Math.Min(40 + Word(input, 4), input.Length),
            Protocol = input[6],
            FinalDestination = 24,
        };
        while (ip.IsAtExtension)
        {
            var rest = input[ip.PayloadOffset..ip.End];
            var length = ExtensionLength(ip.Protocol, rest);
            if (length > rest.Length || (ip.Protocol == 0 && ip.PayloadOffset != 40))
                return new(PacketError.ExtensionHeader);

            // With visits left to make, the header's destination is only the next one: types 2 and 4 have the last one first.
            if (ip.Protocol == 43 && rest[3] != 0 && length >= 24 && rest[2] is (0 or 2 or 4))
                ip = ip with { FinalDestination = ip.PayloadOffset + (rest[2] == 0 ? length - 16 : 8) };

            if (ip.Protocol == 44)
            {
                ip = ip with
                {
                    FragmentOffset = Word(rest, 2) / 8 * 8,
                    HasMoreFragments = rest[3] % 2 != 0,
                    Identification = (uint)Word(rest, 4) << 16 | (uint)Word(rest, 6),
                };
            }

            ip = ip with { Protocol = rest[0], PayloadOffset = ip.PayloadOffset + length };
        }

        return ip;
    }

    // In the middle of a datagram nothing can be read; and a fragment in a fragment is for who has put the outer one together.
    private bool IsAtExtension => FragmentOffset == 0 && Protocol switch
    {
        0 or 43 or 51 or 60 or 135 or 139 or 140 => true,
        44 => !HasMoreFragments,
        _ => false,
    };

    private static int ExtensionLength(byte kind, ReadOnlySpan<byte> rest) => kind switch
    {
        44 => 8,
        _ when rest.Length < 2 => int.MaxValue,
        51 => rest[1] * 4 + 8,
        _ => rest[1] * 8 + 8,
    };

    private static int Word(ReadOnlySpan<byte> bytes, int at) => bytes[at] << 8 | bytes[at + 1];
}
