using System.ComponentModel;
using System.Diagnostics;
using CsCheck;

namespace FsmGen.Runtime.Tests.Packets;

/// <summary>Wireshark's dissectors as the oracle for what we write.</summary>
public class WiresharkTests
{
    private static readonly string[] Fields =
    [
        "_ws.malformed", "ip.checksum.status", "tcp.checksum.status", "frame.time_epoch", "frame.len",
        "ip.src", "ip.dst", "ip.id", "ip.ttl", "tcp.srcport", "tcp.dstport", "tcp.seq_raw", "tcp.ack_raw",
        "tcp.flags", "tcp.window_size_value", "tcp.urgent_pointer", "tcp.options.mss_val", "tcp.len",
    ];

    [Fact]
    public async Task Wireshark_reads_every_field_as_written_and_finds_all_checksums_good()
    {
        var path = Path.GetTempFileName();
        try
        {
            var expected = WriteCapture(path, 500);
            var lines = await Tshark(path, TestContext.Current.CancellationToken);
            Assert.Equal(expected, lines.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static List<string> WriteCapture(string path, int count)
    {
        using var capture = new PcapWriter(File.Create(path), leaveOpen: false);
        var expected = new List<string>();
        var buffer = new byte[1500];
        var timestamp = new TimeSpan(1, 2, 3) + TimeSpan.FromTicks(7);

        Gen.Select(Samples.IpHeaders, Samples.Headers, Gen.Byte.Array[0, 1400]).Sample(
            (ip, tcp, data) =>
            {
                var length = TcpPacket.Write(buffer, ip, tcp, data);
                capture.WritePacket(timestamp, buffer.AsSpan(0, length));
                expected.Add(Line(timestamp, length, ip, tcp, data.Length));
                timestamp += TimeSpan.FromTicks(1);
            },
            iter: count,
            threads: 1);

        return expected;
    }

    private static string Line(TimeSpan timestamp, int length, in Ipv4Header ip, in TcpHeader tcp, int dataLength) =>
        string.Join(
            ',',
            "", 1, 1, $"{timestamp.Ticks / TimeSpan.TicksPerSecond}.{timestamp.Ticks % TimeSpan.TicksPerSecond:D7}00", length,
            ip.Source, ip.Destination, $"0x{ip.Identification:x4}", ip.TimeToLive, tcp.SourcePort, tcp.DestinationPort,
            tcp.Sequence, tcp.Acknowledgment, $"0x{(byte)tcp.Flags:x4}", tcp.Window, tcp.UrgentPointer,
            tcp.MaximumSegmentSize, dataLength);

    private static async Task<string> Tshark(string path, CancellationToken ct)
    {
        // TCP carries plain data here: random ports and bytes would be some other protocol's malformed packets.
        string[] arguments =
        [
            "-n", "-r", path, "-o", "tcp.check_checksum:TRUE", "-o", "ip.check_checksum:TRUE",
            "-d", "tcp.port==0-65535,data", "-T", "fields", "-E", "separator=,",
            .. Fields.SelectMany(field => new[] { "-e", field }),
        ];

        using var tshark = Start(arguments);
        var errors = tshark.StandardError.ReadToEndAsync(ct);
        var lines = await tshark.StandardOutput.ReadToEndAsync(ct);
        await tshark.WaitForExitAsync(ct);
        Assert.True(tshark.ExitCode == 0, await errors);
        return lines;
    }

    private static Process Start(string[] arguments)
    {
        var tshark = new ProcessStartInfo("tshark", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            return Process.Start(tshark)!; // null only with the shell
        }
        catch (Win32Exception)
        {
            Assert.Skip("tshark is not on the PATH");
            throw;
        }
    }
}
