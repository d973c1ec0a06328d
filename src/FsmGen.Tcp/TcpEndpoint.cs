using FsmGen.Runtime.Packets;

namespace FsmGen.Tcp;

/// <summary>A socket in the words of RFC 9293: an address and a port.</summary>
/// <param name="Address">The address; 0.0.0.0 where it does not matter.</param>
/// <param name="Port">The port; zero where it is not specified.</param>
public readonly record struct TcpEndpoint(Ipv4Address Address, ushort Port)
{
    /// <summary>Whether a peer can be reached here: both parts are given.</summary>
    public bool IsSpecified => Address != default && Port != 0;

    /// <summary>The form <c>192.0.2.1:80</c>.</summary>
    public override string ToString() => $"{Address}:{Port}";
}
