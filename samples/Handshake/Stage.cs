using System.Text;
using FsmGen.Runtime.Packets;
using FsmGen.Tcp;

namespace Handshake;

/// <summary>Two endpoints and the link between them, under virtual time.</summary>
/// <remarks>Whatever crosses the link is the bytes of an IPv4 datagram, written and read again with all checksums.</remarks>
internal sealed class Stage
{
    private const int MostSegments = 200;

    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(10), Patience = TimeSpan.FromHours(1);

    private readonly PriorityQueue<(Endpoint To, byte[] Datagram), (TimeSpan, int)> _link = new();
    private readonly List<(Endpoint From, TcpFlags Flags, Func<TcpHeader, TcpHeader>? Rewrite)> _plans = [];
    private readonly Ladder _ladder;
    private readonly Capture? _capture;
    private int _sent;

    public Stage(Ladder ladder, Capture? capture, ushort clientPort)
    {
        _ladder = ladder;
        _capture = capture;
        Client = new("client", new(Ipv4Address.Parse("192.0.2.1"), clientPort), now => ClientIss(now));
        Server = new("server", new(Ipv4Address.Parse("192.0.2.2"), 80), now => ServerIss(now));
    }

    /// <summary>The side on the left.</summary>
    public Endpoint Client { get; }

    /// <summary>The side on the right.</summary>
    public Endpoint Server { get; }

    /// <summary>The virtual time.</summary>
    public TimeSpan Now { get; private set; }

    /// <summary>Expectations that were looked at.</summary>
    public int Met { get; private set; }

    /// <summary>Datagrams that were sent, oldest first: what a network could deliver again.</summary>
    public List<(Endpoint From, byte[] Datagram)> Sent { get; } = [];

    /// <summary>How the client selects its initial sequence number.</summary>
    public Func<TimeSpan, SequenceNumber> ClientIss { get; set; } = now => InitialSequenceNumbers.FromClock(now) + 1_013_904_223;

    /// <summary>How the server selects its initial sequence number.</summary>
    public Func<TimeSpan, SequenceNumber> ServerIss { get; set; } = now => InitialSequenceNumbers.FromClock(now) + 2_531_011_012u;

    /// <summary>Draws the head of the ladder.</summary>
    public void Raise() => _ladder.Columns(Client, Server);

    /// <summary>Says something that the reader should know.</summary>
    public void Say(string remark) => _ladder.Say(remark);

    /// <summary>Says where the description that this project began with misleads.</summary>
    public void SayDescriptionErrs(int row, string correction) => _ladder.Say(correction, $"! Description, row {row}: ");

    /// <summary>Lets the user of one side make a call.</summary>
    public void Call(Endpoint at, string what, Action<TcpConnection> call)
    {
        _ladder.Happens(Now, at, $"user calls {what}");
        var before = States;
        call(at.Connection);
        Transmit(before);
    }

    /// <summary>The user of the server waits for a peer.</summary>
    public void Listen() => Call(Server, "OPEN (passive)", c => c.OpenPassive(Server.Socket, default));

    /// <summary>The user of the client connects.</summary>
    public void Connect() => Call(Client, "OPEN (active)", c => c.OpenActive(Client.Socket, Server.Socket));

    /// <summary>The user of one side sends text.</summary>
    public void Send(Endpoint at, string text) => Call(at, $"SEND \"{text}\"", c => c.Send(Encoding.ASCII.GetBytes(text), false));

    /// <summary>The user of one side closes.</summary>
    public void Close(Endpoint at) => Call(at, "CLOSE", c => c.Close());

    /// <summary>Brings both sides to ESTABLISHED without drawing it again.</summary>
    public void Establish()
    {
        Raise();
        Say("(after the handshake of scenario 'handshake')");
        _ladder.IsMuted = true;
        Listen();
        Connect();
        Settle();
        _ladder.IsMuted = false;
        Expect(TcpConnectionState.Established, TcpConnectionState.Established);
    }

    /// <summary>The next segment of a side with exactly these flags is lost.</summary>
    public void Lose(Endpoint from, TcpFlags flags) => _plans.Add((from, flags, null));

    /// <summary>The next segment of a side with exactly these flags is sent in another form.</summary>
    public void Rewrite(Endpoint from, TcpFlags flags, Func<TcpHeader, TcpHeader> form) => _plans.Add((from, flags, form));

    /// <summary>Sends a segment that no TCP would send; its numbers are relative.</summary>
    public void SendByHand(Endpoint from, TcpFlags flags, int sequence, int acknowledgment, string text = "")
    {
        var to = from == Client ? Server : Client;
        var header = new TcpHeader
        {
            SourcePort = from.Socket.Port,
            DestinationPort = to.Socket.Port,
            Sequence = from.Iss + sequence,
            Acknowledgment = to.Iss + acknowledgment,
            Flags = flags,
            Window = ushort.MaxValue,
        };
        Emit(from, Encoded(from.Socket.Address, to.Socket.Address, header, Encoding.ASCII.GetBytes(text)));
        Settle();
    }

    /// <summary>The network delivers something that it has kept.</summary>
    public void Deliver(Endpoint from, byte[] datagram)
    {
        Capture(datagram);
        Draw(from, datagram, isLost: false);
        Travel(from, datagram);
    }

    /// <summary>Lets everything on the link arrive, and what is sent in answer; timers do not expire.</summary>
    public void Settle()
    {
        while (_link.TryPeek(out _, out var due))
            StepTo(due.Item1);
    }

    /// <summary>Lets time pass until a side is in a state.</summary>
    public void WaitFor(Endpoint at, TcpConnectionState state)
    {
        var limit = Now + Patience;
        while (at.State != state)
        {
            if (NextEvent() is not { } next || next > limit)
                throw new ExpectationException($"the {at.Name} should have come to {state.Rfc()} and stays in {at.State.Rfc()}");
            StepTo(next);
        }
    }

    /// <summary>Lets a span of time pass.</summary>
    public void Pass(TimeSpan span)
    {
        var end = Now + span;
        while (NextEvent() is { } next && next <= end)
            StepTo(next);
        StepTo(end);
    }

    /// <summary>Checks the states of both sides.</summary>
    public void Expect(TcpConnectionState client, TcpConnectionState server)
    {
        Expect(Client, client);
        Expect(Server, server);
    }

    /// <summary>Checks the state of one side.</summary>
    public void Expect(Endpoint at, TcpConnectionState state) =>
        Expect(at.State == state, $"the {at.Name} should be in {state.Rfc()} and is in {at.State.Rfc()}");

    /// <summary>Checks the flags of all segments since the last check.</summary>
    public void ExpectSent(params ReadOnlySpan<TcpFlags> flags)
    {
        var expected = string.Join(' ', flags.ToArray().Select(Ladder.Flags));
        var sent = string.Join(' ', Sent.Skip(_sent).Select(s => Ladder.Flags(Header(s.Datagram).Flags)));
        _sent = Sent.Count;
        Expect(expected == sent, $"the segments should have been '{expected}' and were '{sent}'");
    }

    /// <summary>Checks a fact.</summary>
    public void Expect(bool isTrue, string otherwise)
    {
        Met++;
        if (!isTrue)
            throw new ExpectationException(otherwise);
    }

    /// <summary>Reads a datagram that was sent.</summary>
    public static TcpHeader Header(byte[] datagram) => Read(datagram).Tcp.Header;

    private (TcpConnectionState, TcpConnectionState) States => (Client.State, Server.State);

    private TimeSpan? NextEvent()
    {
        var next = Client.Connection.NextDeadline;
        if (Server.Connection.NextDeadline is { } deadline && (next is null || deadline < next))
            next = deadline;
        if (_link.TryPeek(out _, out var due) && (next is null || due.Item1 < next))
            next = due.Item1;

        return next;
    }

    private void StepTo(TimeSpan time)
    {
        Now = time;
        foreach (var side in (ReadOnlySpan<Endpoint>)[Client, Server])
        {
            var isDue = side.Connection.NextDeadline <= time;
            var before = States;
            side.Connection.Advance(time);
            if (!isDue)
                continue;
            _ladder.Happens(Now, side, "a timer expires");
            Transmit(before);
        }

        while (_link.TryPeek(out var arrival, out var due) && due.Item1 <= time)
        {
            _link.Dequeue();
            var before = States;
            if (!arrival.To.IsPuppet && !arrival.To.Connection.DatagramArrives(arrival.Datagram))
                throw new ExpectationException("a datagram arrived that cannot be read");
            Transmit(before);
        }
    }

    private void Transmit((TcpConnectionState, TcpConnectionState) before)
    {
        var isDrawn = false;
        var buffer = new byte[2048];
        foreach (var side in (ReadOnlySpan<Endpoint>)[Client, Server])
        {
            while (side.Connection.TryTransmit(buffer, out var length))
            {
                Emit(side, buffer.AsSpan(0, length).ToArray());
                isDrawn = true;
            }
        }

        if (!isDrawn && States != before)
            _ladder.States(Now, Client, Server);
    }

    private void Emit(Endpoint from, byte[] datagram)
    {
        var flags = Header(datagram).Flags;
        var plan = _plans.FindIndex(p => p.From == from && p.Flags == flags);
        var isLost = plan >= 0 && _plans[plan].Rewrite is null;
        if (plan >= 0)
        {
            if (_plans[plan].Rewrite is { } rewrite)
                datagram = Rewritten(datagram, rewrite);
            _plans.RemoveAt(plan);
        }

        var header = Header(datagram);
        if ((header.Flags & TcpFlags.Syn) != 0 && (flags & TcpFlags.Syn) != 0)
            Introduce(from, header.Sequence);

        Sent.Add((from, datagram));
        if (Sent.Count > MostSegments)
            throw new ExpectationException("the two sides do not come to rest");
        Capture(datagram);
        Draw(from, datagram, isLost);
        if (!isLost)
            Travel(from, datagram);
    }

    private void Introduce(Endpoint from, SequenceNumber iss)
    {
        if (from.Iss == iss)
            return;
        from.Iss = iss;
        Say($"(the {from.Name}'s ISS is {iss}; its sequence numbers are shown relative to it)");
    }

    private void Travel(Endpoint from, byte[] datagram) =>
        _link.Enqueue((from == Client ? Server : Client, datagram), (Now + Latency, _link.Count + Sent.Count));

    private void Capture(byte[] datagram) => _capture?.Add(Now, datagram);

    private void Draw(Endpoint from, byte[] datagram, bool isLost)
    {
        var segment = Read(datagram).Tcp;
        _ladder.Segment(Now, Client, Server, from, segment.Header, segment.Payload, isLost);
    }

    private static byte[] Rewritten(byte[] datagram, Func<TcpHeader, TcpHeader> form)
    {
        var packet = Read(datagram);
        return Encoded(packet.Ip.Source, packet.Ip.Destination, form(packet.Tcp.Header), packet.Tcp.Payload);
    }

    private static Packet Read(byte[] datagram) =>
        Packet.TryParse(datagram, out var packet, out var error) ? packet : throw new InvalidDataException($"A datagram is unreadable: {error}");

    private static byte[] Encoded(IpAddress source, IpAddress destination, in TcpHeader header, ReadOnlySpan<byte> text)
    {
        var bytes = new byte[Ipv4Header.MinimumLength + header.HeaderLength + text.Length];
        Packet.Write(bytes, source, destination, header, text);
        return bytes;
    }
}
