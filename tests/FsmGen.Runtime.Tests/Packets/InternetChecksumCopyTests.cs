using CsCheck;

namespace FsmGen.Runtime.Tests.Packets;

public class InternetChecksumCopyTests
{
    [Fact]
    public void A_copied_piece_counts_as_an_added_one() =>
        Gen.Select(Gen.Byte.Array[0, 40], Gen.Byte.Array[0, 1500], Gen.Byte.Array[0, 40]).Sample((before, data, behind) =>
        {
            var copy = new byte[data.Length];
            var checksum = default(InternetChecksum).Add(before).CopyAndAdd(data, copy).Add(behind);

            Assert.Equal(data, copy);
            Assert.Equal(PlainChecksum.Of([.. before, .. data, .. behind]), checksum.Value);
        });

    [Fact]
    public void What_is_behind_the_copy_stays_as_it_is()
    {
        byte[] destination = [0, 0, 0, 7, 7];

        default(InternetChecksum).CopyAndAdd([1, 2, 3], destination);

        Assert.Equal([1, 2, 3, 7, 7], destination);
    }

    [Fact]
    public void Overlapping_memory_is_copied_as_if_all_was_read_first()
    {
        var bytes = new byte[700];
        foreach (var length in (int[])[1, 7, 20, 63, 64, 65, 255, 256, 257, 500])
        {
            for (var shift = -100; shift <= 100; shift++)
            {
                new Random(length).NextBytes(bytes);
                var source = bytes.AsSpan(100, length).ToArray();

                var checksum = default(InternetChecksum).CopyAndAdd(bytes.AsSpan(100, length), bytes.AsSpan(100 + shift));

                Assert.Equal(source, bytes.AsSpan(100 + shift, length));
                Assert.Equal(PlainChecksum.Of(source), checksum.Value);
            }
        }
    }

    [Fact]
    public void A_destination_that_is_too_short_is_refused_and_left_alone()
    {
        var destination = new byte[99];

        var refusal = Assert.Throws<ArgumentException>(() => default(InternetChecksum).CopyAndAdd(Ones(100), destination));

        Assert.Equal("destination", refusal.ParamName);
        Assert.Equal(new byte[99], destination);
    }

    private static byte[] Ones(int length) => [.. Enumerable.Repeat((byte)0xFF, length)];
}
