namespace FsmGen.Runtime.Tests;

public class AllocationTests
{
    private static readonly int[] Lengths = [3, 20, 61, 576, 1460, 9000];

    [Fact]
    public void Writing_reading_and_capturing_a_packet_allocates_nothing()
    {
        var header = new TcpHeader { Flags = TcpFlags.Syn, MaximumSegmentSize = 1460 };
        var buffer = new byte[1500];
        var file = new MemoryStream(new byte[100_000]);
        using var capture = new PcapWriter(file);

        RoundTrips(10, buffer, header, capture);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var read = RoundTrips(1000, buffer, header, capture);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(1000, read);
        Assert.Equal(0, allocated);
    }

    [Fact]
    public void Summing_copying_and_updating_a_checksum_allocates_nothing()
    {
        var (source, destination) = (new byte[9000], new byte[9000]);
        source.AsSpan().Fill(0xFF);

        Checksums(10, source, destination);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var sum = Checksums(100, source, destination);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

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
            var length = TcpPacket.Write(buffer, Samples.Client, Samples.Server, header, "data"u8);
            if (TcpPacket.TryRead(buffer, out _, out var tcp, out var payload) && tcp == header && payload.Length == 4)
                read++;

            capture.WritePacket(TimeSpan.FromTicks(i), buffer.AsSpan(0, length));
        }

        return read;
    }
}
