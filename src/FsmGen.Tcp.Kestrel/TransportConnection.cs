using System.Globalization;
using System.IO.Pipelines;
using System.Net;
using FsmGen.Tcp.Stack;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace FsmGen.Tcp.Kestrel;

/// <summary>A connection as a server sees it: two pipes, and a token that says when it ends.</summary>
/// <remarks>
/// <code>
///   server                          | stack
///                                   |
///   Input  ◀── TransportReader ◀────|── receive buffer
///   Output ──▶ TransportWriter ────▶|── send buffer
/// </code>
/// No task runs for a connection: who reads and writes does it on the connection itself, whose buffers and window hold the
/// peer back.
/// </remarks>
internal sealed class TransportConnection
    : ConnectionContext, IDuplexPipe, IConnectionIdFeature, IConnectionItemsFeature, IConnectionTransportFeature,
        IConnectionLifetimeFeature, IConnectionEndPointFeature
{
    private static long _lastId = DateTime.UtcNow.Ticks;

    private readonly TcpStream _stream;
    private readonly TransportReader _input;
    private readonly TransportWriter _output;
    private readonly CancellationTokenSource _closed = new();
    private readonly Task _closing;
    private string? _id;
    private IDictionary<object, object?>? _items;

    public TransportConnection(TcpStream stream)
    {
        _stream = stream;
        (_input, _output) = (new(stream), new(stream));
        (Transport, ConnectionClosed) = (this, _closed.Token);
        LocalEndPoint = stream.LocalEndPoint.ToIPEndPoint();
        RemoteEndPoint = stream.RemoteEndPoint.ToIPEndPoint();
        Features = FeaturesOf(this);
        _closing = CancelWhenClosedAsync();
    }

    public override IFeatureCollection Features { get; }

    public override IDuplexPipe Transport { get; set; }

    public PipeReader Input => _input;

    public PipeWriter Output => _output;

    /// <summary>Cancelled when nothing more will come: as with a socket, the peer's FIN is enough.</summary>
    public override CancellationToken ConnectionClosed { get; set; }

    public override EndPoint? LocalEndPoint { get; set; }

    public override EndPoint? RemoteEndPoint { get; set; }

    public override string ConnectionId
    {
        get => _id ??= Interlocked.Increment(ref _lastId).ToString("X16", CultureInfo.InvariantCulture);
        set => _id = value;
    }

    public override IDictionary<object, object?> Items
    {
        get => _items ??= new ConnectionItems();
        set => _items = value;
    }

    /// <summary>Resets the connection; closes it where there is no reason: so Kestrel ends one whose client has closed.</summary>
    public override void Abort(ConnectionAbortedException? abortReason)
    {
        _input.Fail(abortReason ?? new("The peer has closed the connection"));
        if (abortReason is null)
            _stream.Dispose();
        else
            _stream.Abort();
    }

    /// <summary>Closes both directions; what was written is still delivered.</summary>
    public override async ValueTask DisposeAsync()
    {
        await _output.CompleteAsync().ConfigureAwait(false);
        await _input.CompleteAsync().ConfigureAwait(false);
        await _stream.DisposeAsync().ConfigureAwait(false);
        await _closing.ConfigureAwait(false);
        _closed.Dispose();
        await base.DisposeAsync().ConfigureAwait(false);
    }

    private async Task CancelWhenClosedAsync()
    {
        await _stream.PeerClosed.ConfigureAwait(false);
        await _closed.CancelAsync().ConfigureAwait(false);
    }

    private static FeatureCollection FeaturesOf(TransportConnection connection)
    {
        var features = new FeatureCollection(8);
        features.Set<IConnectionIdFeature>(connection);
        features.Set<IConnectionItemsFeature>(connection);
        features.Set<IConnectionTransportFeature>(connection);
        features.Set<IConnectionLifetimeFeature>(connection);
        features.Set<IConnectionEndPointFeature>(connection);
        features.Set(connection._stream);
        return features;
    }
}
