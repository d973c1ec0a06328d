using CsCheck;

namespace FsmGen.Runtime.Tests.Captures;

public class CaptureTimeTests
{
    [Theory]
    [InlineData(0, "0.000000000")]
    [InlineData(1, "0.000000001")]
    [InlineData(-1, "-0.000000001")]
    [InlineData(-1_000_000_000, "-1.000000000")]
    [InlineData(1_700_000_000_123_456_789, "1700000000.123456789")]
    public void A_time_is_shown_in_seconds_with_nine_decimals(long nanoseconds, string text) =>
        Assert.Equal(text, new CaptureTime(nanoseconds).ToString());

    [Fact]
    public void The_extremes_can_be_shown()
    {
        Assert.Equal("-170141183460469231731687303715.884105728", new CaptureTime(Int128.MinValue).ToString());
        Assert.Equal("170141183460469231731687303715.884105727", new CaptureTime(Int128.MaxValue).ToString());
    }

    [Fact]
    public void Every_TimeSpan_comes_back() => Gen.Long.Sample(ticks =>
    {
        CaptureTime time = new TimeSpan(ticks);
        return time.Nanoseconds == (Int128)ticks * 100 && time.ToTimeSpan().Ticks == ticks;
    });

    [Fact]
    public void Every_DateTimeOffset_comes_back_in_UTC() => Gen.DateTimeOffset.Sample(time =>
    {
        CaptureTime converted = time;
        return converted.ToDateTimeOffset() == time && converted.ToDateTimeOffset().Offset == TimeSpan.Zero;
    });

    [Fact]
    public void The_way_back_drops_what_is_less_than_a_tick_and_refuses_what_is_too_much()
    {
        Assert.Equal(7, new CaptureTime(799).ToTimeSpan().Ticks);
        Assert.Throws<OverflowException>(() => new CaptureTime(Int128.MaxValue).ToTimeSpan());
        Assert.Throws<ArgumentOutOfRangeException>(() => ((CaptureTime)TimeSpan.MaxValue).ToDateTimeOffset());
    }

    [Fact]
    public void Times_are_in_the_order_of_their_nanoseconds() => Gen.Select(Gen.Long, Gen.Int[-1, 1]).Sample((nanoseconds, step) =>
    {
        CaptureTime left = new(nanoseconds), right = new((Int128)nanoseconds + step);

        Assert.Equal(-step, left.CompareTo(right));
        Assert.Equal(
            (step > 0, step >= 0, step < 0, step <= 0),
            (left < right, left <= right, left > right, left >= right));
    });
}
