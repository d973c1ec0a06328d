using System.Text;
using FsmGen.Runtime.Packets;
using FsmGen.Tcp.Tests.Conformance;
using static FsmGen.Runtime.Packets.TcpFlags;

namespace FsmGen.Tcp.Tests.Requirements;

/// <summary>A connection that opens actively, and a peer that is played by hand; both sides' text begins with number 1.</summary>
/// <remarks>Segments are told in words: <c>1-1001</c> is text, <c>ack 1 sack 5-9</c> a segment without, <c>FIN 1001</c> takes a number.</remarks>
internal sealed class Dialog
{
    /// <summary>A connection that offers none of the options of RFC 7323 and 2018.</summary>
    public static readonly TcpConnectionOptions Plain = new()
    {
        UserTimeout = null,
        Timestamps = false,
        WindowScaling = false,
        SelectiveAcknowledgments = false,
    };

    /// <summary>A peer that takes 1000 bytes in a segment, and does not understand any other option.</summary>
    public static readonly TcpOptions Thousand = new() { MaximumSegmentSize = 1000 };

    private readonly Bench _bench;
    private SequenceNumber _iss;

    public Dialog(TcpConnectionOptions? options = null, TcpMemory? memory = null) => _bench = new(options ?? Plain, memory) { Window = 60_000 };

    public TcpConnection Connection => _bench.Connection;

    public TcpConnectionState State => Connection.State;

    public TcpStatus Status => _bench.Status;

    /// <summary>What the peer's clock says, and the last of ours that it echoes; null if it sends no timestamps.</summary>
    public TcpTimestamps? Clock { get; set; }

    /// <summary>The window field of the peer's segments.</summary>
    public ushort Window
    {
        get => _bench.Window;
        set => _bench.Window = value;
    }

    /// <summary>An established connection.</summary>
    /// <param name="options">Ours.</param>
    /// <param name="peer">The options of the peer's SYN,ACK.</param>
    /// <param name="roundTrip">How long the peer takes to send it, in milliseconds.</param>
    /// <param name="window">The window that the peer offers.</param>
    /// <param name="memory">Where buffers come from.</param>
    public static Dialog Established(
        TcpConnectionOptions? options = null,
        TcpOptions? peer = null,
        double roundTrip = 0,
        ushort window = 60_000,
        TcpMemory? memory = null)
    {
        var dialog = new Dialog(options, memory) { Window = window };
        dialog.Open();
        dialog.Pass(roundTrip);
        dialog.AnswerSyn(peer ?? Thousand);
        Assert.Equal(TcpConnectionState.Established, dialog.State);
        dialog.Sent();
        dialog.Told();
        return dialog;
    }

    public string Open()
    {
        Connection.OpenActive(Bench.Local, Bench.Remote);
        _iss = _bench.CurrentIss;
        return Sent();
    }

    public void AnswerSyn(TcpOptions options)
    {
        Clock = options.Timestamps;
        _bench.Options = options;
        _bench.Arrive(Syn | Ack, Bench.PeerIss, _iss + 1);
        _bench.Options = default;
    }

    /// <summary>The user gives text to send; answers what leaves at once.</summary>
    public string Send(int length, bool urgent = false)
    {
        Connection.Send(Encoding.ASCII.GetBytes(new string('x', length)), urgent);
        return Sent();
    }

    /// <summary>The user takes text; answers what leaves at once.</summary>
    public string Receive(int length)
    {
        Connection.Receive(new byte[length]);
        return Sent();
    }

    /// <summary>The peer acknowledges up to a number and holds runs behind it.</summary>
    public string Acknowledges(int number, params (int Left, int Right)[] runs)
    {
        var blocks = runs.Select(run => new SackBlock(_iss + run.Left, _iss + run.Right)).ToArray();
        return Arrive(Ack, Next, number, sack: SackBlocks.Create(blocks));
    }

    /// <summary>The peer sends text, and acknowledges what it has acknowledged before.</summary>
    public string Text(int start, int end) => Arrive(Ack | Psh, start, Acknowledged, new string('y', end - start));

    /// <summary>The peer sends any segment; answers what leaves at once.</summary>
    public string Arrive(
        TcpFlags flags,
        int sequence,
        int acknowledgment,
        string text = "",
        ushort urgent = 0,
        SackBlocks sack = default,
        bool isDrained = true)
    {
        _bench.Options = new() { Timestamps = Clock, Sack = sack };
        _bench.Arrive(flags, Bench.PeerIss + sequence, _iss + acknowledgment, text, urgent);
        return isDrained ? Sent() : "";
    }

    /// <summary>ICMP reports an error about a segment of ours that begins with a number; answers what leaves at once.</summary>
    public string Reports(byte type, byte code, uint parameter, int sequence)
    {
        Span<byte> original = stackalloc byte[40];
        Packet.Write(original, Bench.Local.Address, Bench.Remote.Address, new() { SourcePort = Bench.Local.Port, DestinationPort = Bench.Remote.Port, Sequence = _iss + sequence }, []);
        Span<byte> packet = stackalloc byte[20 + IcmpErrorHeader.Length + 28];
        new IcmpErrorHeader(type, code, parameter).Write(packet[20..], original[..28], default);
        new Ipv4Header
        {
            Source = Ipv4Address.Parse("198.51.100.1"),
            Destination = (Ipv4Address)Bench.Local.Address,
            TimeToLive = 64,
            Protocol = IpProtocol.Icmp,
        }.Write(packet, packet.Length - 20);
        Assert.True(IpPacket.TryParse(packet, out var ip));
        Assert.True(IcmpError.TryParse(ip, out var error));
        Connection.IcmpArrives(error);
        return Sent();
    }

    /// <summary>The next number that is expected of the peer.</summary>
    public int Next => Status.ReceiveNext - Bench.PeerIss;

    /// <summary>The number up to which the peer has acknowledged.</summary>
    public int Acknowledged => Status.SendUnacknowledged - _iss;

    /// <summary>Milliseconds from now to the next deadline.</summary>
    public double? Deadline => (Connection.NextDeadline - Connection.Now)?.TotalMilliseconds;

    /// <summary>Lets milliseconds pass; answers what leaves meanwhile.</summary>
    public string Pass(double milliseconds)
    {
        var (end, all) = (Connection.Now + TimeSpan.FromMilliseconds(milliseconds), new List<string>());
        while (Connection.NextDeadline <= end)
            Step(Connection.NextDeadline.Value);
        Step(end);
        return string.Join(", ", all.Where(static sent => sent != ""));

        void Step(TimeSpan time)
        {
            Connection.Advance(time);
            all.Add(Sent());
        }
    }

    /// <summary>What has to be sent.</summary>
    public string Sent() => string.Join(", ", Drain().Select(Describe));

    public List<Segment> Drain() => _bench.Drain();

    /// <summary>What the user is told.</summary>
    public List<TcpMessage> Told() => [.. _bench.Notifications().Where(static n => n.Audience == TcpAudience.User).Select(static n => n.Message)];

    private string Describe(Segment segment)
    {
        var header = segment.Header;
        var (start, end) = (header.Sequence - _iss, header.Sequence - _iss + segment.Text.Length);
        var words = segment switch
        {
            { Text.Length: > 0 } => $"{start}-{end}",
            _ when segment.Has(Syn) => "SYN",
            _ when segment.Has(Rst) => $"RST {start}",
            _ when segment.Has(Fin) => "",
            _ => $"ack {header.Acknowledgment - Bench.PeerIss}",
        };
        if (segment.Has(Fin))
            words = $"{words} FIN {end}".Trim();

        if (header.Options.Sack.Count > 0)
            words += " sack";
        foreach (var block in header.Options.Sack)
            words += $" {block.Left - Bench.PeerIss}-{block.Right - Bench.PeerIss}";
        return words;
    }
}
