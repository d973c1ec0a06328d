namespace FsmGen.Runtime.Tests.Captures;

public class PcapReadingTests
{
    private const string LittleEndian = "0200040000000000000000000000040001000000" + "0100000002000000" + "0300000005000000" + "AABBCC";
    private const string BigEndian = "0002000400000000000000000004000000000001" + "0000000100000002" + "0000000300000005" + "AABBCC";

    [Theory]
    [InlineData("D4C3B2A1" + LittleEndian, 1_000_002_000)]
    [InlineData("4D3CB2A1" + LittleEndian, 1_000_000_002)]
    [InlineData("A1B2C3D4" + BigEndian, 1_000_002_000)]
    [InlineData("A1B23C4D" + BigEndian, 1_000_000_002)]
    public void A_capture_is_read_in_both_orders_and_both_units(string file, long nanoseconds) =>
        Assert.Equal(
            [new Captured(new(nanoseconds), LinkType.Ethernet, "AABBCC", 5)],
            Captured.ReadAll(Convert.FromHexString(file)));

    [Fact]
    public void The_greatest_stamps_are_read_and_a_fraction_beyond_a_second_counts()
    {
        var file = Convert.FromHexString("D4C3B2A1" + LittleEndian);
        file.AsSpan(24, 8).Fill(0xFF);

        Assert.Equal(uint.MaxValue * (Int128)1_000_001_000, Captured.ReadAll(file).Single().Time.Nanoseconds);
    }

    [Fact]
    public void What_is_said_of_checksums_is_not_part_of_the_link_type()
    {
        var file = Convert.FromHexString("D4C3B2A1" + LittleEndian);
        file[23] = 0x44;

        Assert.Equal(LinkType.Ethernet, Captured.ReadAll(file).Single().LinkType);
    }

    [Fact]
    public void A_packet_has_at_least_the_bytes_that_are_there()
    {
        var file = Convert.FromHexString("D4C3B2A1" + LittleEndian);
        file[36] = 1;

        Assert.Equal(3u, Captured.ReadAll(file).Single().OriginalLength);
    }

    [Theory]
    [InlineData("", "This is not a capture: it has less than four bytes")]
    [InlineData("D4C3B2", "This is not a capture: it has less than four bytes")]
    [InlineData("34CDB2A1", "This is not a capture: it begins with 0x34CDB2A1, no magic of pcap or pcapng")]
    [InlineData("D4C3B2A10200", "The capture ends at offset 6, inside the file header that begins at offset 0")]
    [InlineData(
        "D4C3B2A1" + "0200030000000000000000000000040001000000",
        "The file header at offset 0 says version 2.3 of pcap; 2.4 is what is read")]
    [InlineData(
        "D4C3B2A1" + "0200040000000000000000000000040001000000" + "0000000000000000FFFFFFFF00000000",
        "The packet at offset 24 says 4294967295 bytes; the most a capture holds is 262144")]
    [InlineData(
        "D4C3B2A1" + "0200040000000000000000000000040001000000" + "00000000000000000100040000000000",
        "The packet at offset 24 says 262145 bytes; the most a capture holds is 262144")]
    public void A_malformed_file_is_refused_in_words(string file, string failure) =>
        Assert.Equal((0, failure), Captured.ReadBroken(Convert.FromHexString(file)));

    [Fact]
    public void The_longest_packet_is_read()
    {
        using var file = new MemoryStream();
        using (var capture = new PcapWriter(file))
            capture.WritePacket(default, new byte[CapturedPacket.MaximumLength]);

        Assert.Equal((uint)CapturedPacket.MaximumLength, Captured.ReadAll(file.ToArray()).Single().OriginalLength);
    }
}
