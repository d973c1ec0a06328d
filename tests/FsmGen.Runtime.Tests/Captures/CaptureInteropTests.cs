using CsCheck;

namespace FsmGen.Runtime.Tests.Captures;

/// <summary>Wireshark's library as the oracle for both formats, in both directions.</summary>
public class CaptureInteropTests
{
    private const int Count = 500;

    private static readonly string[] Fields =
        ["frame.time_epoch", "frame.cap_len", "frame.len", "frame.interface_name", "frame.comment", "data.data"];

    private static readonly string[] Syllables = ["a", "bc", " ", "0", "äß", "€", "😀"];

    private static readonly Gen<string> Comments =
        Gen.Int[0, Syllables.Length - 1].Array[0, 10].Select(picks => string.Concat(picks.Select(i => Syllables[i])).Trim());

    // What Wireshark takes: no packet longer than 2^31 on the wire, and comments that its output leaves alone.
    private static readonly Gen<Captured> Acceptable =
        from packet in Captured.Any
        from lost in Gen.UInt[0, 100_000]
        from comment in Comments
        select packet with { OriginalLength = (uint)packet.Data.Length / 2 + lost, Comment = comment };

    public static TheoryData<bool, string> Conversions => new MatrixTheoryData<bool, string>([false, true], ["pcap", "nsecpcap", "pcapng"]);

    [Fact]
    public Task Wireshark_reads_our_pcap_to_the_nanosecond() => AssertWiresharkReads(isPcapng: false);

    [Fact]
    public Task Wireshark_reads_our_pcapng_to_the_nanosecond_with_comments() => AssertWiresharkReads(isPcapng: true);

    [Theory]
    [MemberData(nameof(Conversions))]
    public async Task What_editcap_makes_of_our_files_is_read_as_the_same_packets(bool isPcapng, string format)
    {
        using var directory = new TemporaryDirectory();
        var (ours, theirs) = (directory.File("ours"), directory.File("theirs"));
        var packets = Write(ours, isPcapng);

        await Tshark.Run("editcap", ["-F", format, ours, theirs], TestContext.Current.CancellationToken);

        await using var file = File.OpenRead(theirs);
        Assert.Equal(packets.Select(packet => InFormat(format, isPcapng, packet)), Captured.ReadAll(file));
    }

    private static async Task AssertWiresharkReads(bool isPcapng)
    {
        using var directory = new TemporaryDirectory();
        var packets = Write(directory.File("ours"), isPcapng);

        // Random bytes are no datagrams: with a link type of our own, all of a packet is data.
        const string AllIsData = "uat:user_dlts:\"User 0 (DLT=147)\",\"data\",\"0\",\"\",\"0\",\"\"";
        var lines = await Tshark.Fields(
            directory.File("ours"), Fields, TestContext.Current.CancellationToken, "-o", AllIsData);

        Assert.Equal(packets.Select(packet => Line(packet, isPcapng)), lines);
    }

    private static string Line(Captured packet, bool isPcapng) => string.Join(
        ',',
        packet.Time, packet.Data.Length / 2, packet.OriginalLength,
        isPcapng ? "left" : "", isPcapng ? packet.Comment : "", packet.Data.ToLowerInvariant());

    private static Captured InFormat(string format, bool isPcapng, Captured packet) => packet with
    {
        Time = format == "pcap" ? new(packet.Time.Nanoseconds / 1000 * 1000) : packet.Time,
        Comment = isPcapng && format == "pcapng" ? packet.Comment : "",
    };

    private static List<Captured> Write(string path, bool isPcapng)
    {
        const LinkType User0 = (LinkType)147;

        using var file = File.Create(path);
        using var pcap = isPcapng ? null : new PcapWriter(file, linkType: User0);
        using var pcapng = isPcapng ? new PcapngWriter(file, linkType: User0, interfaceName: "left") : null;
        var packets = new List<Captured>();
        Acceptable.Sample(
            packet =>
            {
                packets.Add(packet with { LinkType = User0 });
                pcap?.WritePacket(packets[^1].ToCaptured());
                pcapng?.WritePacket(packets[^1].ToCaptured());
            },
            iter: Count,
            threads: 1);

        return packets;
    }

    private sealed class TemporaryDirectory : IDisposable
    {
        private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("fsmgen");

        public string File(string name) => Path.Combine(_directory.FullName, name);

        public void Dispose() => _directory.Delete(recursive: true);
    }
}
