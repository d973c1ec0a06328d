namespace FsmGen.Runtime.Tests.Packets;

public class WordSumBoundsTests
{
    private const int Longest = 640;

    public static TheoryData<string> Paths => SumPath.Names;

    [Theory]
    [MemberData(nameof(Paths))]
    public void No_byte_before_or_behind_the_data_is_read(string name)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "pages are guarded by Linux's mmap and mprotect");
        using var page = new GuardedPage();
        var path = SumPath.Of(name);
        new Random(1).NextBytes(page.Bytes);

        foreach (var length in path.Lengths(Longest))
        {
            AssertSum(page.Bytes[..length]);
            AssertSum(page.Bytes[^length..]);
        }

        void AssertSum(ReadOnlySpan<byte> data) => Assert.Equal(SlowChecksum.Of(data), path.Checksum(data));
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void No_byte_before_or_behind_the_copy_is_written(string name)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "pages are guarded by Linux's mmap and mprotect");
        using var source = new GuardedPage();
        using var destination = new GuardedPage();
        var path = SumPath.Of(name);
        new Random(2).NextBytes(source.Bytes);

        foreach (var length in path.Lengths(Longest))
        {
            AssertCopy(source.Bytes[..length], destination.Bytes[^length..]);
            AssertCopy(source.Bytes[^length..], destination.Bytes[..length]);
            AssertCopy(source.Bytes[^length..], destination.Bytes[^length..]);
        }

        void AssertCopy(ReadOnlySpan<byte> from, Span<byte> to)
        {
            to.Clear();
            Assert.Equal(SlowChecksum.Of(from), path.CopyAndChecksum(from, to));
            Assert.True(from.SequenceEqual(to));
        }
    }
}
