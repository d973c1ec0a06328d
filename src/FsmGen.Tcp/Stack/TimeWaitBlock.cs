using FsmGen.Runtime.Packets;

namespace FsmGen.Tcp.Stack;

/// <summary>What has to be remembered of a connection in TIME-WAIT, beside its sockets.</summary>
/// <param name="Deadline">When it is over.</param>
/// <param name="SendNext">SND.NXT.</param>
/// <param name="ReceiveNext">RCV.NXT.</param>
internal readonly record struct TimeWaitBlock(TimeSpan Deadline, SequenceNumber SendNext, SequenceNumber ReceiveNext);
