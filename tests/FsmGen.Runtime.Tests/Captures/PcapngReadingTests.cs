namespace FsmGen.Runtime.Tests.Captures;

public class PcapngReadingTests
{
    private static readonly byte[] Data = [0xAA, 0xBB, 0xCC];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Packets_of_every_kind_are_read_and_everything_else_is_skipped(bool isBigEndian)
    {
        var file = new PcapngBytes(isBigEndian);
        file.Section(options: file.Option(4, "FsmGen"u8.ToArray()))
            .Block(0x0BAD, new byte[40])
            .Interface(LinkType.Ethernet, maximumLength: 2, file.Option(2, "eth0"u8.ToArray()))
            .Interface((LinkType)0xABCD, options: [.. file.Option(9, 9), .. file.Option(0)])
            .Enhanced(1, 0x0102_0304_0506_0708, Data, [.. file.Option(2, 1, 2, 3, 4), .. file.Option(1, 0x61), .. file.Option(1, 0x62)])
            .Block(5, new byte[8])
            .Obsolete(1, 9, Data)
            .Simple(1500, 0xAA, 0xBB)
            .Simple(1, 0xAA)
            .Enhanced(0, 1, Data);

        Assert.Equal(
            [
                new(new(0x0102_0304_0506_0708), (LinkType)0xABCD, "AABBCC", 3, "a"),
                new(new(9), (LinkType)0xABCD, "AABBCC", 3),
                new(default, LinkType.Ethernet, "AABB", 1500),
                new(default, LinkType.Ethernet, "AA", 1),
                new(new(1000), LinkType.Ethernet, "AABBCC", 3),
            ],
            Captured.ReadAll(file.ToArray()));
    }

    [Fact]
    public void Each_section_has_its_own_byte_order_and_interfaces()
    {
        var little = new PcapngBytes(false).Section().Interface(LinkType.Raw).Enhanced(0, 1, Data).ToArray();
        var big = new PcapngBytes(true).Section().Interface(LinkType.Ethernet).Enhanced(0, 2, Data).ToArray();
        var none = new PcapngBytes(false).Section().Enhanced(0, 1, Data).ToArray();

        Assert.Equal(
            [(LinkType.Raw, 1000), (LinkType.Ethernet, 2000), (LinkType.Raw, 1000)],
            Captured.ReadAll([.. little, .. big, .. little]).Select(packet => (packet.LinkType, (int)packet.Time.Nanoseconds)));
        Assert.Equal(
            (1, $"The packet at offset {little.Length + 28} is of interface 0, and the section has described 0 so far"),
            Captured.ReadBroken([.. little, .. none]));
    }

    [Theory]
    [InlineData(0, 3, "3.000000000")]
    [InlineData(6, 1_000_001, "1.000001000")]
    [InlineData(9, ulong.MaxValue, "18446744073.709551615")]
    [InlineData(12, 1_999, "0.000000001")]
    [InlineData(28, ulong.MaxValue, "0.000000001")]
    [InlineData(127, ulong.MaxValue, "0.000000000")]
    [InlineData(0, ulong.MaxValue, "18446744073709551615.000000000")]
    [InlineData(0x80, 3, "3.000000000")]
    [InlineData(0x80 | 1, 3, "1.500000000")]
    [InlineData(0x80 | 32, 0xFFFF_FFFF, "0.999999999")]
    [InlineData(0x80 | 127, ulong.MaxValue, "0.000000000")]
    public void Stamps_have_units_of_powers_of_ten_and_of_two(byte resolution, ulong stamp, string time)
    {
        var file = new PcapngBytes(false);
        file.Section().Interface(LinkType.Raw, options: file.Option(9, resolution)).Enhanced(0, stamp, Data);

        Assert.Equal(time, Captured.ReadAll(file.ToArray()).Single().Time.ToString());
    }

    [Theory]
    [InlineData(false, 100, "100.000001000")]
    [InlineData(true, -1, "-0.999999000")]
    [InlineData(true, long.MinValue, "-9223372036854775807.999999000")]
    public void An_offset_in_seconds_is_added_to_the_stamps(bool isBigEndian, long offset, string time)
    {
        var file = new PcapngBytes(isBigEndian);
        file.Section().Interface(LinkType.Raw, options: file.Option(14, file.I64(offset))).Enhanced(0, 1, Data);

        Assert.Equal(time, Captured.ReadAll(file.ToArray()).Single().Time.ToString());
    }

    [Fact]
    public void A_block_that_is_skipped_may_be_longer_than_any_that_is_read()
    {
        var file = new PcapngBytes(false).Section().Block(10, new byte[1 << 21]).Interface(LinkType.Raw).Enhanced(0, 1, Data);

        Assert.Single(Captured.ReadAll(file.ToArray()));
    }

    public static TheoryData<string, byte[]> MalformedBlocks => new()
    {
        { "The block at offset 48 says 8 bytes; one of its type has at least 12", Block(0x0BAD, 8, 8) },
        { "The block at offset 48 says 28 bytes; one of its type has at least 32", Block(6, 28, 28, new byte[16]) },
        { "The block at offset 48 says 8 bytes; one of its type has at least 16", Block(3, 8, 8) },
        { "The block at offset 48 says 16 bytes; one of its type has at least 20", Block(1, 16, 16, new byte[4]) },
        { "The block at offset 48 says 15 bytes, which is no multiple of 4", Block(0x0BAD, 15, 15, new byte[4]) },
        { "The block at offset 48 says 16 bytes at its beginning and 20 at its end", Block(0x0BAD, 16, 20, new byte[4]) },
        { "The block at offset 48 says 20 bytes at its beginning and 0 at its end", Block(1, 20, 0, new byte[8]) },
        { "The block at offset 48 says 1048580 bytes; the most that one of its type has here is 1048576", Block(6, 1_048_580, 0) },
    };

    public static TheoryData<string, byte[]> MalformedPackets => new()
    {
        { "The packet at offset 48 says 262145 bytes; the most a capture holds is 262144", Enhanced(0, 262_145) },
        { "The packet at offset 48 says 5 bytes; its block has 4", Enhanced(0, 5) },
        { "The packet at offset 48 is of interface 1, and the section has described 1 so far", Enhanced(1, 4) },
        { "The packet at offset 48 says 9 bytes; its block has 8", Begin().Simple(9, new byte[8]).ToArray() },
        { "The block at offset 48 ends inside its option 1", Begin().Enhanced(0, 0, Data, 1, 0, 5, 0, 0, 0, 0, 0).ToArray() },
    };

    public static TheoryData<string, byte[]> MalformedDescriptions => new()
    {
        { "The block at offset 48 ends inside its option 2", Interface(2, 0, 1, 0) },
        { "The interface at offset 48 has the option 9 in 2 bytes, which is not its length", Interface(9, 0, 2, 0, 6, 0, 0, 0) },
        { "The interface at offset 48 has the option 14 in 4 bytes, which is not its length", Interface(14, 0, 4, 0, 0, 0, 0, 0) },
        { "The section header at offset 48 says version 2 of pcapng; 1 is what is read", Begin().Section(majorVersion: 2).ToArray() },
        {
            "The section header at offset 48 has the byte-order magic 0x78563412, which is 0x1A2B3C4D in no order",
            Block(0x0A0D0D0A, 28, 28, [0x78, 0x56, 0x34, 0x12, .. new byte[12]])
        },
        {
            "The block at offset 48 says 24 bytes; one of its type has at least 28",
            Block(0x0A0D0D0A, 24, 24, [0x4D, 0x3C, 0x2B, 0x1A, 1, 0, .. new byte[10]])
        },
    };

    [Theory]
    [MemberData(nameof(MalformedBlocks))]
    [MemberData(nameof(MalformedPackets))]
    [MemberData(nameof(MalformedDescriptions))]
    public void A_malformed_file_is_refused_in_words(string failure, byte[] file) =>
        Assert.Equal((0, failure), Captured.ReadBroken(file));

    [Fact]
    public void A_section_has_a_bounded_number_of_interfaces()
    {
        var file = new PcapngBytes(false).Section();
        for (var i = 0; i <= 65_536; i++)
            file.Interface(LinkType.Raw);

        Assert.Equal(
            (0, "The interface at offset 1310748 is one too many; a section has up to 65536"),
            Captured.ReadBroken(file.ToArray()));
    }

    private static PcapngBytes Begin() => new PcapngBytes(false).Section().Interface(LinkType.Raw);

    private static byte[] Block(uint type, uint length, uint repeated, params byte[] body) =>
        Begin().Block(type, length, repeated, body).ToArray();

    private static byte[] Interface(params byte[] options) => Begin().Interface(LinkType.Raw, 0, options).ToArray();

    private static byte[] Enhanced(byte source, int length) =>
        Begin().Block(6, [source, 0, 0, 0, .. new byte[8], .. BitConverter.GetBytes(length), .. new byte[8]]).ToArray();
}
