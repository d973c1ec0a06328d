using CsCheck;

namespace FsmGen.Runtime.Tests.Packets;

public class TcpOptionsTests
{
    [Theory]
    [InlineData("020405B4", 1460)]
    [InlineData("01010101", null)] // padding of no-operations
    [InlineData("01020405B4000000", 1460)] // not on a word boundary, MUST-64
    [InlineData("FD04F9890204FFFF", 65535)] // an experimental option is skipped by its length, MUST-6
    [InlineData("FE02020405B40000", 1460)] // so is one of the least length there is
    [InlineData("02040218020405B4", 1460)] // of two the last counts
    [InlineData("00020405", null)] // nothing counts behind the end of the list
    [InlineData("0303070002000000", null)] // nor need it be zero or well-formed
    [InlineData("02030500", null)] // MSS of another length than four means nothing
    [InlineData("0206050500000000", null)]
    [InlineData("020405B402030500", 1460)] // and does not undo the one before
    public void The_maximum_segment_size_is_found_among_whatever_else_there_is(string options, int? size) =>
        Assert.Equal(size, Read(options).MaximumSegmentSize);

    [Fact]
    public void The_last_option_of_a_kind_is_found_by_it()
    {
        var options = Segment("02040218020405B4").Options;

        Assert.True(options.TryFind(TcpOptionKind.MaximumSegmentSize, out var option));
        Assert.Equal("05B4", Convert.ToHexString(option.Data));
        Assert.False(options.TryFind(TcpOptionKind.Sack, out _));
    }

    [Theory]
    [InlineData("02000000")] // length zero would never end
    [InlineData("05010000")] // shorter than itself
    [InlineData("080A0000")] // longer than the header
    [InlineData("01010108")] // a kind where its length should be
    [InlineData("020405B4010101FF")] // good options before do not help
    public void An_illegal_option_length_makes_the_segment_unreadable(string options)
    {
        Assert.False(TcpSegment.TryParse(Bytes(options), out var segment, out var error));
        Assert.Equal(PacketError.OptionLength, error);

        // But for its options: who wants to reset the connection must know which.
        Assert.True(segment.Options.Bytes.IsEmpty);
        Assert.Equal((20 + options.Length / 2, 0, default), (segment.HeaderLength, segment.Payload.Length, segment.Header));
    }

    [Fact]
    public void Data_behind_the_header_is_not_taken_for_options()
    {
        var bytes = new byte[24];
        default(TcpHeader).Write(bytes);
        Convert.FromHexString("020405B4").CopyTo(bytes, 20);

        Assert.True(TcpSegment.TryParse(bytes, out var segment));
        Assert.Null(segment.Header.Options.MaximumSegmentSize);
        Assert.Equal(20, segment.HeaderLength);
    }

    [Fact]
    public void The_options_of_a_SYN_stand_in_the_order_that_Linux_gives_them()
    {
        var options = new TcpOptions { MaximumSegmentSize = 1460, IsSackPermitted = true, Timestamps = new(1, 0), WindowScale = 10 };

        Assert.Equal("020405B40402080A00000001000000000103030A", Written(options));
        Assert.Equal(options, Read("020405B40402080A00000001000000000103030A"));
    }

    [Fact]
    public void Each_option_is_aligned_to_four_bytes_where_it_stands_alone()
    {
        Assert.Equal("01010402", Written(new() { IsSackPermitted = true }));
        Assert.Equal("01030307", Written(new() { WindowScale = 7 }));
        Assert.Equal("0101080A0000000100000002", Written(new() { Timestamps = new(1, 2) }));
        Assert.Equal("0101050A0000000100000002", Written(new() { Sack = [new(new(1), new(2))] }));
        Assert.Equal("", Written(default));
    }

    [Fact]
    public void Timestamps_and_three_blocks_fill_a_header_and_so_do_four_blocks_alone()
    {
        Assert.Equal(40, new TcpOptions { Timestamps = new(1, 2), Sack = SackBlocks.Create(new SackBlock[3]) }.Length);
        Assert.Equal(36, new TcpOptions { Sack = SackBlocks.Create(new SackBlock[4]) }.Length);
    }

    [Theory]
    [InlineData("1C04003C", 60)]
    [InlineData("1C048001", 60)]
    [InlineData("1C047FFF", 32_767)]
    [InlineData("1C04FFFF", 32_767 * 60)]
    public void A_user_timeout_is_in_seconds_or_in_minutes(string options, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Read(options).UserTimeout);

    [Theory]
    [InlineData(0.1, "1C040001")] // never shorter than asked
    [InlineData(32_767, "1C047FFF")]
    [InlineData(32_767.5, "1C048223")] // 547 minutes, the next that can be said
    [InlineData(32_767 * 60, "1C04FFFF")]
    public void A_user_timeout_is_rounded_up_to_what_can_be_said(double seconds, string expected) =>
        Assert.Equal(expected, Written(new() { UserTimeout = TimeSpan.FromSeconds(seconds) }));

    [Theory]
    [InlineData(0)]
    [InlineData(-0.5)]
    [InlineData(32_767 * 60 + 1)]
    public void A_user_timeout_that_cannot_be_said_is_refused(double seconds) =>
        Assert.Throws<ArgumentOutOfRangeException>("timeout", () => Written(new() { UserTimeout = TimeSpan.FromSeconds(seconds) }));

    [Theory]
    [InlineData("2202", true, "")] // a wish
    [InlineData("220601020304", true, "01020304")]
    [InlineData("22050102030000", false, null)] // an odd length
    [InlineData("2204010200", false, null)] // too short
    [InlineData("03030700", false, null)] // something else
    public void A_fast_open_cookie_has_4_to_16_bytes_or_none(string options, bool isRead, string? cookie)
    {
        var first = First(options);
        Assert.Equal(isRead, first.TryGetFastOpenCookie(out var bytes));
        Assert.Equal(cookie ?? "", Convert.ToHexString(bytes));
    }

    [Fact]
    public void Signatures_are_found_but_not_verified()
    {
        var md5 = First("1312" + new string('A', 32));
        Assert.True(md5.TryGetMd5Signature(out var digest));
        Assert.Equal(16, digest.Length);

        var ao = First("1D100102" + new string('B', 24));
        Assert.True(ao.TryGetAuthentication(out var keyId, out var next, out var code));
        Assert.Equal((1, 2, 12), (keyId, next, code.Length));
        Assert.False(First("1D03010000").TryGetAuthentication(out _, out _, out _));
    }

    [Theory]
    [InlineData("0502")]
    [InlineData("050900000000000000")]
    [InlineData("0302")]
    [InlineData("030403000000")]
    [InlineData("080900000000000000")]
    [InlineData("1C03000000")]
    [InlineData("1C040000")] // no time at all is reserved, RFC 5482 section 3.4
    [InlineData("1C048000")]
    [InlineData("040300")]
    [InlineData("1303000000")]
    public void A_known_kind_with_another_length_or_a_reserved_value_means_nothing(string options) =>
        Assert.Equal(default, Read(options));

    [Fact]
    public void More_than_four_blocks_mean_nothing_though_a_list_without_a_header_has_room_for_them()
    {
        byte[] bytes = [(byte)TcpOptionKind.Sack, 42, .. new byte[40]];
        Assert.True(TcpOptionList.TryParse(bytes, out var options));
        Assert.True(options.TryFind(TcpOptionKind.Sack, out var option));

        Assert.False(option.TryGetSackBlocks(out var blocks));
        Assert.Equal(0, blocks.Count);
        Assert.Equal(default, TcpOptions.Read(options));
    }

    [Fact]
    public void An_unknown_option_is_kept_as_it_stands()
    {
        var option = First("FD06F9890102");

        Assert.Equal((TcpOptionKind)253, option.Kind);
        Assert.Equal("F9890102", Convert.ToHexString(option.Data));
        Assert.Equal("FD06F9890102", Convert.ToHexString(option.Bytes));
    }

    [Fact]
    public void Going_through_a_list_meets_every_byte_up_to_its_end() =>
        OptionSamples.Lists.Sample(bytes =>
        {
            Assert.True(TcpOptionList.TryParse(bytes, out var options));
            var met = new List<byte>();
            foreach (var option in options)
                met.AddRange(option.Bytes);

            Assert.Equal(bytes[..met.Count], met);
            Assert.True(met.Count == bytes.Length || bytes[met.Count] == 0);
        });

    [Fact]
    public void The_writer_refuses_what_does_not_fit_and_keeps_what_did()
    {
        Assert.Throws<ArgumentException>(() => new TcpOptionWriter(new byte[3]).MaximumSegmentSize(1460));
        Assert.Throws<ArgumentException>("data", () => new TcpOptionWriter(new byte[300]).Option(TcpOptionKind.Authentication, new byte[254]));
        Assert.Throws<ArgumentException>("cookie", () => new TcpOptionWriter(new byte[40]).FastOpen([1, 2, 3]));
        Assert.Throws<ArgumentException>("blocks", () => new TcpOptionWriter(new byte[40]).Sack(default));
        Assert.Throws<ArgumentOutOfRangeException>("kind", () => new TcpOptionWriter(new byte[40]).Option(TcpOptionKind.NoOperation, []));

        Span<byte> buffer = stackalloc byte[8];
        var writer = new TcpOptionWriter(buffer);
        writer.FastOpen([1, 2, 3, 4]);
        writer.NoOperations(2);
        Assert.Equal(8, writer.Written);
        Assert.Equal("2206010203040101", Convert.ToHexString(buffer));
    }

    private static string Written(TcpOptions options)
    {
        var bytes = new byte[options.Length];
        Assert.Equal(bytes.Length, options.Write(bytes));
        return Convert.ToHexString(bytes);
    }

    private static TcpOptions Read(string options) => Segment(options).Header.Options;

    private static TcpOption First(string options)
    {
        var list = Segment(options).Options.GetEnumerator();
        Assert.True(list.MoveNext());
        return list.Current;
    }

    private static TcpSegment Segment(string options)
    {
        Assert.True(TcpSegment.TryParse(Bytes(options), out var segment));
        return segment;
    }

    private static byte[] Bytes(string options)
    {
        var bytes = new byte[TcpHeader.MinimumLength + (options.Length / 2 + 3) / 4 * 4];
        bytes[12] = (byte)(bytes.Length / 4 << 4);
        Convert.FromHexString(options).CopyTo(bytes, TcpHeader.MinimumLength);
        return bytes;
    }
}
