using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FsmGen.Runtime.Tests.Fuzzing;

public class GuardedBufferTests
{
    private const int Length = 20;

    // A read in this process would end it, so the kernel tries for us: where it cannot read, it refuses to write.
    [Fact]
    public void The_first_and_last_bytes_can_be_read_and_those_around_them_cannot()
    {
        Assert.SkipUnless(GuardedBuffer.IsGuarded, "Guard pages are known here for Linux only");
        using var buffer = new GuardedBuffer(Length);
        using var file = File.OpenHandle(
            Path.GetTempFileName(), FileMode.Create, FileAccess.Write, options: FileOptions.DeleteOnClose);

        RandomAccess.Write(file, buffer.First(Length), 0);
        RandomAccess.Write(file, buffer.Last(Length), 0);

        Assert.Throws<IOException>(() => WriteByte(buffer.First(Length), -1));
        Assert.Throws<IOException>(() => WriteByte(buffer.Last(Length), Length));

        void WriteByte(Span<byte> bytes, int at) => RandomAccess.Write(
            file, MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref MemoryMarshal.GetReference(bytes), at), 1), 0);
    }

    [Fact]
    public void An_input_is_placed_at_the_end()
    {
        using var buffer = new GuardedBuffer(Length);

        var placed = buffer.Place("odd"u8);

        Assert.True(placed == buffer.Last(3));
        Assert.Equal("odd"u8, placed);
    }

    [Fact]
    public void More_than_there_is_cannot_be_had()
    {
        using var buffer = new GuardedBuffer(Length);

        Assert.Throws<ArgumentOutOfRangeException>(() => { buffer.Last(Environment.SystemPageSize + 1); });
        Assert.Throws<ArgumentOutOfRangeException>(() => { buffer.Last(-1); });
        Assert.Throws<ArgumentOutOfRangeException>(() => { buffer.First(Environment.SystemPageSize + 1); });
    }
}
