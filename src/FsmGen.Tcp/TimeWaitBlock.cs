using FsmGen.Runtime.Packets;

namespace FsmGen.Tcp;

/// <summary>What has to be remembered of a connection in TIME-WAIT, beside its two sockets. 40 bytes.</summary>
/// <param name="Deadline">When 2 MSL are over, on the clock of the connection.</param>
/// <param name="SendNext">SND.NXT.</param>
/// <param name="ReceiveNext">RCV.NXT.</param>
/// <param name="ReceiveWindow">RCV.WND, in bytes.</param>
/// <param name="RecentTimestamp">TS.Recent, RFC 7323 section 4.3.</param>
/// <param name="TimestampOffset">What is added to our clock for TSval.</param>
/// <param name="WindowScale">Rcv.Wind.Shift.</param>
/// <param name="HasTimestamps">Whether both sides send timestamps.</param>
public readonly record struct TimeWaitBlock(
    TimeSpan Deadline,
    SequenceNumber SendNext,
    SequenceNumber ReceiveNext,
    uint ReceiveWindow,
    uint RecentTimestamp,
    uint TimestampOffset,
    byte WindowScale,
    bool HasTimestamps);
