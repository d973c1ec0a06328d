using Microsoft.Extensions.Logging;

namespace FsmGen.Tcp.Stack;

/// <summary>What a stack logs. An id is never reused.</summary>
internal static partial class LogMessages
{
    [LoggerMessage(1, LogLevel.Debug, "Connection from {Local} to {Remote} is established")]
    public static partial void Established(ILogger logger, TcpEndpoint local, TcpEndpoint remote);

    [LoggerMessage(2, LogLevel.Debug, "Connection from {Local} to {Remote} is closed")]
    public static partial void Closed(ILogger logger, TcpEndpoint local, TcpEndpoint remote);

    [LoggerMessage(3, LogLevel.Debug, "Connection from {Local} to {Remote} is broken: {Reason}")]
    public static partial void Broken(ILogger logger, TcpEndpoint local, TcpEndpoint remote, TcpMessage reason);

    [LoggerMessage(4, LogLevel.Warning, "The backlog of {Limit} connections of the listener on {Local} is full, {Count} requests were ignored so far")]
    public static partial void BacklogFull(ILogger logger, int limit, TcpEndpoint local, long count);

    [LoggerMessage(5, LogLevel.Warning, "The listener on {Local} drops its oldest half-open connection for the newest, as {Limit} are its limit, {Count} were dropped so far")]
    public static partial void HalfOpenDropped(ILogger logger, TcpEndpoint local, int limit, long count);

    [LoggerMessage(6, LogLevel.Warning, "The stack has {Limit} connections, which is its limit, {Count} requests were ignored so far")]
    public static partial void ConnectionLimitReached(ILogger logger, int limit, long count);

    [LoggerMessage(7, LogLevel.Warning, "The stack remembers {Limit} connections in TIME-WAIT, which is its limit, {Count} were forgotten at once so far")]
    public static partial void TimeWaitLimitReached(ILogger logger, int limit, long count);

    [LoggerMessage(8, LogLevel.Critical, "The stack cannot go on")]
    public static partial void Failed(ILogger logger, Exception error);
}
