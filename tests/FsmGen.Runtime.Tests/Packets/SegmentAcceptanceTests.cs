using CsCheck;

namespace FsmGen.Runtime.Tests.Packets;

public class SegmentAcceptanceTests
{
    private const uint Next = 0xFFFF_FFF8; // a window of 16 from here crosses the wrap

    [Theory]
    [InlineData(0, true)]
    [InlineData(-1, false)]
    [InlineData(1, false)]
    public void An_empty_segment_at_a_zero_window_must_be_the_next(int offset, bool isAcceptable) =>
        Assert.Equal(isAcceptable, Accepts(offset, 0, 0));

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(15, true)]
    [InlineData(16, false)]
    public void An_empty_segment_at_an_open_window_must_lie_in_it(int offset, bool isAcceptable) =>
        Assert.Equal(isAcceptable, Accepts(offset, 0, 16));

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    public void A_segment_with_data_is_never_acceptable_at_a_zero_window(int offset) =>
        Assert.False(Accepts(offset, 1, 0));

    [Theory]
    [InlineData(-4, 4, false)] // ends just before the window
    [InlineData(-4, 5, true)] // the last byte is the first expected
    [InlineData(0, 16, true)]
    [InlineData(15, 100, true)] // the first byte is the last expected
    [InlineData(16, 1, false)]
    [InlineData(-1, 17, true)] // ends with the window
    [InlineData(-1, 18, false)] // covers the window and more on both sides: neither end is inside
    public void A_segment_with_data_must_have_one_end_in_an_open_window(int offset, uint length, bool isAcceptable) =>
        Assert.Equal(isAcceptable, Accepts(offset, length, 16));

    [Fact]
    public void Acceptance_does_not_depend_on_where_in_the_space_the_window_lies() =>
        Gen.Select(Samples.Sequences, Gen.Int[-40, 40], Gen.UInt[0, 40], Gen.UInt[0, 40]).Sample(
            (next, offset, length, window) => Assert.Equal(
                AcceptsByCounting(offset, length, window),
                SegmentAcceptance.IsAcceptable(next + offset, length, next, window)));

    private static bool Accepts(int offset, uint length, uint window)
    {
        var next = new SequenceNumber(Next);
        return SegmentAcceptance.IsAcceptable(next + offset, length, next, window);
    }

    // The table once more, over plain integers with the window at 0 to window - 1.
    private static bool AcceptsByCounting(int offset, uint length, uint window)
    {
        var last = offset + (int)length - 1;
        if (length == 0)
            return window == 0 ? offset == 0 : offset >= 0 && offset < window;

        return window > 0 && ((offset >= 0 && offset < window) || (last >= 0 && last < window));
    }
}
