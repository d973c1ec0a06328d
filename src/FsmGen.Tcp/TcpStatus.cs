using FsmGen.Runtime.Packets;

namespace FsmGen.Tcp;

/// <summary>The answer to STATUS, RFC 9293 section 3.9.1.5.</summary>
/// <param name="State">The state of the connection.</param>
/// <param name="Local">The local socket.</param>
/// <param name="Remote">The remote socket, unspecified while it is not known.</param>
/// <param name="SendUnacknowledged">SND.UNA.</param>
/// <param name="SendNext">SND.NXT.</param>
/// <param name="SendWindow">SND.WND.</param>
/// <param name="ReceiveNext">RCV.NXT.</param>
/// <param name="ReceiveWindow">RCV.WND.</param>
/// <param name="AwaitingAcknowledgment">Bytes of text sent and not acknowledged, or not sent yet.</param>
/// <param name="AwaitingReceipt">Bytes of text received that the user has not taken.</param>
public readonly record struct TcpStatus(
    TcpConnectionState State,
    TcpEndpoint Local,
    TcpEndpoint Remote,
    SequenceNumber SendUnacknowledged,
    SequenceNumber SendNext,
    uint SendWindow,
    SequenceNumber ReceiveNext,
    uint ReceiveWindow,
    int AwaitingAcknowledgment,
    int AwaitingReceipt);
