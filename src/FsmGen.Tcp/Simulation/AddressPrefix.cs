using FsmGen.Runtime.Packets;

namespace FsmGen.Tcp.Simulation;

/// <summary>The addresses that begin with the same bits.</summary>
internal readonly struct AddressPrefix
{
    private readonly UInt128 _bits;
    private readonly bool _isIpv4;
    private readonly int _ignored;

    public AddressPrefix(IpAddress address, int length)
    {
        var bits = address.IsIpv4 ? 32 : 128;
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, bits);
        (Length, _ignored, _isIpv4) = (length, bits - length, address.IsIpv4);
        _bits = BitsOf(address);
    }

    public int Length { get; }

    // A number of 128 bits is not shifted by 128, but by none.
    public bool Contains(IpAddress address) =>
        address.IsIpv4 == _isIpv4 && (Length == 0 || (BitsOf(address) ^ _bits) >> _ignored == 0);

    private static UInt128 BitsOf(IpAddress address) => address.IsIpv4 ? ((Ipv4Address)address).Value : ((Ipv6Address)address).Value;
}
