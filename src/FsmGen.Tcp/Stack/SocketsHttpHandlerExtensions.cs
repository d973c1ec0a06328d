using System.Net;
using System.Net.Sockets;
using FsmGen.Runtime.Packets;

namespace FsmGen.Tcp.Stack;

/// <summary>Lets HttpClient speak over a <see cref="TcpStack"/>.</summary>
public static class SocketsHttpHandlerExtensions
{
    /// <summary>
    /// Makes the connections of a handler those of a stack, without Nagle's algorithm; TLS and HTTP/2 work over them as ever.
    /// </summary>
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
        var options = stack.Options.Connection with { NoDelay = true };
        handler.ConnectCallback = async (context, ct) =>
        {
            var addresses = await ResolveAsync(stack, context.DnsEndPoint.Host, resolve ?? Dns.GetHostAddressesAsync, ct).ConfigureAwait(false);
            return await ConnectAsync(stack, addresses, (ushort)context.DnsEndPoint.Port, options, ct).ConfigureAwait(false);
        };
        return handler;
    }

    private static async Task<IPAddress[]> ResolveAsync(
        TcpStack stack, string host, Func<string, CancellationToken, Task<IPAddress[]>> resolve, CancellationToken ct)
    {
        IPAddress[] addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await resolve(host, ct).ConfigureAwait(false);
        var reachable = Array.FindAll(addresses, address => stack.Options.LocalAddresses.Any(local => local.IsIpv4 == new IpAddress(address).IsIpv4));
        return reachable.Length > 0 ? reachable : throw new SocketException((int)SocketError.HostNotFound);
    }

    private static async Task<TcpStream> ConnectAsync(
        TcpStack stack, IPAddress[] addresses, ushort port, TcpConnectionOptions options, CancellationToken ct)
    {
        foreach (var address in addresses[..^1])
        {
            try
            {
                return await stack.ConnectAsync(new(new(address), port), options: options, ct: ct).ConfigureAwait(false);
            }
            catch (TcpException)
            {
                // The next may be better; what the last one says is said.
            }
        }

        return await stack.ConnectAsync(new(new(addresses[^1]), port), options: options, ct: ct).ConfigureAwait(false);
    }
}
