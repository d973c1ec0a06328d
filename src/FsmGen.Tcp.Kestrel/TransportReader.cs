using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using FsmGen.Tcp.Stack;
using Microsoft.AspNetCore.Connections;

namespace FsmGen.Tcp.Kestrel;

/// <summary>What the peer sends. Failures are those that a server expects of a connection, and no others.</summary>
internal sealed class TransportReader(TcpStream stream) : PipeReader
{
    private readonly PipeReader _reader = stream.AsDuplexPipe().Input;
    private ConnectionAbortedException? _reason;

    /// <summary>Says what reads fail with once this side has aborted the connection.</summary>
    public void Fail(ConnectionAbortedException reason) => Interlocked.CompareExchange(ref _reason, reason, null);

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        var reading = _reader.ReadAsync(cancellationToken);
        return reading.IsCompletedSuccessfully ? reading : Translate(reading);
    }

    public override bool TryRead(out ReadResult result) => _reader.TryRead(out result);

    public override void AdvanceTo(SequencePosition consumed) => _reader.AdvanceTo(consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => _reader.AdvanceTo(consumed, examined);

    public override void CancelPendingRead() => _reader.CancelPendingRead();

    public override void Complete(Exception? exception = null) => _reader.Complete(exception);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ReadResult> Translate(ValueTask<ReadResult> reading)
    {
        try
        {
            return await reading.ConfigureAwait(false);
        }
        catch (Exception e) when (e is TcpException or ObjectDisposedException)
        {
            throw _reason ?? (Exception)new ConnectionResetException(e.Message, e);
        }
    }
}
