using System.Net;
using FsmGen.Tcp.Stack;
using Microsoft.AspNetCore.Connections;

namespace FsmGen.Tcp.Kestrel;

/// <summary>A listener as a server sees it: the end of listening is no failure.</summary>
internal sealed class TransportListener(TcpListener listener, IPEndPoint endPoint) : IConnectionListener
{
    public EndPoint EndPoint => endPoint;

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            return new TransportConnection(await listener.AcceptAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (ObjectDisposedException)
        {
            return null;
        }
    }

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        listener.Dispose();
        return default;
    }

    public ValueTask DisposeAsync() => UnbindAsync();
}
