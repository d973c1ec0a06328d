using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace FsmGen.Runtime.Packets;

/// <summary>An address of either family; 24 bytes, no allocation. <c>default</c> is 0.0.0.0.</summary>
/// <remarks>
/// An IPv4 address and the IPv6 address that maps it (::ffff:0:0/96, RFC 4291 section 2.5.5.2) are different here: they
/// come in different headers, and one that could stand for the other would slip through filters.
/// </remarks>
public readonly record struct IpAddress
{
    private readonly Ipv6Address _bits;
    private readonly bool _isIpv6;

    /// <summary>Makes an address of family IPv4.</summary>
    public IpAddress(Ipv4Address address) => _bits = new(address.Value);

    /// <summary>Makes an address of family IPv6.</summary>
    public IpAddress(Ipv6Address address) => (_bits, _isIpv6) = (address, true);

    /// <summary>Makes an address from one of the BCL; the zone of an IPv6 address is dropped.</summary>
    /// <exception cref="ArgumentException">The address is neither IPv4 nor IPv6.</exception>
    public IpAddress(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        Span<byte> bytes = stackalloc byte[Ipv6Address.Length];
        address.TryWriteBytes(bytes, out _);

        (_bits, _isIpv6) = address.AddressFamily switch
        {
            AddressFamily.InterNetwork => (new Ipv6Address(BinaryPrimitives.ReadUInt32BigEndian(bytes)), false),
            AddressFamily.InterNetworkV6 => (Ipv6Address.Read(bytes), true),
            _ => throw new ArgumentException($"An address of family {address.AddressFamily} is not an IP address", nameof(address)),
        };
    }

    /// <summary>Whether this is an IPv4 address.</summary>
    public bool IsIpv4 => !_isIpv6;

    /// <summary>Whether this is an IPv6 address.</summary>
    public bool IsIpv6 => _isIpv6;

    /// <summary>Whether this stands for no address: 0.0.0.0 or ::.</summary>
    public bool IsUnspecified => _bits == default;

    /// <summary>Whether this stands for a group: 224.0.0.0/4 (RFC 1112) or ff00::/8 (RFC 4291 section 2.7).</summary>
    public bool IsMulticast => IsIpv4 ? ((Ipv4Address)this).Value >> 28 == 0xE : _bits.Value >> 120 == 0xFF;

    /// <summary>Makes an address of family IPv4.</summary>
    public static implicit operator IpAddress(Ipv4Address address) => new(address);

    /// <summary>Makes an address of family IPv6.</summary>
    public static implicit operator IpAddress(Ipv6Address address) => new(address);

    /// <summary>Gives the IPv4 address.</summary>
    /// <exception cref="InvalidCastException">The address is of family IPv6.</exception>
    public static explicit operator Ipv4Address(IpAddress address) => address.IsIpv4
        ? new((uint)address._bits.Value)
        : throw new InvalidCastException($"{address} is not an IPv4 address");

    /// <summary>Gives the IPv6 address.</summary>
    /// <exception cref="InvalidCastException">The address is of family IPv4.</exception>
    public static explicit operator Ipv6Address(IpAddress address) => address.IsIpv6
        ? address._bits
        : throw new InvalidCastException($"{address} is not an IPv6 address");

    /// <summary>Reads either text form, as <see cref="TryParse"/> does.</summary>
    /// <exception cref="FormatException">The text is not an address.</exception>
    public static IpAddress Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out var address) ? address : throw new FormatException($"'{text}' is not an IP address");

    /// <summary>Reads what <see cref="Ipv4Address.TryParse"/> or <see cref="Ipv6Address.TryParse"/> reads.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out IpAddress address)
    {
        if (Ipv4Address.TryParse(text, out var ipv4))
        {
            address = ipv4;
            return true;
        }

        var isRead = Ipv6Address.TryParse(text, out var ipv6);
        address = isRead ? ipv6 : default(IpAddress);
        return isRead;
    }

    /// <summary>The same address as the BCL has it; allocates.</summary>
    public IPAddress ToIPAddress()
    {
        Span<byte> bytes = stackalloc byte[Ipv6Address.Length];
        _bits.Write(bytes);
        return new IPAddress(IsIpv6 ? bytes : bytes[^sizeof(uint)..]);
    }

    /// <summary>The text form of its family, such as <c>192.0.2.1</c> or <c>2001:db8::1</c>.</summary>
    public override string ToString() => IsIpv4 ? ((Ipv4Address)this).ToString() : _bits.ToString();
}
