using Microsoft.Extensions.Logging;

namespace FsmGen.Tcp.Stack;

// What is logged: the life of connections for those who debug, and limits as warnings, not more than one a second.
public sealed partial class TcpStack
{
    private readonly ILogger _logger;
    private RateLimit _warningLimit = new(1);

    private void LogEstablished(StackConnection connection)
    {
        if (_logger.IsEnabled(LogLevel.Debug))
            Complete(new LogEntry(_logger, static (logger, entry) => LogMessages.Established(logger, entry.Key.Local, entry.Key.Remote)) { Key = connection.Key });
    }

    private void LogEnd(StackConnection connection)
    {
        if (_logger.IsEnabled(LogLevel.Debug))
            Complete(EntryOfEnd(connection));
    }

    private LogEntry EntryOfEnd(StackConnection connection) => connection.Failure is { } reason
        ? new(_logger, static (logger, entry) => LogMessages.Broken(logger, entry.Key.Local, entry.Key.Remote, entry.Reason)) { Key = connection.Key, Reason = reason }
        : new(_logger, static (logger, entry) => LogMessages.Closed(logger, entry.Key.Local, entry.Key.Remote)) { Key = connection.Key };

    private void WarnOfBacklog(TcpListener listener) => Warn(
        static (logger, entry) => LogMessages.BacklogFull(logger, entry.Limit, entry.Key.Local, entry.Count),
        listener.Backlog, _statistics.BacklogDrops, listener.Key);

    private void WarnOfHalfOpen(TcpListener listener) => Warn(
        static (logger, entry) => LogMessages.HalfOpenDropped(logger, entry.Key.Local, entry.Limit, entry.Count),
        listener.Backlog, _statistics.HalfOpenDrops, listener.Key);

    private void WarnOfConnections() => Warn(
        static (logger, entry) => LogMessages.ConnectionLimitReached(logger, entry.Limit, entry.Count),
        _options.MaximumConnections, _statistics.ConnectionLimitDrops);

    private void WarnOfTimeWaits() => Warn(
        static (logger, entry) => LogMessages.TimeWaitLimitReached(logger, entry.Limit, entry.Count),
        _options.MaximumTimeWaits, _statistics.TimeWaitDrops);

    private void Warn(Action<ILogger, LogEntry> write, int limit, long count, TcpEndpoint local = default)
    {
        if (_logger.IsEnabled(LogLevel.Warning) && _warningLimit.TryTake(_now))
            Complete(new LogEntry(_logger, write) { Limit = limit, Count = count, Key = new(local, default) });
    }
}
