using System.Net;
using System.Net.Sockets;

namespace FsmGen.Tcp.Stack;

/// <summary>Lets HttpClient speak over a <see cref="TcpStack"/>.</summary>
public static class SocketsHttpHandlerExtensions
{
    /// <summary>Makes the connections of a handler those of a stack; TLS and HTTP/2 work over them as ever.</summary>
    /// <param name="handler">The handler, before its first request.</param>
    /// <param name="stack">The stack.</param>
    /// <param name="resolve">
    /// Finds the addresses of a host, to be tried in that order; null to ask the resolver of this machine. It is not asked for
    /// a host that is an address.
    /// </param>
    /// <returns>The same handler.</returns>
    public static SocketsHttpHandler UseTcpStack(
        this SocketsHttpHandler handler, TcpStack stack, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        ArgumentNullException.ThrowIfNull(stack);
        handler.ConnectCallback = async (context, ct) => await ConnectAsync(stack, context.DnsEndPoint, resolve ?? Dns.GetHostAddressesAsync, ct).ConfigureAwait(false);
        return handler;
    }

    private static async ValueTask<TcpStream> ConnectAsync(
        TcpStack stack, DnsEndPoint endpoint, Func<string, CancellationToken, Task<IPAddress[]>> resolve, CancellationToken ct)
    {
        IPAddress[] candidates = IPAddress.TryParse(endpoint.Host, out var literal)
            ? [literal]
            : await resolve(endpoint.Host, ct).ConfigureAwait(false);
        var addresses = Array.FindAll(candidates, address => stack.CanReach(address.AddressFamily));

        for (var i = 0; i < addresses.Length - 1; i++)
        {
            try
            {
                return await stack.ConnectAsync(new(new(addresses[i]), (ushort)endpoint.Port), ct: ct).ConfigureAwait(false);
            }
            catch (TcpException)
            {
                // The next may be better; what the last one says is said.
            }
        }

        return addresses.Length > 0
            ? await stack.ConnectAsync(new(new(addresses[^1]), (ushort)endpoint.Port), ct: ct).ConfigureAwait(false)
            : throw new SocketException((int)SocketError.HostNotFound);
    }
}
