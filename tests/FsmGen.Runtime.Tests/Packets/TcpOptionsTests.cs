namespace FsmGen.Runtime.Tests.Packets;

public class TcpOptionsTests
{
    [Theory]
    [InlineData("020405B4", 1460)]
    [InlineData("01010101", null)] // padding of no-operations
    [InlineData("01020405B4000000", 1460)] // not on a word boundary, MUST-64
    [InlineData("020405B40402080A00000001000000000103030A", 1460)] // Linux: MSS, SACK permitted, timestamps, no-operation, scale
    [InlineData("FD04F9890204FFFF", 65535)] // an experimental option is skipped by its length, MUST-6
    [InlineData("FE02020405B40000", 1460)] // so is one of the least length there is
    [InlineData("02040218020405B4", 1460)] // of two the last counts
    [InlineData("00020405", null)] // nothing counts behind the end of the list
    [InlineData("0303070002000000", null)] // nor need it be zero or well-formed
    public void Options_other_than_MSS_are_skipped(string options, int? maximumSegmentSize)
    {
        Assert.True(TryRead(options, out var header, out var dataOffset));
        Assert.Equal(maximumSegmentSize, header.MaximumSegmentSize);
        Assert.Equal(TcpHeader.MinimumLength + options.Length / 2, dataOffset);
    }

    [Theory]
    [InlineData("02000000")] // length zero would never end
    [InlineData("05010000")] // shorter than itself
    [InlineData("080A0000")] // longer than the header
    [InlineData("01010108")] // a kind where its length should be
    [InlineData("02030500")] // MSS of another length than four
    [InlineData("0206050500000000")]
    [InlineData("020405B4010101FF")] // good options before do not help
    public void An_illegal_option_length_makes_the_segment_unreadable(string options)
    {
        Assert.False(TryRead(options, out var header, out var dataOffset));
        Assert.Equal((default, 0), (header, dataOffset));
    }

    [Fact]
    public void Data_behind_the_header_is_not_taken_for_options()
    {
        var segment = new byte[24];
        default(TcpHeader).Write(segment);
        Convert.FromHexString("020405B4").CopyTo(segment, 20);

        Assert.True(TcpHeader.TryRead(segment, out var header, out var dataOffset));
        Assert.Null(header.MaximumSegmentSize);
        Assert.Equal(20, dataOffset);
    }

    private static bool TryRead(string options, out TcpHeader header, out int dataOffset)
    {
        var segment = new byte[TcpHeader.MinimumLength + options.Length / 2];
        segment[12] = (byte)(segment.Length / 4 << 4);
        Convert.FromHexString(options).CopyTo(segment, TcpHeader.MinimumLength);
        return TcpHeader.TryRead(segment, out header, out dataOffset);
    }
}
