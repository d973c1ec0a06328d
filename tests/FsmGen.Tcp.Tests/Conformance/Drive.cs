using static FsmGen.Runtime.Packets.TcpFlags;
using static FsmGen.Tcp.TcpConnectionState;

namespace FsmGen.Tcp.Tests.Conformance;

/// <summary>How each event of the table is brought about.</summary>
internal static class Drive
{
    /// <summary>The constants that a rule is about.</summary>
    public static TcpConnectionOptions Options(Rule rule) => new()
    {
        UserTimeout = null,
        MaximumRetransmissions = 3,
        MaximumSynRetransmissions = 3,
        IgnoreResetInTimeWait = false,
        ReopenFromTimeWait = rule.Guard.StartsWith("new incarnation", StringComparison.Ordinal),
    };

    /// <summary>What has to hold before.</summary>
    public static Preparation Prepare(Rule rule)
    {
        var preparation = rule.Guard switch
        {
            "origin=passive" => Preparation.Passive,
            "remote socket specified" when rule.Event == "SEND" => Preparation.RemoteKnown,
            "enough data queued" or "undelivered data on hand" => Preparation.TextOnHand,
            "SENDs still to be segmentized" => Preparation.ClosedWindow,
            "a CLOSE is already queued" when rule.From == CloseWait => Preparation.ClosedWindow,
            _ => Preparation.None,
        };

        if (rule.Event is "S5_ACK_NEW" or "RETRANSMISSION_TIMEOUT")
            preparation |= Preparation.Unacknowledged;
        if (Expectation.ConcernsPendingCalls(rule))
            preparation |= rule.From == CloseWait ? Preparation.Unacknowledged : Preparation.Receive;

        return preparation;
    }

    /// <summary>Brings the last things about before the event.</summary>
    public static void Precede(Rule rule, Bench bench, Preparation preparation)
    {
        if (preparation.HasFlag(Preparation.Receive))
            bench.Connection.Receive(new byte[1]);

        switch (rule.Guard)
        {
            case "a CLOSE is already queued":
                if (rule.From == SynReceived)
                    bench.Send("text");
                bench.Connection.Close();
                break;
            case "data pending":
                bench.Send("text");
                break;
            case var _ when rule.Guard.StartsWith("new incarnation", StringComparison.Ordinal):
                bench.Connection.Advance(TimeSpan.FromSeconds(2));
                break;
            case var _ when rule.Guard.StartsWith("transmissions of the segment >=", StringComparison.Ordinal):
                for (var i = 0; i < 3; i++)
                {
                    bench.Connection.Advance(bench.Connection.NextDeadline!.Value);
                    bench.Drain();
                }

                break;
        }
    }

    /// <summary>Brings the event about.</summary>
    public static void Act(Rule rule, Bench bench)
    {
        var connection = bench.Connection;
        var tcb = bench.Status;
        var (una, nxt, rcv) = (tcb.SendUnacknowledged, tcb.SendNext, tcb.ReceiveNext);
        var iss = bench.CurrentIss;

        switch (rule.Event)
        {
            case "OPEN_PASSIVE": connection.OpenPassive(Bench.Local, default); break;
            case "OPEN_ACTIVE": connection.OpenActive(Bench.Local, Bench.Remote); break;
            case "OPEN_ACTIVE_UNSPECIFIED": connection.OpenActive(Bench.Local, default); break;
            case "SEND": bench.Send("data"); break;
            case "RECEIVE": connection.Receive(new byte[100]); break;
            case "CLOSE": connection.Close(); break;
            case "ABORT": connection.Abort(); break;
            case "STATUS": connection.Status(); break;

            case "USER_TIMEOUT": connection.UserTimeout(); break;
            case "RETRANSMISSION_TIMEOUT": connection.Advance(connection.NextDeadline!.Value); break;
            case "TIME_WAIT_TIMEOUT": connection.Advance(connection.NextDeadline!.Value); break;

            case "SEG_RST": bench.Arrive(Rst, Bench.PeerIss); break;
            case "SEG_NOACK": bench.Arrive(Syn | Fin, Bench.PeerIss, text: "text"); break;
            case "SEG_ACK": bench.Arrive(rule.From == Listen ? Syn | Ack : Ack, Bench.PeerIss, iss + 77); break;
            case "SEG_SYN": bench.Arrive(Syn, Bench.PeerIss); break;
            case "SEG_OTHER": bench.Arrive(rule.From == Listen ? Fin : Fin | Ack, Bench.PeerIss, iss + 1); break;
            case "SEG_ACK_UNACCEPTABLE_RST": bench.Arrive(Rst | Ack, Bench.PeerIss, iss); break;
            case "SEG_ACK_UNACCEPTABLE": bench.Arrive(Syn | Ack, Bench.PeerIss, nxt + 1); break;
            case "SEG_RST_ACK_OK": bench.Arrive(Rst | Ack, default, nxt); break;
            case "SEG_RST_NOACK": bench.Arrive(Rst, Bench.PeerIss); break;
            case "SEG_SYN_ACK": bench.Arrive(Syn | Ack, Bench.PeerIss, nxt); break;
            case "SEG_SYN_NOACK": bench.Arrive(Syn, Bench.PeerIss); break;

            case "S1_UNACCEPTABLE": bench.Arrive(Ack, rcv - 1, una); break;
            case "S1_UNACCEPTABLE_RST": bench.Arrive(Rst, rcv - 1); break;
            case "S2_RST_EXACT": bench.Arrive(Rst, rcv); break;
            case "S2_RST_IN_WINDOW": bench.Arrive(Rst, rcv + 1); break;
            case "S4_SYN" when bench.Connection.State == TimeWait && rule.To == SynReceived: bench.Arrive(Syn, rcv + 1_000_000); break;
            case "S4_SYN": bench.Arrive(Syn, rcv); break;
            case "S5_NO_ACK": bench.Arrive(Psh, rcv, text: "text"); break;
            case "S5_ACK_TOO_OLD": bench.Arrive(Ack, rcv, una + -(bench.Window + 1)); break;
            case "S5_ACK_DUPLICATE": bench.Arrive(Ack, rcv, una); break;
            case "S5_ACK_NEW": bench.Arrive(Ack, rcv, rule.From == SynReceived ? nxt : una + "text".Length); break;
            case "S5_ACK_NEW_COVERS_FIN": bench.Arrive(Ack, rcv, nxt); break;
            case "S5_ACK_FUTURE": bench.Arrive(Ack, rcv, nxt + 1); break;
            case "S6_URG": bench.Arrive(Ack | Urg, rcv, una, urgent: 5); break;
            case "S7_TEXT": bench.Arrive(Ack | Psh, rcv, una, "text"); break;
            case "S8_FIN_OURS_UNACKED": bench.Arrive(Fin | Ack, rcv, rule.From == SynReceived ? nxt : una); break;
            case "S8_FIN_OURS_ACKED": bench.Arrive(Fin | Ack, rcv, nxt); break;

            default: throw new NotCoveredException($"no way to bring {rule.Event} about");
        }
    }
}
