using CsCheck;

namespace FsmGen.Runtime.Tests.Packets;

public class SequenceNumberTests
{
    private const uint Half = 1u << 31;

    [Fact]
    public void Numbers_wrap_around_at_two_to_the_32()
    {
        var last = new SequenceNumber(uint.MaxValue);

        Assert.Equal(new SequenceNumber(0), last + 1);
        Assert.Equal(new SequenceNumber(4), last + 5u);
        Assert.Equal(last, new SequenceNumber(0) + -1);
        Assert.True(last < last + 1);
        Assert.Equal(1, last + 1 - last);
        Assert.Equal(-1, last - (last + 1));
    }

    [Fact]
    public void Whatever_lies_ahead_by_less_than_half_the_space_is_greater() =>
        Gen.Select(Samples.Sequences, Gen.UInt[1, Half - 1]).Sample((a, ahead) =>
        {
            var b = a + ahead;

            Assert.True(a < b && a <= b && b > a && b >= a);
            Assert.False(b < a || b <= a || a > b || a >= b);
            Assert.Equal((int)ahead, b - a);
            Assert.Equal(-(int)ahead, a - b);
            Assert.Equal(b, a + (b - a));
        });

    [Fact]
    public void Exactly_one_of_less_equal_and_greater_holds_except_half_the_space_apart() =>
        Gen.Select(Samples.Sequences, Samples.Sequences).Sample((a, b) =>
        {
            var holding = new[] { a < b, a == b, a > b }.Count(holds => holds);

            Assert.Equal(b.Value - a.Value == Half ? 0 : 1, holding);
        });

    [Fact]
    public void A_number_equals_itself_and_is_not_ahead_of_itself() =>
        Samples.Sequences.Sample(a =>
        {
            var same = new SequenceNumber(a.Value);

            Assert.True(a == same && a <= same && a >= same && a.Equals(same) && a.GetHashCode() == same.GetHashCode());
            Assert.False(a != same || a < same || a > same);
        });

    [Fact]
    public void Numbers_half_the_space_apart_have_no_order() =>
        Samples.Sequences.Sample(a =>
        {
            var opposite = a + Half;

            Assert.False(a < opposite || a > opposite || a <= opposite || a >= opposite || a == opposite);
            Assert.Equal(int.MinValue, a - opposite);
        });

    [Fact]
    public void A_window_holds_its_first_number_up_to_but_not_including_its_end() =>
        Gen.Select(Samples.Sequences, Gen.UInt, Gen.UInt).Sample((start, size, offset) =>
            Assert.Equal(offset < size, (start + offset).IsInWindow(start, size)));

    [Theory]
    [InlineData(0xFFFF_FFFE, true)]
    [InlineData(0xFFFF_FFFF, true)]
    [InlineData(0x0000_0000, true)]
    [InlineData(0x0000_0001, false)]
    [InlineData(0xFFFF_FFFD, false)]
    public void A_window_may_span_the_wrap(uint value, bool isInside) =>
        Assert.Equal(isInside, new SequenceNumber(value).IsInWindow(new(0xFFFF_FFFE), 3));

    [Fact]
    public void Conversions_keep_the_bits_and_the_text_is_the_decimal_value()
    {
        var sequence = (SequenceNumber)4_000_000_000u;

        Assert.Equal(4_000_000_000u, (uint)sequence);
        Assert.Equal(4_000_000_000u, sequence.Value);
        Assert.Equal("4000000000", sequence.ToString());
    }

    [Fact]
    public void A_window_goes_up_to_but_does_not_include_its_end() =>
        Gen.Select(Samples.Sequences, Samples.Sequences, Gen.UInt).Sample((number, start, size) =>
            Assert.Equal(number.IsInWindow(start, size), number.IsInWindow(start, start + size)));

    [Fact]
    public void Going_back_undoes_going_ahead() =>
        Gen.Select(Samples.Sequences, Gen.Int, Gen.UInt).Sample((a, steps, count) =>
        {
            Assert.Equal(a, a + steps - steps);
            Assert.Equal(a, a + count - count);
        });

    [Fact]
    public void Nothing_converts_a_number_in_silence_or_sorts_it()
    {
        var operators = typeof(SequenceNumber).GetMethods().Where(method => method.IsSpecialName).Select(method => method.Name);

        Assert.DoesNotContain("op_Implicit", operators);
        Assert.DoesNotContain(typeof(SequenceNumber).GetInterfaces(), type => type == typeof(IComparable)
            || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IComparable<>)));
        Assert.DoesNotContain(
            typeof(SequenceNumber).GetMethods().Where(method => method.Name is "op_LessThan" or "op_GreaterThan" or "op_LessThanOrEqual" or "op_GreaterThanOrEqual" or "op_Equality"),
            method => method.GetParameters().Any(parameter => parameter.ParameterType != typeof(SequenceNumber)));
    }
}
