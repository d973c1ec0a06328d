using CsCheck;
using FsmGen.Runtime.Packets;

namespace FsmGen.Tcp.Tests;

public sealed class HostileTests
{
    private static readonly TcpEndpoint Local = new(Ipv4Address.Parse("192.0.2.1"), 1024);
    private static readonly TcpEndpoint Remote = new(Ipv4Address.Parse("192.0.2.2"), 2048);

    [Fact]
    public void Whatever_arrives_whenever_no_claim_of_the_spec_is_broken()
    {
        var visits = new int[Enum.GetValues<TcpConnectionState>().Length];
        Gen.Int[0, int.MaxValue].Sample(
            seed =>
            {
                var random = new Random(seed);
                var connection = new TcpConnection(new()
                {
                    ReceiveBufferSize = (ushort)random.Next(1, 100),
                    SendBufferSize = random.Next(1, 100),
                    AcknowledgmentDelay = TimeSpan.FromMilliseconds(random.Next(2) * 200),
                    KeepAliveInterval = random.Next(2) == 0 ? null : TimeSpan.FromSeconds(30),
                    IgnoreResetInTimeWait = random.Next(2) == 0,
                    ReopenFromTimeWait = random.Next(2) == 0,
                    MaximumRetransmissions = random.Next(1, 20),
                    Timestamps = random.Next(2) == 0,
                    WindowScaling = random.Next(2) == 0,
                    SelectiveAcknowledgments = random.Next(2) == 0,
                    OrphanTimeout = TimeSpan.FromSeconds(random.Next(1, 100)),
                });
                var hasOptions = random.Next(2) == 0;

                var edge = default(SequenceNumber);
                for (var i = 0; i < 200; i++)
                {
                    var before = Status(connection);
                    Step(connection, random, before, hasOptions ? Options(random, before, (uint)(1000 + i)) : default);
                    var after = Status(connection);

                    Assert.True(after.SendUnacknowledged <= after.SendNext, "SND.UNA must not pass SND.NXT");
                    var newEdge = after.ReceiveNext + after.ReceiveWindow;
                    if (IsSameConnection(before, after))
                        Assert.True(newEdge >= edge, "the window must not shrink");
                    edge = newEdge;
                    visits[(int)connection.State]++;
                }
            },
            iter: 3000,
            threads: 1);

        Assert.All(visits, static count => Assert.True(count > 100, $"each state should be visited, one was {count} times"));
    }

    // A connection that was reset and opened again has other numbers.
    private static bool IsSameConnection(in TcpStatus before, in TcpStatus after) =>
        before.State != TcpConnectionState.Closed
        && before.State != TcpConnectionState.Listen
        && before.State != TcpConnectionState.SynSent
        && before.State != TcpConnectionState.TimeWait
        && after.State != TcpConnectionState.Closed
        && after.State != TcpConnectionState.Listen;

    private static TcpStatus Status(TcpConnection connection)
    {
        connection.Status();
        return connection.Reply == TcpMessage.Ok ? connection.LastStatus : default;
    }

    // What is true more often than not, so that it gets past the first checks.
    private static TcpOptions Options(Random random, in TcpStatus status, uint clock)
    {
        var left = status.SendUnacknowledged + random.Next(-10, 40);
        return new()
        {
            MaximumSegmentSize = (ushort)random.Next(0, 100),
            WindowScale = (byte)random.Next(0, 16),
            IsSackPermitted = true,
            Timestamps = random.Next(20) == 0 ? null : new(clock - (uint)random.Next(0, 3), (uint)random.Next()),
            Sack = random.Next(3) == 0 ? SackBlocks.Create([new(left, left + random.Next(0, 30))]) : default,
        };
    }

    private static void Step(TcpConnection connection, Random random, in TcpStatus status, in TcpOptions options)
    {
        Span<byte> text = stackalloc byte[random.Next(0, 40)];
        switch (random.Next(20))
        {
            case 0: connection.OpenPassive(Local, random.Next(2) == 0 ? default : Remote); break;
            case 1: connection.OpenActive(Local, Remote); break;
            case 2 or 3: connection.Send(text, urgent: random.Next(5) == 0); break;
            case 4 or 5: connection.Receive(text); break;
            case 6: connection.Close(); break;
            case 7 when random.Next(5) == 0: connection.Abort(); break;
            case 7 when random.Next(5) == 0: connection.Release(); break;
            case 7: ErrorArrives(connection, random, status); break;
            case 12 when connection.TryFold(out var block):
                connection.Abort();
                connection.ResumeTimeWait(block, Local, Remote);
                break;
            case 8: connection.Advance(connection.Now + TimeSpan.FromMilliseconds(random.Next(1, 2000))); break;
            case 9 when connection.NextDeadline is { } deadline: connection.Advance(deadline); break;
            case 10 or 11: Transmit(connection); break;
            default: Arrive(connection, random, status, text, options); break;
        }
    }

    private static void ErrorArrives(TcpConnection connection, Random random, in TcpStatus status)
    {
        Span<byte> original = stackalloc byte[40];
        var header = new TcpHeader
        {
            SourcePort = Local.Port,
            DestinationPort = Remote.Port,
            Sequence = status.SendUnacknowledged + random.Next(-5, 20),
        };
        Packet.Write(original, Local.Address, Remote.Address, header, []);
        Span<byte> packet = stackalloc byte[Ipv4Header.MinimumLength + IcmpErrorHeader.Length + 28];
        new IcmpErrorHeader((byte)random.Next(3, 5), (byte)random.Next(0, 6), (uint)random.Next(0, 2000)).Write(packet[Ipv4Header.MinimumLength..], original[..28], default);
        new Ipv4Header { Source = (Ipv4Address)Remote.Address, Destination = (Ipv4Address)Local.Address, TimeToLive = 1, Protocol = IpProtocol.Icmp }
            .Write(packet, packet.Length - Ipv4Header.MinimumLength);
        Assert.True(IpPacket.TryParse(packet, out var ip));
        Assert.True(IcmpError.TryParse(ip, out var error));
        connection.IcmpArrives(error);
    }

    private static void Arrive(TcpConnection connection, Random random, in TcpStatus status, ReadOnlySpan<byte> text, in TcpOptions options)
    {
        var flags = random.Next(6) switch
        {
            0 => TcpFlags.Syn,
            1 => TcpFlags.Syn | TcpFlags.Ack,
            2 => TcpFlags.Fin | TcpFlags.Ack,
            3 => (TcpFlags)random.Next(256),
            _ => TcpFlags.Ack,
        };
        var header = new TcpHeader
        {
            SourcePort = Remote.Port,
            DestinationPort = Local.Port,
            Sequence = status.ReceiveNext + (random.Next(3) == 0 ? random.Next(-50, 50) : 0),
            Acknowledgment = random.Next(3) switch
            {
                0 => status.SendUnacknowledged,
                1 => status.SendNext,
                _ => status.SendUnacknowledged + random.Next(-20, 60),
            },
            Flags = flags,
            Window = (ushort)random.Next(0, 50),
            UrgentPointer = (ushort)random.Next(0, 50),
            Options = options,
        };
        connection.SegmentArrives(new ArrivingSegment(Remote.Address, Local.Address, header, text));
    }

    private static void Transmit(TcpConnection connection)
    {
        Span<byte> datagram = stackalloc byte[2048];
        while (connection.TryTransmit(datagram, out var length))
            Assert.True(Packet.TryParse(datagram[..length], out _));
    }
}
