using System.Net;

namespace FsmGen.Tcp.Stack;

/// <summary>Sockets in the words of the BCL, and back.</summary>
public static class TcpEndpointExtensions
{
    /// <summary>The same socket as the BCL has it; allocates.</summary>
    public static IPEndPoint ToIPEndPoint(this TcpEndpoint socket) => new(socket.Address.ToIPAddress(), socket.Port);

    /// <summary>The same socket as one of ours; the zone of an IPv6 address is dropped.</summary>
    /// <exception cref="ArgumentException">The address is neither IPv4 nor IPv6.</exception>
    public static TcpEndpoint ToTcpEndpoint(this IPEndPoint endPoint)
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        return new(new(endPoint.Address), (ushort)endPoint.Port);
    }
}
