using CsCheck;

namespace FsmGen.Runtime.Tests.Captures;

public class CaptureRoundTripTests
{
    private static readonly Gen<List<Captured>> Packets = Captured.Any.List[0, 20];

    [Fact]
    public void What_is_written_to_pcap_is_read_back_except_for_comments() => Packets.Sample(
        packets => Assert.Equal(packets.Select(packet => packet with { Comment = "" }), Captured.ReadAll(WritePcap(packets))),
        iter: 300);

    [Fact]
    public void What_is_written_to_pcapng_is_read_back() => Packets.Sample(
        packets => Assert.Equal(packets, Captured.ReadAll(WritePcapng(packets))),
        iter: 300);

    [Fact]
    public void Whole_packets_with_a_comment_are_read_back_from_pcapng() => Captured.Any.Sample(
        packet =>
        {
            using var file = new MemoryStream();
            using (var capture = new PcapngWriter(file))
                capture.WritePacket(packet.Time, Convert.FromHexString(packet.Data), packet.Comment);

            Assert.Equal([packet with { OriginalLength = (uint)packet.Data.Length / 2 }], Captured.ReadAll(file.ToArray()));
        },
        iter: 1000);

    [Fact]
    public void A_pcap_file_that_is_read_and_written_again_has_the_same_bytes() => Packets.Select(WritePcap).Sample(
        bytes =>
        {
            using var copy = new MemoryStream();
            using var reader = CaptureReader.Open(new MemoryStream(bytes));
            using var writer = new PcapWriter(copy);
            while (reader.TryRead(out var packet))
                writer.WritePacket(packet);

            Assert.Equal(bytes, copy.ToArray());
        },
        iter: 300);

    [Fact]
    public void A_pcapng_file_that_is_read_and_written_again_has_the_same_bytes() => Packets.Select(WritePcapng).Sample(
        bytes =>
        {
            using var copy = new MemoryStream();
            using var reader = CaptureReader.Open(new MemoryStream(bytes));
            using var writer = new PcapngWriter(copy);
            while (reader.TryRead(out var packet))
                writer.WritePacket(packet);

            Assert.Equal(bytes, copy.ToArray());
        },
        iter: 300);

    private static byte[] WritePcap(List<Captured> packets)
    {
        using var file = new MemoryStream();
        using var writer = new PcapWriter(file);
        foreach (var packet in packets)
            writer.WritePacket(packet.ToCaptured());

        return file.ToArray();
    }

    private static byte[] WritePcapng(List<Captured> packets)
    {
        using var file = new MemoryStream();
        using var writer = new PcapngWriter(file);
        foreach (var packet in packets)
            writer.WritePacket(packet.ToCaptured());

        return file.ToArray();
    }
}
