using System.Globalization;
using System.Text.Json;

namespace FsmGen.Runtime.Tests.Packets;

/// <summary>Wireshark's dissectors as the oracle for what we read, and so for what we write.</summary>
public class WiresharkTests
{
    private const int Datagrams = 12_000;

    [Fact]
    public async Task Wireshark_sees_every_field_option_and_checksum_of_12000_segments_as_we_do()
    {
        var datagrams = RandomDatagrams.Take(Datagrams);
        var dissections = await Dissect(datagrams, TestContext.Current.CancellationToken);

        Assert.Equal(datagrams.Length, dissections.Count);
        for (var i = 0; i < datagrams.Length; i++)
            Assert.Equal(Text(Expected(datagrams[i]), name => name.Replace('.', '_')), Text(dissections[i], name => name));
    }

    [Fact]
    public async Task What_we_refuse_for_an_option_length_Wireshark_calls_malformed()
    {
        byte[][] options = [[2, 0, 0, 0], [5, 1, 0, 0], [8, 10, 0, 0], [1, 1, 1, 8], [2, 4, 5, 180, 1, 1, 1, 255]];
        var datagrams = options.Select(list => Samples.Datagram(default, list)).ToArray();
        foreach (var datagram in datagrams)
        {
            // The data that was written becomes options.
            datagram[32] = (byte)((datagram.Length - 20) / 4 << 4);
            ChecksumRepair.Datagram(datagram);
            Assert.False(Packet.TryParse(datagram, out _, out var error));
            Assert.Equal(PacketError.OptionLength, error);
        }

        var lines = await Run(datagrams, ["-T", "fields", "-e", "_ws.expert.message"], TestContext.Current.CancellationToken);
        Assert.Equal(datagrams.Length, lines.Length);
        Assert.All(lines, line => Assert.Contains("length", line, StringComparison.OrdinalIgnoreCase));
    }

    // One field a line: what differs is then what a failure shows.
    private static string Text(Dictionary<string, string> fields, Func<string, string> rename) =>
        string.Join('\n', fields.Select(field => $"{rename(field.Key)} = {field.Value}").Order(StringComparer.Ordinal));

    private static async Task<List<Dictionary<string, string>>> Dissect(byte[][] datagrams, CancellationToken ct)
    {
        var fields = datagrams.SelectMany(datagram => Expected(datagram).Keys).Distinct().ToArray();
        var lines = await Run(datagrams, ["-T", "ek", .. fields.SelectMany(field => new[] { "-e", field })], ct);

        // Every other line names the index that the packet is meant for.
        return [.. lines.Where(line => line.Contains("\"layers\"", StringComparison.Ordinal)).Select(Fields)];
    }

    private static async Task<string[]> Run(byte[][] datagrams, string[] output, CancellationToken ct)
    {
        var path = Path.GetTempFileName();
        try
        {
            using (var capture = new PcapWriter(File.Create(path)))
            {
                foreach (var datagram in datagrams)
                    capture.WritePacket(TimeSpan.Zero, datagram);
            }

            // TCP carries plain data here: random ports and bytes would be some other protocol's malformed packets.
            string[] arguments =
            [
                "-n", "-r", path, "-o", "tcp.check_checksum:TRUE", "-o", "ip.check_checksum:TRUE",
                "-o", "tcp.relative_sequence_numbers:FALSE", "-o", "tcp.analyze_sequence_numbers:FALSE",
                "-o", "tcp.desegment_tcp_streams:FALSE", "-d", "tcp.port==0-65535,data", .. output,
            ];
            var text = await Tshark.Run("tshark", arguments, ct);
            return text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static Dictionary<string, string> Fields(string line)
    {
        using var json = JsonDocument.Parse(line);
        return json.RootElement.GetProperty("layers").EnumerateObject().ToDictionary(
            field => field.Name,
            field => string.Join(' ', field.Value.EnumerateArray().Select(value => Canonical(value.GetString()!))));
    }

    // The BCL shows the last 32 bits of some IPv6 addresses in dotted form, Wireshark does not.
    private static string Canonical(string value) =>
        value.Contains(':', StringComparison.Ordinal) && Ipv6Address.TryParse(value, out var address) ? address.ToString() : value;

    /// <summary>What tshark must say of a datagram if it sees what we see; fields that are not there have no entry.</summary>
    private static Dictionary<string, string> Expected(byte[] datagram)
    {
        Assert.True(IpPacket.TryParse(datagram, out var ip));
        Assert.True(TcpSegment.TryParse(ip.Payload, out var tcp));

        var fields = new FieldList();
        if (ip.IsIpv4)
            AddIpv4(fields, ip.AsIpv4);
        else
            AddIpv6(fields, ip.AsIpv6);
        AddTcp(fields, tcp, tcp.IsChecksumValid(ip.PseudoHeader));
        var length = 0;
        foreach (var option in tcp.Options)
        {
            AddOption(fields, option);
            length += option.Bytes.Length;
        }

        // Wireshark shows every zero in a row at the end of the list.
        foreach (var _ in tcp.Options.Bytes[length..].ToArray().TakeWhile(end => end == (byte)TcpOptionKind.EndOfList))
            fields.Add("tcp.option_kind", (byte)TcpOptionKind.EndOfList);

        return fields.ToDictionary();
    }

    private static void AddIpv4(FieldList fields, Ipv4Packet ip)
    {
        var header = ip.Header;
        fields.Add("ip.hdr_len", ip.HeaderLength);
        fields.Add("ip.dsfield", $"0x{header.TrafficClass:x2}");
        fields.Add("ip.len", ip.TotalLength);
        fields.Add("ip.id", $"0x{header.Identification:x4}");
        fields.Add("ip.flags.df", header.Flags == Ipv4Flags.DontFragment ? 1 : 0);
        fields.Add("ip.frag_offset", header.FragmentOffset);
        fields.Add("ip.ttl", header.TimeToLive);
        fields.Add("ip.proto", (byte)header.Protocol);
        fields.Add("ip.checksum", $"0x{ip.Checksum:x4}");
        fields.Add("ip.checksum.status", ip.IsHeaderChecksumValid ? 1 : 0);
        fields.Add("ip.src", header.Source);
        fields.Add("ip.dst", header.Destination);
    }

    private static void AddIpv6(FieldList fields, Ipv6Packet ip)
    {
        var header = ip.Header;
        fields.Add("ipv6.tclass", $"0x{header.TrafficClass:x8}");
        fields.Add("ipv6.flow", $"0x{header.FlowLabel:x6}");
        fields.Add("ipv6.plen", ip.PayloadLength);
        fields.Add("ipv6.nxt", (byte)header.NextHeader);
        fields.Add("ipv6.hlim", header.HopLimit);
        fields.Add("ipv6.src", header.Source);
        fields.Add("ipv6.dst", header.Destination);
    }

    private static void AddTcp(FieldList fields, TcpSegment tcp, bool isIntact)
    {
        fields.Add("tcp.srcport", tcp.SourcePort);
        fields.Add("tcp.dstport", tcp.DestinationPort);
        fields.Add("tcp.seq_raw", tcp.Sequence);
        fields.Add("tcp.ack_raw", tcp.Acknowledgment);
        fields.Add("tcp.hdr_len", tcp.HeaderLength);
        fields.Add("tcp.flags", $"0x{tcp.Reserved << 8 | (byte)tcp.Flags:x4}");
        fields.Add("tcp.window_size_value", tcp.Window);
        fields.Add("tcp.checksum", $"0x{tcp.Checksum:x4}");
        fields.Add("tcp.checksum.status", isIntact ? 1 : 0);
        fields.Add("tcp.urgent_pointer", tcp.UrgentPointer);
        fields.Add("tcp.len", tcp.Payload.Length);
        if (!tcp.Options.Bytes.IsEmpty)
            fields.Add("tcp.options", Hex(tcp.Options.Bytes));
    }

    private static void AddOption(FieldList fields, TcpOption option)
    {
        fields.Add("tcp.option_kind", (byte)option.Kind);
        if (option.Kind != TcpOptionKind.NoOperation)
            fields.Add("tcp.option_len", option.Bytes.Length);

        if (option.TryGetMaximumSegmentSize(out var size))
            fields.Add("tcp.options.mss_val", size);
        if (option.TryGetWindowScale(out var shift))
            fields.Add("tcp.options.wscale.shift", shift);
        if (option.TryGetTimestamps(out var timestamps))
        {
            fields.Add("tcp.options.timestamp.tsval", timestamps.Value);
            fields.Add("tcp.options.timestamp.tsecr", timestamps.EchoReply);
        }

        if (option.TryGetSackBlocks(out var blocks))
        {
            fields.Add("tcp.options.sack.count", blocks.Count);
            foreach (var block in blocks)
            {
                fields.Add("tcp.options.sack_le", block.Left);
                fields.Add("tcp.options.sack_re", block.Right);
            }
        }

        if (option.TryGetUserTimeout(out _))
        {
            fields.Add("tcp.options.user_to_granularity", option.Data[0] >> 7);
            fields.Add("tcp.options.user_to_val", (option.Data[0] & 0x7F) << 8 | option.Data[1]);
        }

        if (option.TryGetMd5Signature(out var digest))
            fields.Add("tcp.options.md5.digest", Hex(digest));
        if (option.TryGetAuthentication(out var keyId, out var next, out var code))
        {
            fields.Add("tcp.options.ao.keyid", keyId);
            fields.Add("tcp.options.ao.rnextkeyid", next);
            if (!code.IsEmpty)
                fields.Add("tcp.options.ao.mac", Hex(code));
        }

        if (option.TryGetFastOpenCookie(out var cookie) && !cookie.IsEmpty)
            fields.Add("tcp.options.tfo.cookie", Hex(cookie));
    }

    private static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes);

    /// <summary>Fields by name, each with all its values in the order in which they were met.</summary>
    private sealed class FieldList
    {
        private readonly Dictionary<string, List<string>> _fields = [];

        public void Add(string name, IFormattable value) => Add(name, value.ToString(null, CultureInfo.InvariantCulture));

        public void Add(string name, object value) => Add(name, value.ToString()!);

        public void Add(string name, string value)
        {
            if (!_fields.TryGetValue(name, out var values))
                _fields[name] = values = [];

            values.Add(value);
        }

        public Dictionary<string, string> ToDictionary() =>
            _fields.ToDictionary(field => field.Key, field => string.Join(' ', field.Value));
    }
}
