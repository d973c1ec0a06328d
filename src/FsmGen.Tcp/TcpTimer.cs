namespace FsmGen.Tcp;

/// <summary>The timers of a connection.</summary>
internal enum TcpTimer
{
    User,
    Retransmission,
    TimeWait,
    Persist,
    DelayedAck,
    KeepAlive,
    Orphan,
}
