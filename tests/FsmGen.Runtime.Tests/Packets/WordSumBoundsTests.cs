namespace FsmGen.Runtime.Tests.Packets;

public class WordSumBoundsTests
{
    private const int Longest = 640;

    public static TheoryData<string> Paths => SumPath.Names;

    [Theory]
    [MemberData(nameof(Paths))]
    public void No_byte_before_or_behind_the_data_is_read(string name)
    {
        Assert.SkipUnless(GuardedBuffer.IsGuarded, "Guard pages are known here for Linux only");
        using var page = new GuardedBuffer(Longest);
        var path = SumPath.Of(name);
        Random noise = new(1);
        noise.NextBytes(page.First(Longest));
        noise.NextBytes(page.Last(Longest));

        foreach (var length in path.Lengths(Longest))
        {
            AssertSum(page.First(length));
            AssertSum(page.Last(length));
        }

        void AssertSum(ReadOnlySpan<byte> data) => Assert.Equal(PlainChecksum.Of(data), path.Checksum(data));
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void No_byte_before_or_behind_the_copy_is_written(string name)
    {
        Assert.SkipUnless(GuardedBuffer.IsGuarded, "Guard pages are known here for Linux only");
        using var source = new GuardedBuffer(Longest);
        using var destination = new GuardedBuffer(Longest);
        var path = SumPath.Of(name);
        Random noise = new(2);
        noise.NextBytes(source.First(Longest));
        noise.NextBytes(source.Last(Longest));

        foreach (var length in path.Lengths(Longest))
        {
            AssertCopy(source.First(length), destination.Last(length));
            AssertCopy(source.Last(length), destination.First(length));
            AssertCopy(source.Last(length), destination.Last(length));
        }

        void AssertCopy(ReadOnlySpan<byte> from, Span<byte> to)
        {
            to.Clear();
            Assert.Equal(PlainChecksum.Of(from), path.CopyAndChecksum(from, to));
            Assert.True(from.SequenceEqual(to));
        }
    }
}
