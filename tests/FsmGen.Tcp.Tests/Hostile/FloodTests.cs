using FsmGen.Runtime.Packets;
using FsmGen.Tcp.Stack;
using FsmGen.Tcp.Tests.Stack;

namespace FsmGen.Tcp.Tests.Hostile;

/// <summary>So much of something that a stack that believed in all of it would have no room for anything else.</summary>
[Collection(MeasuredAlone.Name)]
public sealed class FloodTests
{
    private const int Backlog = 128;

    private static readonly TcpEndpoint Service = new(StackPair.RightIpv4, 80);

    [Fact]
    public void A_million_requests_from_forged_sources_leave_a_backlog_and_no_more()
    {
        const int count = 1_000_000;
        var (made, memory) = (0, new TcpMemory());
        using var device = new Forger(packet => made == count ? 0 : Request(packet, made++));
        using var stack = new TcpStack(device, new() { LocalAddresses = [Service.Address], Memory = memory });
        using var listener = stack.Listen(Service, Backlog);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        stack.Poll();

        Assert.Equal((count, Backlog), (made, stack.ConnectionCount));
        Assert.Equal((count, count - Backlog), (stack.Statistics.PassiveOpens, stack.Statistics.HalfOpenDrops));
        Assert.Equal(0, memory.InUse);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 1_000_000);
    }

    [Fact]
    public void Text_that_comes_with_a_flood_of_requests_goes_with_them()
    {
        const int count = 10_000;
        var (made, memory) = (0, new TcpMemory());
        using var device = new Forger(packet => made == count ? 0 : Request(packet, made++, "text"u8));
        using var stack = new TcpStack(device, new() { LocalAddresses = [Service.Address], Memory = memory });
        using var listener = stack.Listen(Service, Backlog);
        stack.Poll();

        Assert.InRange(memory.InUse, 0, Backlog * TcpMemory.ChunkSize);
        stack.Dispose();
        Assert.Equal(0, memory.InUse);
    }

    [Fact]
    public void Those_who_are_connected_and_those_who_come_are_served_during_a_flood_of_requests()
    {
        var pair = new StackPair();
        using var listener = pair.Right.Listen(Service, Backlog);
        var (client, server) = Accept(pair, listener);
        var packet = new byte[100];
        for (var i = 0; i < 100_000; i++)
        {
            // A handshake takes half a backlog of forged requests.
            if (i % 10_000 == 0)
            {
                var connecting = pair.Left.ConnectAsync(Service).AsTask();
                pair.Right.Poll();
                for (var j = 0; j < Backlog / 2; j++)
                    pair.Devices.Left.Inject(packet.AsSpan(0, Request(packet, 1_000_000 + i + j)));
                pair.Await(connecting).Dispose();
                pair.Await(listener.AcceptAsync()).Dispose();
                Exchange(pair, client, server);
            }

            pair.Inject(packet.AsSpan(0, Request(packet, i)));
        }

        Assert.InRange(pair.Right.ConnectionCount, Backlog, Backlog + 1);
        Exchange(pair, client, server);
    }

    [Fact]
    public void A_scan_of_all_ports_is_answered_at_the_rate_that_is_allowed()
    {
        var made = 0;
        using var device = new Forger(packet => made == 200_000
            ? 0
            : Forger.Write(packet, Stranger(made), Service with { Port = (ushort)made }, new() { Flags = made++ % 2 == 0 ? TcpFlags.Syn : TcpFlags.Ack }));
        var time = new FsmGen.Runtime.Timers.VirtualTimeProvider();
        using var stack = new TcpStack(device, new() { LocalAddresses = [Service.Address], TimeProvider = time, MaximumResetsPerSecond = 1000 });
        stack.Poll();

        Assert.Equal((200_000, 1000, 1000), (stack.Statistics.Strangers, stack.Statistics.ResetsSent, device.Sent));
        Assert.Equal(0, stack.ConnectionCount);
    }

    [Fact]
    public void Resets_from_everywhere_change_nothing()
    {
        var pair = new StackPair();
        using var listener = pair.Right.Listen(Service, Backlog);
        var (client, server) = Accept(pair, listener);
        var (packet, random) = (new byte[100], new Random(1));
        for (var i = 0; i < 100_000; i++)
        {
            var header = new TcpHeader { Sequence = new((uint)random.NextInt64(uint.MaxValue)), Flags = i % 2 == 0 ? TcpFlags.Rst : TcpFlags.Rst | TcpFlags.Ack };
            var from = i % 3 == 0 ? client.LocalEndPoint : Stranger(i);
            pair.Inject(packet.AsSpan(0, Forger.Write(packet, from, Service, header)));
        }

        Exchange(pair, client, server);
    }

    [Fact]
    public void Fragments_of_datagrams_that_never_come_whole_take_what_they_may_and_no_more()
    {
        const int count = 200_000, most = 1_000_000;
        var (made, random) = (0, new Random(1));
        using var device = new Forger(packet => made++ < count ? Fragment(packet, random) : 0);
        using var stack = new TcpStack(device, new() { LocalAddresses = [Service.Address], MaximumReassemblyBytes = most, MaximumReassemblies = 64 });
        var before = GC.GetTotalMemory(forceFullCollection: true);
        stack.Poll();

        Assert.Equal((count, 0), (stack.Statistics.Fragments, stack.Statistics.Reassembled));
        Assert.InRange(stack.Statistics.ReassemblyDrops, 1, count);

        // Arrays that came back to their pool are not ours any more, and are not gone yet.
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 8 * most);
    }

    [Fact]
    public void Whoever_knows_the_hash_but_not_its_key_makes_no_long_chains()
    {
        var known = new SipHash(new byte[SipHash.KeyLength]);
        var colliding = Enumerable.Range(0, 1 << 20).Select(static i => new ConnectionKey(Service, Stranger(i))).Where(key => key.Hash(known) % 4096 == 0).ToArray();
        var secret = new SipHash([.. "sixteen bytes..."u8]);

        Assert.InRange(colliding.Length, 150, 400);
        Assert.InRange(colliding.GroupBy(key => key.Hash(secret) % 4096).Max(static group => group.Count()), 1, 5);
    }

    internal static (TcpStream Client, TcpStream Server) Accept(StackPair pair, TcpListener listener)
    {
        var client = pair.Await(pair.Left.ConnectAsync(Service));
        return (client, pair.Await(listener.AcceptAsync()));
    }

    internal static void Exchange(StackPair pair, TcpStream client, TcpStream server)
    {
        var buffer = new byte[10];
        pair.Await(client.WriteAsync("hello"u8.ToArray()));
        Assert.Equal(5, pair.Await(server.ReadAsync(buffer)));
        pair.Await(server.WriteAsync("hi"u8.ToArray()));
        Assert.Equal(2, pair.Await(client.ReadAsync(buffer)));
    }

    private static TcpEndpoint Stranger(int number) => new(new Ipv4Address(0x0A00_0000 + (uint)(number >> 4)), (ushort)(1024 + number % 16));

    private static int Request(Span<byte> packet, int number, ReadOnlySpan<byte> text = default) =>
        Forger.Write(packet, Stranger(number), Service, new() { Sequence = new((uint)number), Flags = TcpFlags.Syn, Window = 1000 }, text);

    private static int Fragment(Span<byte> packet, Random random)
    {
        var header = new Ipv4Header
        {
            Source = new(0x0A00_0000 + (uint)random.Next(20)),
            Destination = (Ipv4Address)Service.Address,
            Identification = (ushort)random.Next(50),
            Protocol = IpProtocol.Udp,
            TimeToLive = 64,
            Flags = Ipv4Flags.MoreFragments,
            FragmentOffset = (ushort)(8 * random.Next(1, 8000)),
        };
        const int length = 160;
        packet.Slice(Ipv4Header.MinimumLength, length).Clear();
        return header.Write(packet, length) + length;
    }
}
