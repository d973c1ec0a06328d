using System.Text;
using FsmGen.Runtime.Packets;

namespace FsmGen.Tcp.Tests;

/// <summary>Two connections, joined in memory under virtual time; what crosses is bytes.</summary>
internal sealed class Link
{
    public static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(10);

    private static readonly TcpEndpoint ClientSocket = new(Ipv4Address.Parse("192.0.2.1"), 1024);
    private static readonly TcpEndpoint ServerSocket = new(Ipv4Address.Parse("192.0.2.2"), 80);

    /// <summary>A connection without the options that later RFCs brought, so that sizes and counts are plain.</summary>
    public static readonly TcpConnectionOptions Plain = new()
    {
        MaximumSegmentSize = 1460,
        Timestamps = false,
        WindowScaling = false,
        SelectiveAcknowledgments = false,
    };

    private readonly PriorityQueue<(TcpConnection To, byte[] Datagram), (TimeSpan, int)> _link = new();
    private readonly byte[] _buffer = new byte[2048];
    private int _count;

    public Link(TcpConnectionOptions? client = null, TcpConnectionOptions? server = null) =>
        (Client, Server) = (new(client ?? Plain), new(server ?? Plain));

    public TcpConnection Client { get; }

    public TcpConnection Server { get; }

    public TimeSpan Now { get; private set; }

    /// <summary>All headers that were sent, the lost ones included.</summary>
    public List<(TcpConnection From, TcpHeader Header, int Length)> Sent { get; } = [];

    /// <summary>Whether the network loses a segment; it is counted from 1.</summary>
    public Func<TcpConnection, TcpHeader, int, bool> Loses { get; set; } = static (_, _, _) => false;

    /// <summary>How long a segment takes; it is counted from 1.</summary>
    public Func<int, TimeSpan> Takes { get; set; } = static _ => Latency;

    public Link Listen()
    {
        Server.OpenPassive(ServerSocket, default);
        return this;
    }

    public Link Connect()
    {
        Client.OpenActive(ClientSocket, ServerSocket);
        Transmit();
        return this;
    }

    public Link ConnectBoth()
    {
        Client.OpenActive(ClientSocket, ServerSocket);
        Server.OpenActive(ServerSocket, ClientSocket);
        Transmit();
        return this;
    }

    /// <summary>A link with both sides in ESTABLISHED.</summary>
    public static Link Established(TcpConnectionOptions? client = null, TcpConnectionOptions? server = null)
    {
        var link = new Link(client, server).Listen().Connect();
        link.Settle();
        link.Expect(TcpConnectionState.Established, TcpConnectionState.Established);
        return link;
    }

    public void Call(Action call)
    {
        call();
        Transmit();
    }

    public void Send(TcpConnection from, string text) => Call(() => from.Send(Encoding.ASCII.GetBytes(text), urgent: false));

    public string Receive(TcpConnection at, int most = 100_000)
    {
        var buffer = new byte[most];
        Call(() => at.Receive(buffer));
        return Encoding.ASCII.GetString(buffer, 0, at.Transferred);
    }

    public void Expect(TcpConnectionState client, TcpConnectionState server) =>
        Assert.Equal((client, server), (Client.State, Server.State));

    /// <summary>Lets all that is on the link arrive, and all that is sent in answer.</summary>
    public void Settle()
    {
        while (_link.TryPeek(out _, out var due))
            StepTo(due.Item1);
    }

    /// <summary>Lets time pass until something holds.</summary>
    public void Until(Func<bool> holds, TimeSpan? patience = null)
    {
        var limit = Now + (patience ?? TimeSpan.FromHours(1));
        while (!holds())
        {
            var next = Next();
            Assert.True(next <= limit, "it never happened");
            StepTo(next!.Value);
        }
    }

    public void Pass(TimeSpan span)
    {
        var end = Now + span;
        while (Next() is { } next && next <= end)
            StepTo(next);
        StepTo(end);
    }

    private TimeSpan? Next()
    {
        var next = Client.NextDeadline;
        if (Server.NextDeadline is { } deadline && (next is null || deadline < next))
            next = deadline;
        if (_link.TryPeek(out _, out var due) && (next is null || due.Item1 < next))
            next = due.Item1;

        return next;
    }

    private void StepTo(TimeSpan time)
    {
        Now = time;
        Client.Advance(time);
        Server.Advance(time);
        Transmit();
        while (_link.TryPeek(out var arrival, out var due) && due.Item1 <= time)
        {
            _link.Dequeue();
            Assert.True(arrival.To.DatagramArrives(arrival.Datagram));
            Transmit();
        }
    }

    private void Transmit()
    {
        foreach (var from in (ReadOnlySpan<TcpConnection>)[Client, Server])
        {
            while (from.TryTransmit(_buffer, out var length))
            {
                Assert.True(Packet.TryParse(_buffer.AsSpan(0, length), out var packet));
                var header = packet.Tcp.Header;
                Sent.Add((from, header, packet.Tcp.Payload.Length));
                _count++;
                if (!Loses(from, header, _count))
                    _link.Enqueue((from == Client ? Server : Client, _buffer.AsSpan(0, length).ToArray()), (Now + Takes(_count), _count));
            }
        }
    }
}
