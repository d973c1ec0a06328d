using Microsoft.Extensions.Logging;

namespace FsmGen.Tcp.Stack;

/// <summary>Something to be logged once the stack is free again, so that a logger that waits keeps nobody out.</summary>
internal sealed class LogEntry(ILogger logger, Action<ILogger, LogEntry> write) : Completion
{
    public ConnectionKey Key { get; init; }

    public TcpMessage Reason { get; init; }

    public int Limit { get; init; }

    public long Count { get; init; }

    public override void Run() => write(logger, this);
}
