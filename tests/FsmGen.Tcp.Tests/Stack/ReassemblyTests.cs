using System.Buffers.Binary;
using CsCheck;
using FsmGen.Runtime.Packets;
using FsmGen.Runtime.Timers;
using FsmGen.Tcp.Stack;

namespace FsmGen.Tcp.Tests.Stack;

public sealed class ReassemblyTests
{
    private readonly TimerWheel _wheel = new(TimeSpan.FromMilliseconds(1));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_echo_request_in_fragments_comes_back(bool ipv6)
    {
        var pair = new StackPair();
        var (source, destination) = ipv6 ? (StackPair.LeftIpv6, StackPair.RightIpv6) : (StackPair.LeftIpv4, StackPair.RightIpv4);
        foreach (var fragment in Cut(EchoTests.Request(source, destination, padding: 1000), 400))
            pair.Inject(fragment);
        Assert.Equal((1, 1, 3), (pair.Right.Statistics.EchoReplies, pair.Right.Statistics.Reassembled, pair.Right.Statistics.Fragments));
    }

    [Fact]
    public void Fragments_in_any_order_and_repeated_make_the_datagram()
    {
        Gen.Select(Gen.Bool, Gen.Int[24, 20000], Gen.Int[3, 180], Gen.Int, Gen.Int[0, 3]).Sample((ipv6, length, units, seed, repeated) =>
        {
            var datagram = Datagram(ipv6, length);
            var cut = Math.Max(units * 8, (length / 100 + 8) & ~7);
            var fragments = Cut(datagram, cut);
            if (fragments.Count < 2)
                return;

            var random = new Random(seed);
            for (var i = 0; i < repeated; i++)
                fragments.Add(fragments[random.Next(fragments.Count)]);
            random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(fragments));

            var reassembler = new Reassembler(new(), _wheel);
            var whole = fragments.Select(fragment => Take(reassembler, fragment)).FirstOrDefault(static whole => whole is not null);
            Assert.NotNull(whole);
            Assert.Equal(datagram, whole);
        }, iter: 500);
    }

    [Theory]
    [Rfc("5722", "4")]
    [InlineData(false)]
    [InlineData(true)]
    public void Overlapping_fragments_spoil_the_datagram(bool ipv6)
    {
        var reassembler = new Reassembler(new(), _wheel);
        var fragments = Cut(Datagram(ipv6, 1000), 400);
        var other = Cut(Datagram(ipv6, 1000, filler: 9), 200);
        Assert.Null(Take(reassembler, fragments[0]));
        Assert.Null(Take(reassembler, other[1]));
        Assert.Equal((1, 0), (reassembler.Dropped, reassembler.Bytes));
        Assert.All(fragments, fragment => Assert.Null(Take(reassembler, fragment)));
        Assert.Equal((1, 1), (reassembler.Dropped, reassembler.Count));
    }

    [Theory]
    [InlineData(false, 30)]
    [InlineData(true, 60)]
    public void What_does_not_become_complete_is_dropped_in_time(bool ipv6, int seconds)
    {
        var reassembler = new Reassembler(new(), _wheel);
        var fragments = Cut(Datagram(ipv6, 1000), 400);
        Assert.Null(Take(reassembler, fragments[0]));
        _wheel.Advance(TimeSpan.FromSeconds(seconds - 1));
        Assert.Equal(1, reassembler.Count);
        _wheel.Advance(TimeSpan.FromSeconds(seconds));
        Assert.Equal((0, 0, 1), (reassembler.Count, reassembler.Bytes, reassembler.Dropped));
        Assert.Null(_wheel.NextDeadline);
        Assert.Null(Take(reassembler, fragments[1]));
        Assert.Null(Take(reassembler, fragments[2]));
    }

    [Fact]
    public void The_oldest_datagrams_make_room_for_new_ones()
    {
        var reassembler = new Reassembler(new() { MaximumReassemblies = 10, MaximumReassemblyBytes = 100_000 }, _wheel);
        for (ushort i = 0; i < 100; i++)
        {
            Take(reassembler, Cut(Datagram(ipv6: false, 30000), 20000, id: i)[i % 2]);
            Assert.InRange(reassembler.Count, 1, 10);
            Assert.InRange(reassembler.Bytes, 0, 100_000);
        }

        var last = Cut(Datagram(ipv6: false, 30000), 20000, id: 1000);
        Assert.Null(Take(reassembler, last[0]));
        Assert.NotNull(Take(reassembler, last[1]));
    }

    [Fact]
    public void Small_fragments_cannot_hide_a_header()
    {
        var reassembler = new Reassembler(new(), _wheel);
        Assert.All(Cut(Datagram(ipv6: false, 100), 16), fragment => Assert.Null(Take(reassembler, fragment)));
        Assert.All(Cut(Datagram(ipv6: false, 2000), 8, id: 2), fragment => Assert.Null(Take(reassembler, fragment)));
        Assert.Equal((0, 2, 0), (reassembler.Completed, reassembler.Dropped, reassembler.Bytes));
    }

    [Fact]
    public void A_datagram_is_no_longer_than_one_can_be()
    {
        var reassembler = new Reassembler(new(), _wheel);
        var fragment = Cut(Datagram(ipv6: false, 2000), 1000)[1];
        BinaryPrimitives.WriteUInt16BigEndian(fragment.AsSpan(6), 0x1FFF);
        Fix(fragment);
        Assert.Null(Take(reassembler, fragment));
        Assert.Equal((1, 0), (reassembler.Dropped, reassembler.Bytes));
    }

    [Fact]
    public void Reassembling_allocates_nothing_in_steady_state()
    {
        var reassembler = new Reassembler(new(), _wheel);
        var fragments = Cut(Datagram(ipv6: true, 4000), 800);
        Round();
        Assert.Equal(0, Allocations.Of(Round));
        Assert.Equal(100 * (1 + Allocations.Rounds), reassembler.Completed);

        void Round()
        {
            for (var i = 0; i < 100; i++)
            {
                foreach (var fragment in fragments)
                {
                    Assert.True(IpPacket.TryParse(fragment, out var packet));
                    reassembler.TryComplete(packet, _wheel.Now, out _);
                }
            }
        }
    }

    private byte[]? Take(Reassembler reassembler, byte[] fragment)
    {
        Assert.True(IpPacket.TryParse(fragment, out var packet));
        Assert.True(packet.IsFragment);
        return reassembler.TryComplete(packet, _wheel.Now, out var whole) ? whole.ToArray() : null;
    }

    [Fact]
    public void Without_room_for_any_datagram_all_fragments_are_dropped()
    {
        var pair = new StackPair(right: static options => options with { MaximumReassemblies = 0 });
        foreach (var fragment in Cut(Datagram(ipv6: false, length: 100), unit: 80))
            pair.Inject(fragment);
        Assert.Equal((2, 0, 2), (pair.Right.Statistics.Fragments, pair.Right.Statistics.Reassembled, pair.Right.Statistics.ReassemblyDrops));
    }

    private static byte[] Datagram(bool ipv6, int length, byte filler = 1)
    {
        var text = new byte[length - TcpHeader.MinimumLength];
        for (var i = 0; i < text.Length; i++)
            text[i] = (byte)(i * 7 + filler);
        var datagram = new byte[length + 40];
        var (source, destination) = ipv6 ? (StackPair.LeftIpv6, StackPair.RightIpv6) : (StackPair.LeftIpv4, StackPair.RightIpv4);
        datagram = datagram[..Packet.Write(datagram, source, destination, new TcpHeader { SourcePort = 1, DestinationPort = 2 }, text)];
        if (!ipv6)
        {
            (datagram[5], datagram[6]) = (1, 0); // may be fragmented
            Fix(datagram);
        }

        return datagram;
    }

    // Cuts a datagram without extension headers or options into fragments of so many bytes of payload.
    private static List<byte[]> Cut(byte[] datagram, int unit, ushort id = 1)
    {
        var fragments = new List<byte[]>();
        var isIpv4 = datagram[0] >> 4 == 4;
        var headerLength = isIpv4 ? Ipv4Header.MinimumLength : Ipv6Header.Length;
        for (var start = 0; start < datagram.Length - headerLength; start += unit)
        {
            var payload = datagram.AsSpan(headerLength + start)[..Math.Min(unit, datagram.Length - headerLength - start)];
            var isLast = headerLength + start + payload.Length == datagram.Length;
            byte[] fragmentHeader = isIpv4 ? [] : [datagram[6], 0, (byte)(start >> 8), (byte)(start | (isLast ? 0 : 1)), 0, 0, (byte)(id >> 8), (byte)id];
            byte[] fragment = [.. datagram.AsSpan(0, headerLength), .. fragmentHeader, .. payload];
            if (isIpv4)
            {
                BinaryPrimitives.WriteUInt16BigEndian(fragment.AsSpan(2), (ushort)fragment.Length);
                BinaryPrimitives.WriteUInt16BigEndian(fragment.AsSpan(4), id);
                BinaryPrimitives.WriteUInt16BigEndian(fragment.AsSpan(6), (ushort)(start / 8 | (isLast ? 0 : 0x2000)));
                Fix(fragment);
            }
            else
            {
                fragment[6] = (byte)IpProtocol.Fragment;
                BinaryPrimitives.WriteUInt16BigEndian(fragment.AsSpan(4), (ushort)(fragment.Length - Ipv6Header.Length));
            }

            fragments.Add(fragment);
        }

        return fragments;
    }

    private static void Fix(byte[] datagram)
    {
        datagram.AsSpan(10, 2).Clear();
        BinaryPrimitives.WriteUInt16BigEndian(datagram.AsSpan(10), default(InternetChecksum).Add(datagram.AsSpan(0, Ipv4Header.MinimumLength)).Value);
    }
}
