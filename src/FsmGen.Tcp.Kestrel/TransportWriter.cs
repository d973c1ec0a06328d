using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using FsmGen.Tcp.Stack;

namespace FsmGen.Tcp.Kestrel;

/// <summary>What the server sends. A connection that has broken takes no more, which is no failure here: reading has one.</summary>
internal sealed class TransportWriter(TcpStream stream) : PipeWriter
{
    private readonly PipeWriter _writer = stream.AsDuplexPipe().Output;
    private Exception? _failure;
    private Task? _completing;

    public override bool CanGetUnflushedBytes => true;

    public override long UnflushedBytes => _writer.UnflushedBytes;

    public override Memory<byte> GetMemory(int sizeHint = 0) => _writer.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => _writer.GetSpan(sizeHint);

    public override void Advance(int bytes) => _writer.Advance(bytes);

    public override void CancelPendingFlush() => _writer.CancelPendingFlush();

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) =>
        Guard(_failure is null ? _writer.FlushAsync(cancellationToken) : Over);

    public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default) =>
        Guard(_failure is null ? _writer.WriteAsync(source, cancellationToken) : Over);

    /// <summary>Ends the text with a FIN, behind what was not flushed yet; that goes on when this returns.</summary>
    public override void Complete(Exception? exception = null) => _completing ??= FinishAsync(exception);

    /// <summary>Ends the text with a FIN, behind what was not flushed yet.</summary>
    public override ValueTask CompleteAsync(Exception? exception = null) => new(_completing ??= FinishAsync(exception));

    private static ValueTask<FlushResult> Over => new(new FlushResult(isCanceled: false, isCompleted: true));

    private ValueTask<FlushResult> Guard(ValueTask<FlushResult> flushing) =>
        flushing.IsCompletedSuccessfully ? flushing : Await(flushing);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<FlushResult> Await(ValueTask<FlushResult> flushing)
    {
        try
        {
            return await flushing.ConfigureAwait(false);
        }
        catch (Exception e) when (IsEnd(e))
        {
            _failure = e;
            return new(isCanceled: false, isCompleted: true);
        }
    }

    // The text behind an error is not whole, so no FIN may follow it: the stream is reset.
    private async Task FinishAsync(Exception? exception)
    {
        try
        {
            if (exception is not null || _failure is null)
                await _writer.CompleteAsync(exception).ConfigureAwait(false);
        }
        catch (Exception e) when (IsEnd(e))
        {
            _failure = e;
        }
    }

    private static bool IsEnd(Exception e) => e is TcpException or ObjectDisposedException;
}
