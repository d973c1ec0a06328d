using System.Text;

namespace FsmGen.Runtime.Tests;

/// <summary>The examples of docs/runtime.md, each the end of a test.</summary>
public class PageExamples
{
    [Fact]
    public void Every_example_of_the_page_stands_here()
    {
        var here = Lines(Repository.Read("tests", "FsmGen.Runtime.Tests", "PageExamples.cs"));
        var examples = Repository.Read("docs", "runtime.md").ReplaceLineEndings("\n").Split("```csharp\n")[1..]
            .Select(example => example[..example.IndexOf("```", StringComparison.Ordinal)]).ToList();

        Assert.NotEmpty(examples);
        Assert.All(examples, example => Assert.Contains(Lines(example), here, StringComparison.Ordinal));
    }

    [Fact]
    public void A_datagram_is_written_and_read()
    {
        var header = new TcpHeader
        {
            SourcePort = 49152,
            DestinationPort = 80,
            Sequence = new(1_000),
            Flags = TcpFlags.Syn,
            Window = 64_240,
            Options = new() { MaximumSegmentSize = 1440, IsSackPermitted = true, Timestamps = new(1, 0), WindowScale = 7 },
        };

        Span<byte> buffer = stackalloc byte[1500];
        var length = Packet.Write(buffer, IpAddress.Parse("2001:db8::1"), IpAddress.Parse("2001:db8::2"), header, payload: []);

        Assert.True(Packet.TryParse(buffer[..length], out var packet));
        Assert.Equal(header, packet.Tcp.Header);
    }

    [Fact]
    public void A_segment_is_taken_apart()
    {
        var datagram = Samples.Syn;

        var seen = new List<string>();
        if (IpPacket.TryParse(datagram, out var ip) && TcpSegment.TryParse(ip.Payload, out var segment, out var error))
        {
            seen.Add($"{ip.Source}:{segment.SourcePort} {segment.Flags} {segment.Payload.Length} bytes");
            seen.Add(segment.IsChecksumValid(ip.PseudoHeader) ? "intact" : "corrupt");
            foreach (var option in segment.Options)
                seen.Add($"{option.Kind}, {option.Bytes.Length} bytes");
        }

        Assert.Equal(
            [
                "145.254.160.237:3372 Syn 0 bytes", "intact", "MaximumSegmentSize, 4 bytes", "NoOperation, 1 bytes",
                "NoOperation, 1 bytes", "SackPermitted, 2 bytes",
            ],
            seen);
    }

    [Theory]
    [InlineData(1280, 1280)]
    [InlineData(0, 1500)]
    [InlineData(60, 1500)]
    public void An_error_about_our_segment_is_believed(uint mtu, uint expected)
    {
        var (sendUnacknowledged, sendNext, pathMtu) = (new SequenceNumber(900), new SequenceNumber(1_100), 1500u);
        var (remote, remotePort) = ((IpAddress)Samples.Server, 80);
        var segment = Samples.Datagram(new() { DestinationPort = 80, Sequence = new(1_000) }, new byte[100]);
        var datagram = new byte[28 + segment.Length];
        new Ipv4Header { Source = Samples.Server, Destination = Samples.Client, Protocol = IpProtocol.Icmp }.Write(datagram, datagram.Length - 20);
        new IcmpErrorHeader(Type: 3, Code: 4, mtu).Write(datagram.AsSpan(20), segment, default);

        if (IpPacket.TryParse(datagram, out var ip) && IcmpError.TryParse(ip, out var icmp)
            && icmp is { IsChecksumValid: true, Kind: IcmpErrorKind.PacketTooBig, NextHopMtu: >= 68 } // 0: the router did not say
            && icmp.Original.Destination == remote && icmp.TryGetTcp(out var quoted) && quoted.DestinationPort == remotePort
            && quoted.Sequence.IsInWindow(sendUnacknowledged, sendNext))
        {
            pathMtu = Math.Min(pathMtu, icmp.NextHopMtu);
        }

        Assert.Equal(expected, pathMtu);
    }

    [Fact]
    public void A_checksum_is_summed_in_pieces()
    {
        var (source, destination) = (Samples.Client, Samples.Server);
        var data = "some data"u8;
        var copy = new byte[100];

        var whole = InternetChecksum.Ipv4PseudoHeader(source, destination, IpProtocol.Tcp, data.Length).Add(data).Value;
        var pieces = InternetChecksum.Ipv4PseudoHeader(source, destination, IpProtocol.Tcp, data.Length)
            .Add(data[..3])
            .CopyAndAdd(data[3..], copy)
            .Value;

        Assert.Equal(whole, pieces);
    }

    [Fact]
    public void Sequence_numbers_go_round()
    {
        var sequence = new SequenceNumber(0xFFFF_FFFF);

        Assert.True(sequence < sequence + 1);
        Assert.Equal(3, sequence + 2 - (sequence - 1));
        Assert.True(sequence.IsInWindow(sequence - 1, sequence + 1));
        Assert.True(SegmentAcceptance.IsAcceptable(sequence, length: 10, receiveNext: sequence + 5, receiveWindow: 1000));
    }

    [Fact]
    public void Timers_expire_when_they_are_due()
    {
        var log = new List<string>();

        var wheel = new TimerWheel(resolution: TimeSpan.FromMilliseconds(1));
        var retransmission = new CallbackTimer(() => log.Add($"retransmit at {wheel.Now.TotalSeconds} s"));
        var keepAlive = new CallbackTimer(() => log.Add($"keep alive at {wheel.Now.TotalHours} h"));

        wheel.ScheduleAfter(keepAlive, TimeSpan.FromHours(2));
        wheel.ScheduleAfter(retransmission, TimeSpan.FromSeconds(1));
        wheel.Schedule(retransmission, deadline: TimeSpan.FromSeconds(3)); // again: what counts is the last call

        while (wheel.NextDeadline is { } deadline)
            wheel.Advance(deadline);

        Assert.Equal(["retransmit at 3 s", "keep alive at 2 h"], log);
    }

    [Fact]
    public void A_timer_backs_off()
    {
        var wheel = new TimerWheel(resolution: TimeSpan.FromMilliseconds(1));
        var sent = new List<double>();
        new Retransmission(wheel, now => sent.Add(now.TotalSeconds)).Start();

        wheel.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal([1, 3, 7, 15], sent);
    }

    [Fact]
    public void A_night_passes_at_once()
    {
        var time = new VirtualTimeProvider();
        var night = Task.Delay(TimeSpan.FromHours(8), time, TestContext.Current.CancellationToken);

        time.Advance(TimeSpan.FromHours(7));
        Assert.False(night.IsCompleted);

        time.Advance(TimeSpan.FromHours(1));
        Assert.True(night.IsCompletedSuccessfully);
    }

    [Fact]
    public void A_capture_is_written_and_read()
    {
        var (datagram, seen) = (Samples.Syn, new List<string>());

        var file = new MemoryStream();
        using (var writer = new PcapngWriter(file, leaveOpen: true))
            writer.WritePacket(TimeSpan.FromSeconds(1), datagram, comment: "the one that was lost");

        file.Position = 0;
        using var reader = CaptureReader.Open(file);
        while (reader.TryRead(out var captured))
        {
            if (captured.TryGetDatagram(out var bytes) && Packet.TryParse(bytes, out var packet))
                seen.Add($"{captured.Timestamp} {packet.Tcp.Flags}: {Encoding.UTF8.GetString(captured.Comment)}");
        }

        Assert.Equal(["1.000000000 Syn: the one that was lost"], seen);
    }

    [Fact]
    public void A_capture_is_filtered()
    {
        var (original, filtered) = (new MemoryStream(), new MemoryStream());
        using (var writer = new PcapWriter(original, leaveOpen: true))
        {
            writer.WritePacket(TimeSpan.FromSeconds(1), Samples.Datagram(new() { Flags = TcpFlags.Ack }, default));
            writer.WritePacket(TimeSpan.FromSeconds(2), Samples.Datagram(new() { Flags = TcpFlags.Syn }, new byte[1000]));
        }

        original.Position = 0;
        Filter(original, filtered);

        filtered.Position = 0;
        using var reader = CaptureReader.Open(filtered);
        Assert.True(reader.TryRead(out var kept));
        Assert.Equal((new CaptureTime(2_000_000_000), 96, 1040u), (kept.Timestamp, kept.Data.Length, kept.OriginalLength));
        Assert.False(reader.TryRead(out _));
    }

    private static void Filter(Stream original, Stream filtered)
    {
        using var source = CaptureReader.Open(original);
        using var target = new PcapWriter(filtered, source.LinkType ?? LinkType.Raw, leaveOpen: true);
        while (source.TryRead(out var captured))
        {
            if (captured.TryGetDatagram(out var bytes) && Packet.TryParse(bytes, out var packet) && packet.Tcp.Has(TcpFlags.Syn))
                target.WritePacket(captured with { Data = captured.Data[..Math.Min(captured.Data.Length, 96)] });
        }
    }

    private sealed class Retransmission(TimerWheel wheel, Action<TimeSpan> retransmit) : TimerNode
    {
        private TimeSpan _timeout = TimeSpan.FromSeconds(1);

        public void Start() => wheel.ScheduleAfter(this, _timeout);

        protected override void OnExpired()
        {
            retransmit(wheel.Now);
            _timeout *= 2;
            Start();
        }
    }

    // Where a line is indented does not matter.
    private static string Lines(string text) => string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim()));
}
