using System.Collections.Concurrent;

namespace FsmGen.Tcp.Simulation;

/// <summary>Keeps what asynchronous code has to go on with, for the thread that runs the network.</summary>
internal sealed class SimulationContext : SynchronizationContext
{
    private readonly ConcurrentQueue<(SendOrPostCallback Callback, object? State)> _posted = new();

    public bool IsEmpty => _posted.IsEmpty;

    public override void Post(SendOrPostCallback d, object? state) => _posted.Enqueue((d, state));

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Goes on with what was posted first; false if there is nothing.</summary>
    public bool TryRunNext()
    {
        if (!_posted.TryDequeue(out var next))
            return false;

        next.Callback(next.State);
        return true;
    }
}
