namespace FsmGen.Runtime.Tests.Packets;

public class WordSumTests
{
    private const int Longest = 1100;
    private const int Alignments = 64;

    private static readonly byte[] Noise = new byte[Longest + Alignments];
    private static readonly ushort[,] NoiseChecksums = new ushort[Alignments, Longest + 1];

    static WordSumTests()
    {
        new Random(1071).NextBytes(Noise);
        for (var alignment = 0; alignment < Alignments; alignment++)
        {
            for (var length = 0; length <= Longest; length++)
                NoiseChecksums[alignment, length] = PlainChecksum.Of(Noise.AsSpan(alignment, length));
        }
    }

    public static TheoryData<string> Paths => SumPath.Names;

    [Theory]
    [MemberData(nameof(Paths))]
    public void Every_length_at_every_alignment_agrees_with_the_slow_sum(string name)
    {
        var path = SumPath.Of(name);
        for (var alignment = 0; alignment < Alignments; alignment++)
        {
            foreach (var length in path.Lengths(Longest))
            {
                if (path.Checksum(Noise.AsSpan(alignment, length)) != NoiseChecksums[alignment, length])
                    Assert.Fail($"{length} bytes from offset {alignment}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Every_length_at_every_alignment_is_copied_and_nothing_else_is_written(string name)
    {
        const byte Untouched = 0xA5;
        var path = SumPath.Of(name);
        var destination = new byte[Longest + 2 * Alignments];
        for (var alignment = 0; alignment < Alignments; alignment++)
        {
            var to = alignment * 29 % Alignments;
            foreach (var length in path.Lengths(Longest))
            {
                destination.AsSpan().Fill(Untouched);
                var source = Noise.AsSpan(alignment, length);
                if (path.CopyAndChecksum(source, destination.AsSpan(to, length)) != NoiseChecksums[alignment, length])
                    Assert.Fail($"sum of {length} bytes from offset {alignment} to {to}");

                if (!source.SequenceEqual(destination.AsSpan(to, length)) ||
                    destination.AsSpan(0, to).ContainsAnyExcept(Untouched) ||
                    destination.AsSpan(to + length).ContainsAnyExcept(Untouched))
                    Assert.Fail($"copy of {length} bytes from offset {alignment} to {to}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void All_ones_and_all_zeros_keep_their_own_zero_at_every_length(string name)
    {
        var path = SumPath.Of(name);
        var (ones, zeros) = (new byte[Longest], new byte[Longest]);
        ones.AsSpan().Fill(0xFF);
        foreach (var length in path.Lengths(Longest))
        {
            Assert.Equal(PlainChecksum.Of(ones.AsSpan(0, length)), path.Checksum(ones.AsSpan(0, length)));
            Assert.Equal(0xFFFF, path.Checksum(zeros.AsSpan(0, length)));
        }
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void No_carry_is_lost_over_sixteen_mebibytes_of_ones(string name)
    {
        var path = SumPath.Of(name);
        var ones = new byte[Math.Min(path.Longest, (16 << 20) + 1)];
        ones.AsSpan().Fill(0xFF);

        Assert.Equal(0x00FF, path.Checksum(ones));
        Assert.Equal(0x0000, path.Checksum(ones.AsSpan(1)));
    }
}
