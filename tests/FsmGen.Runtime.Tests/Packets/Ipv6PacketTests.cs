using CsCheck;

namespace FsmGen.Runtime.Tests.Packets;

public class Ipv6PacketTests
{
    private const string
        HopByHop = "3C00050200000100", // next: destination options; router alert and padding
        DestinationOptions = "2B01" + "0104000000000104" + "000000000102", // next: routing; 16 bytes of padding options
        Routing = "2C00000000000000", // next: fragment; type 0 with nothing left
        AtomicFragment = "06000000DEADBEEF", // next: TCP; offset 0, no more
        Authentication = "0604000001020304" + "0000000112345678" + "9ABCDEF012345678"; // next: TCP; 24 bytes

    [Fact]
    public void Any_header_survives_writing_and_reading() =>
        Gen.Select(Samples.Ipv6Headers, Gen.Int[0, 50]).Sample((header, payloadLength) =>
        {
            header = header with { NextHeader = IpProtocol.Udp };
            var datagram = new byte[40 + payloadLength];
            datagram.AsSpan().Fill(0xCC);

            Assert.Equal(40, header.Write(datagram, payloadLength));
            Assert.True(Ipv6Packet.TryParse(datagram, out var packet));
            Assert.Equal(header, packet.Header);
            Assert.Equal(IpProtocol.Udp, packet.Protocol);
            Assert.Equal(payloadLength, packet.PayloadLength);
            Assert.Equal(payloadLength, packet.Payload.Length);
            Assert.True(packet.Extensions.IsEmpty);
        });

    [Fact]
    public void Extension_headers_are_skipped_to_what_the_datagram_carries()
    {
        var packet = Parsed(0, HopByHop + DestinationOptions + Routing + AtomicFragment + "ABCD");

        Assert.Equal(IpProtocol.Tcp, packet.Protocol);
        Assert.Equal("ABCD", Convert.ToHexString(packet.Payload));
        Assert.Equal(HopByHop + DestinationOptions + Routing + AtomicFragment, Convert.ToHexString(packet.Extensions));
        Assert.Equal(0xDEADBEEF, packet.Identification);
    }

    [Fact]
    public void An_authentication_header_counts_in_units_of_four_bytes()
    {
        var packet = Parsed(51, Authentication + "ABCD");

        Assert.Equal(IpProtocol.Tcp, packet.Protocol);
        Assert.Equal("ABCD", Convert.ToHexString(packet.Payload));
    }

    [Theory]
    [InlineData(AtomicFragment, false, false, 0)] // all in one fragment: whole, RFC 6946
    [InlineData("06000001DEADBEEF", true, true, 0)]
    [InlineData("06000010DEADBEEF", true, false, 16)]
    [InlineData("0600FFF9DEADBEEF", true, true, 65_528)]
    public void A_fragment_says_so(string header, bool isFragment, bool hasMore, int offset)
    {
        var packet = Parsed(44, header + "ABCD");

        Assert.Equal((isFragment, hasMore, offset), (packet.IsFragment, packet.HasMoreFragments, packet.FragmentOffset));
        Assert.Equal(0xDEADBEEF, packet.Identification);
        Assert.Equal("ABCD", Convert.ToHexString(packet.Payload));
    }

    [Fact]
    public void The_middle_of_a_datagram_is_not_taken_for_an_extension_header()
    {
        var packet = Parsed(44, "3C000010DEADBEEF" + "06FF");

        Assert.Equal(IpProtocol.DestinationOptions, packet.Protocol);
        Assert.Equal("06FF", Convert.ToHexString(packet.Payload));
    }

    [Theory]
    [InlineData("2C000001DEADBEEF", AtomicFragment)] // more fragments follow, whatever the inner header says
    [InlineData("2C000001DEADBEEF", "06000010CAFEBABE")]
    [InlineData("2C000001DEADBEEF", "0600")] // nor need all of it be there
    public void A_fragment_header_within_a_fragment_is_left_to_who_reassembles_the_outer_ones(string outer, string inner)
    {
        var packet = Parsed(44, outer + inner + "ABCD");

        Assert.Equal((true, true, 0), (packet.IsFragment, packet.HasMoreFragments, packet.FragmentOffset));
        Assert.Equal(0xDEADBEEF, packet.Identification);
        Assert.Equal(IpProtocol.Fragment, packet.Protocol);
        Assert.Equal(inner + "ABCD", Convert.ToHexString(packet.Payload));
    }

    [Fact]
    public void Of_fragment_headers_around_a_whole_datagram_the_last_counts()
    {
        var packet = Parsed(44, "2C000000DEADBEEF" + "06000001CAFEBABE" + "ABCD");

        Assert.Equal((true, 0xCAFEBABE), (packet.IsFragment, packet.Identification));
        Assert.Equal("ABCD", Convert.ToHexString(packet.Payload));
    }

    [Theory]
    [InlineData(59, "0000")] // nothing follows: what is there nevertheless is not looked at
    [InlineData(50, "0001020304050607")] // encrypted
    [InlineData(254, "0001020304050607")]
    public void The_chain_ends_where_nothing_more_can_be_read(byte first, string rest)
    {
        var packet = Parsed(first, rest);

        Assert.Equal((IpProtocol)first, packet.Protocol);
        Assert.Equal(rest, Convert.ToHexString(packet.Payload));
    }

    [Theory]
    [InlineData(0, "06")] // a header without its length
    [InlineData(0, "06000000000000")] // a byte short
    [InlineData(60, "0601000000000000")] // twice as long as what is there
    [InlineData(51, "06FF000000000000")]
    [InlineData(44, "06000000DEADBE")]
    [InlineData(60, "0000000000000000" + "0600000000000000")] // hop-by-hop options not directly behind the header
    public void Extension_headers_that_do_not_fit_are_refused(byte first, string rest)
    {
        Assert.False(Ipv6Packet.TryParse(Datagram(first, rest), out _, out var error));
        Assert.Equal(PacketError.ExtensionHeader, error);
    }

    [Fact]
    public void Every_truncation_is_refused()
    {
        var datagram = Datagram(0, HopByHop + DestinationOptions + Routing + AtomicFragment + "ABCD");

        for (var length = 0; length < datagram.Length; length++)
        {
            Assert.False(Ipv6Packet.TryParse(datagram.AsSpan(0, length), out _, out var error));
            Assert.Equal(PacketError.Truncated, error);
        }
    }

    [Fact]
    public void The_beginning_of_a_datagram_is_read_by_whoever_asks_for_no_more()
    {
        var datagram = Datagram(0, HopByHop + DestinationOptions + Routing + AtomicFragment + "ABCD");
        var headers = datagram.Length - 2;

        for (var length = 0; length < datagram.Length; length++)
        {
            Assert.Equal(length >= headers, Ipv6Packet.TryParseBeginning(datagram.AsSpan(0, length), out var packet, out _));
            Assert.True(length < headers || (packet.IsCutOff && packet.Payload.Length == length - headers));
        }
    }

    [Theory]
    [InlineData("0604040101000000" + "20010000000000000000000000000001" + "20020000000000000000000000000002", "2001::1")] // segments stand in reverse
    [InlineData("0604040001000000" + "20010000000000000000000000000001" + "20020000000000000000000000000002", null)] // it is there
    [InlineData("0602020100000000" + "20030000000000000000000000000003", "2003::3")]
    [InlineData("0604000200000000" + "20010000000000000000000000000001" + "20020000000000000000000000000002", "2002::2")]
    [InlineData("0602FE0100000000" + "20030000000000000000000000000003", null)] // a type without addresses
    [InlineData("0600040100000000", null)] // no room for any
    public void The_final_destination_is_that_of_a_routing_header_with_visits_left(string header, string? final) =>
        Assert.Equal(final is null ? Samples.Server6 : Ipv6Address.Parse(final), Parsed(43, header + "ABCD").FinalDestination);

    [Fact]
    public void Another_version_is_refused_and_bytes_behind_the_payload_are_left_alone()
    {
        var datagram = Datagram(6, "ABCD");

        Assert.True(Ipv6Packet.TryParse([.. datagram, 1, 2, 3], out var packet));
        Assert.Equal(datagram, packet.Bytes);

        datagram[0] = 0x45;
        Assert.False(Ipv6Packet.TryParse(datagram, out _, out var error));
        Assert.Equal(PacketError.Version, error);
    }

    [Fact]
    public void Writing_what_cannot_be_written_throws()
    {
        var buffer = new byte[100];

        Assert.Throws<ArgumentException>("datagram", () => default(Ipv6Header).Write(new byte[39], 0));
        Assert.Throws<ArgumentOutOfRangeException>("payloadLength", () => default(Ipv6Header).Write(buffer, 65536));
        Assert.Throws<ArgumentOutOfRangeException>("payloadLength", () => default(Ipv6Header).Write(buffer, -1));
        Assert.Throws<InvalidOperationException>(() => new Ipv6Header { FlowLabel = 0x100000 }.Write(buffer, 0));
    }

    private static Ipv6Packet Parsed(byte first, string rest)
    {
        Assert.True(Ipv6Packet.TryParse(Datagram(first, rest), out var packet));
        return packet;
    }

    private static byte[] Datagram(byte first, string rest)
    {
        var payload = Convert.FromHexString(rest);
        var datagram = new byte[40 + payload.Length];
        payload.CopyTo(datagram, 40);
        new Ipv6Header { Source = Samples.Client6, Destination = Samples.Server6, NextHeader = (IpProtocol)first }.Write(datagram, payload.Length);
        return datagram;
    }
}
