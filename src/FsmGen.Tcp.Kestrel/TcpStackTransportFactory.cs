using System.Net;
using FsmGen.Runtime.Packets;
using FsmGen.Tcp.Stack;
using Microsoft.AspNetCore.Connections;

namespace FsmGen.Tcp.Kestrel;

/// <summary>Makes listeners on a stack, for Kestrel or any other server that takes connections of ASP.NET Core.</summary>
/// <param name="stack">The stack.</param>
/// <param name="options">How to listen on it, or null for the defaults.</param>
public sealed class TcpStackTransportFactory(TcpStack stack, TcpStackTransportOptions? options = null)
    : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    private readonly TcpStackTransportOptions _options = options ?? new();
    private readonly TcpConnectionOptions _connection = (options?.Connection ?? stack.Options.Connection) with { NoDelay = options?.NoDelay ?? true };

    /// <summary>Whether the stack has the address of an endpoint, or the endpoint stands for any.</summary>
    /// <param name="endpoint">The endpoint.</param>
    public bool CanBind(EndPoint endpoint) =>
        endpoint is IPEndPoint { Address: var address } && (IsAny(address) || stack.Options.AcceptsAnyDestination || stack.Options.LocalAddresses.Contains(new(address)));

    /// <summary>Begins to listen.</summary>
    /// <param name="endpoint">
    /// An <see cref="IPEndPoint"/>. Either of the addresses for any stands for all addresses of both families; port zero for
    /// one that is free.
    /// </param>
    /// <param name="cancellationToken">Not used: nothing is waited for.</param>
    /// <exception cref="AddressInUseException">Somebody listens there already.</exception>
    /// <exception cref="NotSupportedException">The endpoint is not one of IP.</exception>
    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        if (endpoint is not IPEndPoint { Address: var address } ip)
            throw new NotSupportedException($"{endpoint} is not an address and a port");

        try
        {
            var local = new TcpEndpoint(IsAny(address) ? default : new IpAddress(address), (ushort)ip.Port);
            var listener = stack.Listen(local, _options.Backlog, _connection);
            return new(new TransportListener(listener, new IPEndPoint(address, listener.LocalEndPoint.Port)));
        }
        catch (TcpException e) when (e.Reason == TcpMessage.ConnectionAlreadyExists)
        {
            throw new AddressInUseException(e.Message, e);
        }
    }

    private static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
}
