namespace FsmGen.Runtime.Tests.Captures;

public class CaptureAllocationTests
{
    private const int Packets = 300;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Reading_and_writing_packets_allocates_nothing_once_the_buffers_have_their_size(bool isPcapng)
    {
        var bytes = new byte[200_000 + Allocations.Rounds * Packets * 200];
        using var file = new MemoryStream(bytes);
        using (var pcap = isPcapng ? null : new PcapWriter(file, leaveOpen: true))
        using (var pcapng = isPcapng ? new PcapngWriter(file, leaveOpen: true) : null)
        {
            Write(1, new byte[100_000], pcap, pcapng);
            Assert.Equal(0, Allocations.Of(() => Write(Packets, Samples.Syn, pcap, pcapng)));
        }

        using var reader = CaptureReader.Open(new MemoryStream(bytes, 0, (int)file.Position));
        var read = Read(2, reader);
        Assert.Equal(0, Allocations.Of(() => read += Read(Packets, reader)));
        Assert.Equal(1 + Allocations.Rounds * Packets, read);
    }

    private static void Write(int count, byte[] packet, PcapWriter? pcap, PcapngWriter? pcapng)
    {
        for (var i = 0; i < count; i++)
        {
            pcap?.WritePacket(new CaptureTime(i), packet);
            pcapng?.WritePacket(new CaptureTime(i), packet, "comment");
        }
    }

    private static int Read(int count, CaptureReader reader)
    {
        var read = 0;
        while (read < count && reader.TryRead(out var packet))
        {
            if (packet.Timestamp.Nanoseconds >= 0 && packet.OriginalLength == packet.Data.Length)
                read++;

            packet.TryGetDatagram(out _);
        }

        return read;
    }
}
