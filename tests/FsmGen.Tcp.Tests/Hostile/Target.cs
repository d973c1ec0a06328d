using FsmGen.Runtime.Packets;

namespace FsmGen.Tcp.Tests.Hostile;

/// <summary>A connection in ESTABLISHED whose peer is played by the test: it may say anything.</summary>
internal sealed class Target
{
    public static readonly TcpEndpoint Local = new(Ipv4Address.Parse("192.0.2.1"), 80);
    public static readonly TcpEndpoint Remote = new(Ipv4Address.Parse("192.0.2.2"), 1024);

    private readonly byte[] _packet = new byte[70_000];
    private readonly Invariants _invariants;

    public Target(TcpConnectionOptions? options = null, TcpOptions offer = default, ushort window = ushort.MaxValue, TcpTimestamps? timestamps = null)
    {
        Connection = new(options, Memory);
        _invariants = new(Connection);
        (Window, Timestamps) = (window, timestamps);
        Connection.OpenPassive(Local, default);
        Send(new() { Sequence = new(uint.MaxValue - 99), Flags = TcpFlags.Syn, Options = offer });
        Ours = Sent[^1].Header.Sequence + 1;
        Arrive();
        Assert.Equal(TcpConnectionState.Established, Connection.State);
        Sent.Clear();
    }

    public TcpMemory Memory { get; } = new();

    public TcpConnection Connection { get; }

    /// <summary>The first number of the peer's text.</summary>
    public SequenceNumber Theirs { get; } = new(uint.MaxValue - 98);

    /// <summary>The first number of our text.</summary>
    public SequenceNumber Ours { get; private set; }

    /// <summary>What the peer's segments offer.</summary>
    public ushort Window { get; set; }

    /// <summary>The timestamps of the peer's segments, if there are any.</summary>
    public TcpTimestamps? Timestamps { get; set; }

    /// <summary>All that the connection has sent since it was established, and how much text each has.</summary>
    public List<(TcpHeader Header, int Length)> Sent { get; } = [];

    public TcpStatus Status => Connection.LastStatus;

    /// <summary>A segment arrives; its numbers count from the first byte of either text.</summary>
    public Target Arrive(
        TcpFlags flags = TcpFlags.Ack, int sequence = 0, int acknowledgment = 0, ReadOnlySpan<byte> text = default, params ReadOnlySpan<SackBlock> sack)
    {
        Send(
            new()
            {
                Sequence = Theirs + sequence,
                Acknowledgment = Ours + acknowledgment,
                Flags = flags,
                Window = Window,
                Options = new() { Timestamps = Timestamps, Sack = SackBlocks.Create(sack) },
            },
            text);
        return this;
    }

    /// <summary>The user has text to send.</summary>
    public Target Say(int length)
    {
        Connection.Send(new byte[length], urgent: false);
        return Transmit();
    }

    public byte[] Hear()
    {
        var text = new byte[100_000];
        Connection.Receive(text);
        Transmit();
        return text[..Connection.Transferred];
    }

    public Target Pass(TimeSpan span)
    {
        var end = Connection.Now + span;
        while (Connection.NextDeadline <= end)
        {
            Connection.Advance(Connection.NextDeadline.Value > Connection.Now ? Connection.NextDeadline.Value : Connection.Now);
            Transmit();
        }

        Connection.Advance(end);
        return Transmit();
    }

    /// <summary>A run of our text, by its place.</summary>
    public SackBlock Run(int start, int end) => new(Ours + start, Ours + end);

    /// <summary>A segment arrives, its ports set.</summary>
    public void Send(TcpHeader header, ReadOnlySpan<byte> text = default)
    {
        header = header with { SourcePort = Remote.Port, DestinationPort = Local.Port };
        Connection.SegmentArrives(new(Remote.Address, Local.Address, header, text));
        _invariants.Check();
        Transmit();
    }

    public Target Transmit()
    {
        while (Connection.TryTransmit(_packet, out var length))
        {
            Assert.True(Packet.TryParse(_packet.AsSpan(0, length), out var packet));
            Sent.Add((packet.Tcp.Header, packet.Tcp.Payload.Length));
        }

        _invariants.Check();
        return this;
    }
}
