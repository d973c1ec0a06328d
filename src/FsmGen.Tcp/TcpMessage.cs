namespace FsmGen.Tcp;

/// <summary>What TCP says to its user: answers to calls, and signals. The words are those of RFC 9293 sections 3.9.1 and 3.10.</summary>
public enum TcpMessage : byte
{
    /// <summary>ok: the call was granted.</summary>
    Ok,

    /// <summary>The call stays open; a signal tells when it is worth repeating.</summary>
    Pending,

    /// <summary>error: connection does not exist.</summary>
    ConnectionDoesNotExist,

    /// <summary>error: connection already exists.</summary>
    ConnectionAlreadyExists,

    /// <summary>error: remote socket unspecified.</summary>
    RemoteSocketUnspecified,

    /// <summary>error: insufficient resources.</summary>
    InsufficientResources,

    /// <summary>error, or signal: connection closing. One of the two sides has closed.</summary>
    ConnectionClosing,

    /// <summary>error, or signal: connection reset. The peer, or the user, has given the connection up.</summary>
    ConnectionReset,

    /// <summary>error, or signal: connection refused. The peer reset the connection before it was established.</summary>
    ConnectionRefused,

    /// <summary>error, or signal: connection aborted due to user timeout.</summary>
    UserTimeoutExpired,

    /// <summary>error, or signal: one segment was retransmitted as often as allowed (R2), the connection is gone.</summary>
    RetransmissionLimitReached,

    /// <summary>error, or signal: as many keep-alives as allowed drew no answer, the connection is gone.</summary>
    PeerUnreachable,

    /// <summary>signal: one segment was retransmitted so often (R1) that the peer may be out of reach.</summary>
    DeliveryInDoubt,

    /// <summary>signal: the connection is established.</summary>
    ConnectionEstablished,

    /// <summary>signal: the peer has acknowledged our FIN, and so all text before it.</summary>
    CloseAcknowledged,

    /// <summary>signal: the peer has marked text as urgent.</summary>
    UrgentText,

    /// <summary>signal: a RECEIVE that was pending finds text now.</summary>
    TextArrived,

    /// <summary>signal: a SEND that was cut short or refused finds room now.</summary>
    RoomAvailable,

    /// <summary>error, or signal: a router or the peer's host says that the destination cannot be reached.</summary>
    DestinationUnreachable,

    /// <summary>signal: a router reports an error that may pass; <see cref="TcpConnection.SoftError"/> says which.</summary>
    SoftError,
}
