using FsmGen.Runtime.Packets;

namespace FsmGen.Tcp;

/// <summary>A socket in the words of RFC 9293: an address and a port.</summary>
/// <param name="Address">The address; unspecified where it does not matter.</param>
/// <param name="Port">The port; zero where it is not specified.</param>
public readonly record struct TcpEndpoint(IpAddress Address, ushort Port)
{
    /// <summary>Whether a peer can be reached here: both parts are given.</summary>
    public bool IsSpecified => !Address.IsUnspecified && Port != 0;

    /// <summary>The form <c>192.0.2.1:80</c> or <c>[2001:db8::1]:80</c>.</summary>
    public override string ToString() => Address.IsIpv4 ? $"{Address}:{Port}" : $"[{Address}]:{Port}";
}
