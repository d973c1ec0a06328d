namespace FsmGen.Runtime.Tests;

public class AllocationTests
{
    [Fact]
    public void Writing_reading_and_capturing_a_packet_allocates_nothing()
    {
        var header = new TcpHeader { Flags = TcpFlags.Syn, MaximumSegmentSize = 1460 };
        var buffer = new byte[1500];
        var file = new MemoryStream(new byte[100_000]);
        using var capture = new PcapWriter(file);

        RoundTrips(10, buffer, header, capture);
        var read = 0;
        var allocated = Allocation.Of(() =>
        {
            file.Position = 0;
            read = RoundTrips(1000, buffer, header, capture);
        });

        Assert.Equal(1000, read);
        Assert.Equal(0, allocated);
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
