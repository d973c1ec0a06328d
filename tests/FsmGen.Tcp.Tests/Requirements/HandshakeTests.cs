using FsmGen.Runtime.Packets;
using FsmGen.Tcp.Tests.Conformance;
using static FsmGen.Runtime.Packets.TcpFlags;
using static FsmGen.Tcp.TcpConnectionState;

namespace FsmGen.Tcp.Tests.Requirements;

/// <summary>How connections begin: RFC 9293 sections 3.4.1, 3.5 and 3.9.1.1.</summary>
public sealed class HandshakeTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 16).Select(static i => (byte)i)];

    [Fact]
    [Requirement("MUST-8")]
    public void The_clock_of_initial_numbers_ticks_every_four_microseconds()
    {
        var numbers = new InitialSequenceNumbers(Key);
        var (begin, tick) = (TimeSpan.FromHours(7), TimeSpan.FromMicroseconds(4));

        Assert.Equal(numbers.Select(Bench.Local, Bench.Remote, begin) + 1, numbers.Select(Bench.Local, Bench.Remote, begin + tick));
        Assert.Equal(numbers.Select(Bench.Local, Bench.Remote, begin) + 250_000, numbers.Select(Bench.Local, Bench.Remote, begin + TimeSpan.FromSeconds(1)));
    }

    [Fact]
    [Requirement("SHLD-1")]
    [Rfc("6528", "3")]
    public void An_initial_number_is_the_clock_and_a_keyed_hash_of_both_sockets()
    {
        var numbers = new InitialSequenceNumbers(Key);
        byte[] sockets = [192, 0, 2, 1, .. new byte[12], 192, 0, 2, 2, .. new byte[12], 4, 0, 8, 0];
        var now = TimeSpan.FromSeconds(1);

        Assert.Equal(
            InitialSequenceNumbers.FromClock(now) + (uint)new SipHash(Key).Compute(sockets),
            numbers.Select(new(Ipv4Address.Parse("192.0.2.1"), 0x400), new(Ipv4Address.Parse("192.0.2.2"), 0x800), now));
    }

    [Fact]
    [Requirement("MUST-9")]
    [Rfc("6528", "3")]
    public void Whoever_has_not_the_key_learns_nothing_from_another_pair_of_sockets()
    {
        var (numbers, others) = (new InitialSequenceNumbers(Key), new InitialSequenceNumbers(new byte[16]));
        var sockets = Enumerable.Range(1, 1000).Select(static port => new TcpEndpoint(Bench.Local.Address, (ushort)port)).ToList();

        var distances = sockets.Select(local => numbers.Select(local, Bench.Remote, default) - numbers.Select(Bench.Local, Bench.Remote, default)).ToHashSet();
        Assert.Equal(1000, distances.Count);
        Assert.DoesNotContain(sockets, local => numbers.Select(local, Bench.Remote, default) == others.Select(local, Bench.Remote, default));
        Assert.Throws<ArgumentException>(static () => new InitialSequenceNumbers(new byte[15]));
    }

    [Theory]
    [Requirement("MUST-11")]
    [InlineData(true, Listen)]
    [InlineData(false, Closed)]
    public void A_reset_in_syn_received_goes_back_to_where_the_connection_came_from(bool isPassive, TcpConnectionState state)
    {
        var bench = new Bench();
        bench.Reach(SynReceived, isPassive ? Preparation.Passive : Preparation.None);
        bench.Arrive(Rst, Bench.PeerIss + 1);

        Assert.Equal(state, bench.Connection.State);
        Assert.Equal(isPassive ? [] : [TcpMessage.ConnectionRefused], bench.Notifications().Where(static n => n.Audience == TcpAudience.User).Select(static n => n.Message));
    }

    [Theory]
    [Requirement("MUST-12")]
    [InlineData(Fin | Ack, CloseWait, TcpMessage.ConnectionClosing)]
    [InlineData(Rst, Closed, TcpMessage.ConnectionReset)]
    public void The_user_learns_whether_the_peer_closed_or_gave_up(TcpFlags flags, TcpConnectionState state, TcpMessage message)
    {
        var dialog = Dialog.Established();
        dialog.Arrive(flags, dialog.Next, 1);

        Assert.Equal(state, dialog.State);
        Assert.Equal([message], dialog.Told());
    }

    [Theory]
    [Requirement("MUST-41")]
    [InlineData(Listen)]
    [InlineData(SynSent)]
    [InlineData(SynReceived)]
    [InlineData(Established)]
    [InlineData(TimeWait)]
    public void A_passive_open_leaves_a_connection_that_exists_as_it_is(TcpConnectionState state)
    {
        var bench = new Bench();
        bench.Reach(state, Preparation.None);
        var before = bench.Status;
        bench.Connection.OpenPassive(new(Ipv4Address.Parse("192.0.2.9"), 9), default);

        Assert.Equal(TcpMessage.ConnectionAlreadyExists, bench.Connection.Reply);
        Assert.Equal(before, bench.Status);
        Assert.Empty(bench.Drain());
    }

    [Fact]
    [Requirement("MUST-43")]
    public void An_open_may_name_the_local_address()
    {
        var bench = new Bench();
        bench.Connection.OpenActive(Bench.Local, Bench.Remote);
        Assert.Equal(Bench.Local, bench.Connection.Local);

        // Drain compares each packet's source with that address.
        Assert.Single(bench.Drain());

        var listener = new Bench();
        listener.Connection.OpenPassive(Bench.Local, default);
        listener.Arrive(Syn, Bench.PeerIss);
        Assert.Single(listener.Drain());
    }

    [Fact]
    [Requirement("MUST-45")]
    public void A_listener_on_any_address_keeps_the_one_that_the_syn_was_sent_to()
    {
        var bench = new Bench();
        bench.Connection.OpenPassive(new(default, Bench.Local.Port), default);
        bench.Arrive(Syn, Bench.PeerIss);
        bench.Arrive(Ack, Bench.PeerIss + 1, bench.CurrentIss + 1);
        bench.Send("text");
        bench.Arrive(Ack | Fin, Bench.PeerIss + 1, bench.CurrentIss + 1, "text");
        bench.Connection.Abort();

        // Drain compares each packet's source.
        Assert.NotEmpty(bench.Drain());
        Assert.Equal(Bench.Local, bench.Connection.Exists ? bench.Connection.Local : Bench.Local);
    }

    [Theory]
    [Requirement("MUST-14")]
    [Requirement("MUST-67")]
    [Requirement("SHLD-5")]
    [Requirement("MAY-3")]
    [Rfc("6691", "2")]
    [InlineData(1500, "192.0.2.1", "192.0.2.2", 1460)]
    [InlineData(576, "192.0.2.1", "192.0.2.2", 536)]
    [InlineData(1500, "2001:db8::1", "2001:db8::2", 1440)]
    [InlineData(1280, "2001:db8::1", "2001:db8::2", 1220)]
    [InlineData(65_535, "192.0.2.1", "192.0.2.2", 65_495)]
    public void The_mss_of_every_syn_is_the_mtu_without_the_fixed_headers(int mtu, string local, string remote, int mss)
    {
        var (client, server, datagram) = (new TcpConnection(new() { MaximumTransmissionUnit = mtu }), new TcpConnection(new() { MaximumTransmissionUnit = mtu }), new byte[100_000]);
        server.OpenPassive(new(IpAddress.Parse(remote), 80), default);
        client.OpenActive(new(IpAddress.Parse(local), 1024), new(IpAddress.Parse(remote), 80));

        Assert.True(client.TryTransmit(datagram, out var length));
        Assert.True(Packet.TryParse(datagram.AsSpan(0, length), out var syn));
        Assert.Equal(mss, syn.Tcp.Header.Options.MaximumSegmentSize!.Value);
        Assert.True(server.DatagramArrives(datagram.AsSpan(0, length)));
        Assert.True(server.TryTransmit(datagram, out length));
        Assert.True(Packet.TryParse(datagram.AsSpan(0, length), out var answer));
        Assert.Equal(mss, answer.Tcp.Header.Options.MaximumSegmentSize!.Value);
    }

    [Theory]
    [Requirement("MUST-15")]
    [InlineData("192.0.2.1", "192.0.2.2", 536)]
    [InlineData("2001:db8::1", "2001:db8::2", 1220)]
    public void A_peer_that_tells_no_mss_gets_the_default(string local, string remote, int size)
    {
        var (connection, datagram) = (new TcpConnection(Dialog.Plain), new byte[2048]);
        var (ours, peers) = (new TcpEndpoint(IpAddress.Parse(local), 1024), new TcpEndpoint(IpAddress.Parse(remote), 80));
        connection.OpenActive(ours, peers);
        Assert.True(connection.TryTransmit(datagram, out _));
        var header = new TcpHeader
        {
            SourcePort = 80,
            DestinationPort = 1024,
            Flags = Syn | Ack,
            Acknowledgment = connection.LastStatus.SendNext,
            Window = 10_000,
        };
        connection.SegmentArrives(new(peers.Address, ours.Address, header, []));
        Assert.True(connection.TryTransmit(datagram, out _));
        connection.Send(new byte[3000], urgent: false);

        Assert.True(connection.TryTransmit(datagram, out _));
        Assert.Equal(size, connection.LastStatus.SendNext - connection.LastStatus.SendUnacknowledged);
    }

    [Theory]
    [Requirement("MUST-16")]
    [Rfc("6691", "2")]
    [InlineData(1500, 1000, false, 1000)]
    [InlineData(1500, 9000, false, 1460)]
    [InlineData(1500, 1460, true, 1448)]
    [InlineData(900, 1000, true, 848)]
    public void A_segment_carries_what_peer_and_path_allow_without_the_options(int mtu, ushort mss, bool hasTimestamps, int size)
    {
        var dialog = Dialog.Established(
            Dialog.Plain with { MaximumTransmissionUnit = mtu, Timestamps = true },
            new() { MaximumSegmentSize = mss, Timestamps = hasTimestamps ? new(1, 0) : null });

        Assert.StartsWith($"1-{1 + size}, {1 + size}-{1 + 2 * size}", dialog.Send(10_000));
    }

    [Fact]
    public void Options_are_answered_only_where_the_peer_offers_them()
    {
        var bench = new Bench(new() { UserTimeout = null });
        bench.Connection.OpenPassive(Bench.Local, default);
        bench.Arrive(Syn, Bench.PeerIss);
        var options = Assert.Single(bench.Drain()).Header.Options;

        Assert.Equal((null, null, false), (options.Timestamps, options.WindowScale, options.IsSackPermitted));
    }
}
