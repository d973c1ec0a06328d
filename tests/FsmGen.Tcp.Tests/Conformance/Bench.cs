using System.Text;
using FsmGen.Runtime.Packets;
using static FsmGen.Runtime.Packets.TcpFlags;

namespace FsmGen.Tcp.Tests.Conformance;

/// <summary>A connection, and a peer that is played by hand: every segment is written and read as bytes.</summary>
internal sealed class Bench
{
    public static readonly TcpEndpoint Local = new(Ipv4Address.Parse("192.0.2.1"), 1024);
    public static readonly TcpEndpoint Remote = new(Ipv4Address.Parse("192.0.2.2"), 2048);
    public static readonly SequenceNumber PeerIss = new(5_000);

    private readonly byte[] _buffer = new byte[10_000];

    public Bench(TcpConnectionOptions? options = null, TcpMemory? memory = null) =>
        Connection = new((options ?? new() { UserTimeout = null }) with { SelectInitialSequenceNumber = static (_, _, now) => Iss(now) }, memory);

    public TcpConnection Connection { get; }

    /// <summary>The last segment that the peer sent.</summary>
    public Segment? Arrived { get; private set; }

    /// <summary>The window that the peer offers.</summary>
    public ushort Window { get; set; } = 10_000;

    /// <summary>The options of the peer's next segments.</summary>
    public TcpOptions Options { get; set; }

    public SequenceNumber CurrentIss => Iss(Connection.Now);

    /// <summary>The variables of the connection, or zeros where there is none.</summary>
    public TcpStatus Status
    {
        get
        {
            Connection.Status();
            return Connection.Reply == TcpMessage.Ok ? Connection.LastStatus : default;
        }
    }

    /// <summary>The peer sends a segment.</summary>
    public void Arrive(TcpFlags flags, SequenceNumber sequence, SequenceNumber acknowledgment = default, string text = "", ushort urgent = 0)
    {
        var header = new TcpHeader
        {
            SourcePort = Remote.Port,
            DestinationPort = Local.Port,
            Sequence = sequence,
            Acknowledgment = acknowledgment,
            Flags = flags,
            Window = Window,
            UrgentPointer = urgent,
            Options = Options,
        };
        Arrived = new(header, Encoding.ASCII.GetBytes(text));
        var length = Packet.Write(_buffer, Remote.Address, Local.Address, header, Arrived.Text);
        Assert.True(Connection.DatagramArrives(_buffer.AsSpan(0, length)));
    }

    public void Send(string text) => Connection.Send(Encoding.ASCII.GetBytes(text), urgent: false);

    /// <summary>All that the connection has to send.</summary>
    public List<Segment> Drain()
    {
        var all = new List<Segment>();
        while (Connection.TryTransmit(_buffer, out var length))
        {
            Assert.True(Packet.TryParse(_buffer.AsSpan(0, length), out var packet));
            Assert.Equal(Local.Address, packet.Ip.Source);
            all.Add(new(packet.Tcp.Header, packet.Tcp.Payload.ToArray()));
        }

        return all;
    }

    /// <summary>All that the user is told.</summary>
    public List<TcpNotification> Notifications()
    {
        var all = new List<TcpNotification>();
        while (Connection.TryTakeNotification(out var notification))
            all.Add(notification);

        return all;
    }

    /// <summary>Brings the connection into a state by calls and segments.</summary>
    public void Reach(TcpConnectionState state, Preparation preparation)
    {
        Walk(state, preparation);
        Assert.Equal(state, Connection.State);
        Drain();
        Notifications();
    }

    private static SequenceNumber Iss(TimeSpan now) => new(100_000 + 1_000_000 * (uint)now.TotalSeconds);

    private void Walk(TcpConnectionState state, Preparation preparation)
    {
        switch (state)
        {
            case TcpConnectionState.Closed:
                break;
            case TcpConnectionState.Listen:
                Connection.OpenPassive(Local, preparation.HasFlag(Preparation.RemoteKnown) ? Remote : default);
                break;
            case TcpConnectionState.SynSent:
                Connection.OpenActive(Local, Remote);
                Drain();
                break;
            case TcpConnectionState.SynReceived:
                Walk(preparation.HasFlag(Preparation.Passive) ? TcpConnectionState.Listen : TcpConnectionState.SynSent, preparation);
                Arrive(Syn, PeerIss);
                break;
            case TcpConnectionState.Established:
                Walk(TcpConnectionState.SynSent, preparation);
                if (preparation.HasFlag(Preparation.ClosedWindow))
                    Window = 0;
                Arrive(Syn | Ack, PeerIss, CurrentIss + 1);
                if (preparation.HasFlag(Preparation.TextOnHand))
                    Arrive(Psh | Ack, PeerIss + 1, CurrentIss + 1, "on hand");
                if ((preparation & (Preparation.Unacknowledged | Preparation.ClosedWindow)) != 0)
                    Send("text");
                Drain();
                break;
            case TcpConnectionState.FinWait1:
                Walk(TcpConnectionState.Established, preparation);
                Connection.Close();
                Drain();
                break;
            case TcpConnectionState.FinWait2:
                Walk(TcpConnectionState.FinWait1, preparation);
                Arrive(Ack, Status.ReceiveNext, Status.SendNext);
                break;
            case TcpConnectionState.CloseWait:
                Walk(TcpConnectionState.Established, preparation);
                Arrive(Fin | Ack, Status.ReceiveNext, Status.SendUnacknowledged);
                break;
            case TcpConnectionState.Closing:
                Walk(TcpConnectionState.FinWait1, preparation);
                Arrive(Fin | Ack, Status.ReceiveNext, Status.SendUnacknowledged);
                break;
            case TcpConnectionState.LastAck:
                Walk(TcpConnectionState.CloseWait, preparation);
                Connection.Close();
                Drain();
                break;
            case TcpConnectionState.TimeWait:
                Walk(TcpConnectionState.FinWait2, preparation);
                Arrive(Fin | Ack, Status.ReceiveNext, Status.SendNext);
                break;
        }
    }
}
