namespace FsmGen.Runtime.Tests;

public class AllocationTests
{
    private static readonly int[] Lengths = [3, 20, 61, 576, 1460, 9000];

    [Fact]
    public void Writing_reading_and_capturing_a_packet_allocates_nothing()
    {
        var header = new TcpHeader
        {
            Flags = TcpFlags.Ack,
            Options = new() { Timestamps = new(1, 2), Sack = [new(new(3), new(4)), new(new(5), new(6))] },
        };
        var buffer = new byte[1500];
        var file = new MemoryStream(new byte[1_000_000]);
        using var capture = new PcapWriter(file);

        var read = 0;
        var allocated = Allocations.Of(() => read += RoundTrips(200, buffer, header, capture));

        Assert.Equal(2 * 200 * Allocations.Rounds, read);
        Assert.Equal(0, allocated);
    }

    [Fact]
    public void Summing_copying_and_updating_a_checksum_allocates_nothing()
    {
        var (source, destination) = (new byte[9000], new byte[9000]);
        source.AsSpan().Fill(0xFF);

        var sum = 0;
        var allocated = Allocations.Of(() => sum = Checksums(100, source, destination));

        Assert.Equal(0, sum);
        Assert.Equal(0, allocated);
    }

    private static int Checksums(int rounds, ReadOnlySpan<byte> source, Span<byte> destination)
    {
        var checksum = default(InternetChecksum);
        for (var i = 0; i < rounds; i++)
        {
            foreach (var length in Lengths)
                checksum = checksum.Add(source[..length]).CopyAndAdd(source[..length], destination);
        }

        return InternetChecksum.Update(InternetChecksum.Update(checksum.Value, 0, 1), 1, 0);
    }

    private static int RoundTrips(int count, byte[] buffer, in TcpHeader header, PcapWriter capture)
    {
        var read = 0;
        for (var i = 0; i < count; i++)
        {
            read += RoundTrip(Samples.Client, Samples.Server, buffer, header, capture);
            read += RoundTrip(Samples.Client6, Samples.Server6, buffer, header, capture);
        }

        return read;
    }

    private static int RoundTrip(IpAddress source, IpAddress destination, byte[] buffer, in TcpHeader header, PcapWriter capture)
    {
        var length = Packet.Write(buffer, source, destination, header, "data"u8);
        capture.WritePacket(TimeSpan.Zero, buffer.AsSpan(0, length));
        if (!Packet.TryParse(buffer, out var packet) || packet.Tcp.Header != header || packet.Ip.Source != source)
            return 0;

        var options = 0;
        foreach (var option in packet.Tcp.Options)
            options += option.Data.Length;

        return options == 8 + 16 && packet.Tcp.Payload.Length == 4 ? 1 : 0;
    }
}
