using FsmGen.Runtime.Packets;
using FsmGen.Tcp.Tests.Conformance;
using static FsmGen.Runtime.Packets.TcpFlags;

namespace FsmGen.Tcp.Tests.Requirements;

/// <summary>What segments look like: RFC 9293 sections 3.1 and 3.2.</summary>
public sealed class SegmentTests
{
    // Maximum segment size 900, in the four bytes that it takes.
    private static readonly byte[] Mss900 = [2, 4, 0x03, 0x84];

    [Fact]
    [Requirement("MUST-1")]
    public void A_window_with_its_highest_bit_set_is_a_large_one()
    {
        var dialog = Dialog.Established(Dialog.Plain with { InitialWindow = 100 }, window: 0xFFFF);
        dialog.Send(100_000);

        Assert.Equal(65_535u, dialog.Status.SendWindow);
        Assert.Equal(65_000, dialog.Status.SendNext - dialog.Status.SendUnacknowledged);
    }

    [Fact]
    [Requirement("MUST-2")]
    public void Every_segment_that_leaves_has_a_valid_checksum()
    {
        var (connection, datagram) = (new TcpConnection(new() { SelectInitialSequenceNumber = static (_, _, _) => new(1000) }), new byte[2048]);
        var count = 0;
        connection.OpenActive(Bench.Local, Bench.Remote);
        Drain();
        connection.DatagramArrives(RawDatagram.Write(Syn | Ack, Bench.PeerIss, new(1001), Mss900));
        Drain();
        for (var length = 1; length < 4000; length += 777)
        {
            connection.Send(new byte[length], urgent: length % 2 == 0);
            Drain();
        }

        connection.Abort();
        Drain();
        Assert.True(count > 10, $"only {count} segments left");

        void Drain()
        {
            for (; connection.TryTransmit(datagram, out var length); count++)
                Assert.Equal(0xFFFF, RawDatagram.SegmentSum(datagram.AsSpan(0, length)));
        }
    }

    [Fact]
    [Requirement("MUST-3")]
    public void A_segment_with_one_bit_changed_does_not_exist()
    {
        var dialog = Dialog.Established();
        var before = dialog.Status;
        var datagram = RawDatagram.Write(Ack | Psh, before.ReceiveNext, before.SendNext, [1, 1, 1, 0], "text"u8);
        for (var bit = 0; bit < 8 * datagram.Length; bit++)
        {
            datagram[bit / 8] ^= (byte)(1 << bit % 8);
            Assert.False(dialog.Connection.DatagramArrives(datagram));
            datagram[bit / 8] ^= (byte)(1 << bit % 8);
        }

        Assert.Equal(before, dialog.Status);
        Assert.Equal("", dialog.Sent());
        Assert.True(dialog.Connection.DatagramArrives(datagram));
        Assert.Equal("ack 5", dialog.Sent());
    }

    [Theory]
    [Requirement("MUST-4")]
    [Requirement("MUST-64")]
    [InlineData("02040384")]
    [InlineData("01020403 84000000")]
    [InlineData("01010204 03840000")]
    [InlineData("01010102 04038400")]
    public void The_mss_is_found_wherever_it_begins(string options) => Assert.Equal(900, SegmentSizeAfter(Convert.FromHexString(options.Replace(" ", ""))));

    [Fact]
    [Requirement("MUST-6")]
    [Requirement("MUST-68")]
    public void Options_of_any_other_kind_are_skipped_by_their_length()
    {
        for (var kind = 3; kind < 256; kind++)
        {
            for (var length = 2; length <= 32; length++)
            {
                byte[] options = [(byte)kind, (byte)length, .. new byte[length - 2], .. Mss900];
                byte[] padded = [.. options, .. new byte[(4 - options.Length % 4) % 4]];
                Assert.Equal(900, SegmentSizeAfter(padded));
            }
        }
    }

    [Theory]
    [Requirement("MUST-7")]
    [InlineData("FE000000")]
    [InlineData("FE010000")]
    [InlineData("02FF0384")]
    [InlineData("01010102")]
    public void An_option_of_an_illegal_length_harms_nobody(string options)
    {
        var dialog = Dialog.Established();
        var before = dialog.Status;
        var datagram = RawDatagram.Write(Ack | Psh, before.ReceiveNext, before.SendNext, Convert.FromHexString(options), "text"u8);

        Assert.False(dialog.Connection.DatagramArrives(datagram));
        Assert.Equal(before, dialog.Status);
        Assert.Equal("ack 5", dialog.Text(1, 5));
    }

    [Fact]
    [Requirement("MUST-5")]
    public void Options_may_stand_in_any_segment()
    {
        var dialog = Dialog.Established();
        var status = dialog.Status;
        Assert.True(dialog.Connection.DatagramArrives(
            RawDatagram.Write(Ack | Psh, status.ReceiveNext, status.SendNext, [.. Mss900, 253, 6, 1, 2, 3, 4, 1, 0], "text"u8)));

        Assert.Equal("ack 5", dialog.Sent());
    }

    [Fact]
    [Requirement("MUST-65")]
    public void Only_a_syn_carries_the_mss()
    {
        var link = Link.Established(new() { MaximumSegmentSize = 1000 }, new() { MaximumSegmentSize = 1000 });
        link.Send(link.Client, new string('a', 5000));
        link.Settle();
        link.Call(() => link.Client.Close());
        link.Call(() => link.Server.Close());
        link.Settle();

        Assert.All(link.Sent, static s => Assert.Equal(s.Header.Flags.HasFlag(Syn), s.Header.Options.MaximumSegmentSize is not null));
    }

    [Fact]
    [Requirement("MUST-69")]
    public void A_header_is_padded_with_zeros_behind_its_options()
    {
        var bytes = new byte[28];
        bytes.AsSpan().Fill(0xCC);
        default(TcpHeader).Write(bytes, [1, 1, 1, 1, 0]);

        Assert.Equal([1, 1, 1, 1, 0, 0, 0, 0], bytes[20..]);
    }

    [Fact]
    [Requirement("MUST-50")]
    public void Options_of_ip_are_ignored()
    {
        var dialog = Dialog.Established();
        var status = dialog.Status;

        // No operation, then an experimental option of seven bytes.
        Assert.True(dialog.Connection.DatagramArrives(
            RawDatagram.Write(Ack | Psh, status.ReceiveNext, status.SendNext, [], "text"u8, [1, 0x9E, 7, 1, 2, 3, 4, 5])));
        Assert.Equal("ack 5", dialog.Sent());
    }

    [Fact]
    [Requirement("SHLD-2")]
    public void A_reset_may_carry_text()
    {
        var dialog = Dialog.Established();
        dialog.Arrive(Rst, dialog.Next, 0, "the reason why");

        Assert.Equal(TcpConnectionState.Closed, dialog.State);
        Assert.Equal([TcpMessage.ConnectionReset], dialog.Told());
    }

    [Theory]
    [Requirement("MUST-48")]
    [Requirement("MUST-49")]
    [Requirement("SHLD-22")]
    [InlineData(0xB8, 255)]
    [InlineData(0x20, 1)]
    public void Diffserv_and_time_to_live_are_the_users_and_stand_in_every_packet(byte trafficClass, byte hopLimit)
    {
        var connection = new TcpConnection(new() { TrafficClass = trafficClass, HopLimit = hopLimit, SelectInitialSequenceNumber = static (_, _, _) => new(1000) });
        var datagram = new byte[2048];
        connection.OpenActive(Bench.Local, Bench.Remote);
        Check();
        connection.DatagramArrives(RawDatagram.Write(Syn | Ack, Bench.PeerIss, new(1001), []));
        Check();
        connection.Send("text"u8, urgent: false);
        Check();
        connection.Abort();
        Check();

        void Check()
        {
            Assert.True(connection.TryTransmit(datagram, out _));
            Assert.Equal((trafficClass, hopLimit), (datagram[1], datagram[8]));
            Assert.False(connection.TryTransmit(datagram, out _));
        }
    }

    [Fact]
    [Requirement("SHLD-21")]
    [Requirement("MUST-49")]
    public void The_user_can_change_both_while_the_connection_lives()
    {
        var (connection, datagram) = (new TcpConnection(), new byte[2048]);
        connection.OpenActive(Bench.Local, Bench.Remote);
        connection.TryTransmit(datagram, out _);
        Assert.Equal((0, 64), (datagram[1], datagram[8]));

        (connection.TrafficClass, connection.HopLimit) = (0xB8, 255);
        connection.Abort();
        connection.OpenActive(Bench.Local, Bench.Remote);
        connection.TryTransmit(datagram, out _);
        Assert.Equal((0xB8, 255), (datagram[1], datagram[8]));
    }

    private static int SegmentSizeAfter(ReadOnlySpan<byte> options)
    {
        var (connection, datagram) = (new TcpConnection(Dialog.Plain with { SelectInitialSequenceNumber = static (_, _, _) => new(1000) }), new byte[2048]);
        connection.OpenActive(Bench.Local, Bench.Remote);
        Assert.True(connection.TryTransmit(datagram, out _));
        Assert.True(connection.DatagramArrives(RawDatagram.Write(Syn | Ack, Bench.PeerIss, new(1001), options)));
        connection.Send(new byte[2000], urgent: false);
        Assert.True(connection.TryTransmit(datagram, out _));
        Assert.True(connection.TryTransmit(datagram, out var length));
        return length - 40;
    }
}
