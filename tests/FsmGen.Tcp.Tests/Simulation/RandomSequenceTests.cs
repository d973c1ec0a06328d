using FsmGen.Tcp.Simulation;

namespace FsmGen.Tcp.Tests.Simulation;

public sealed class RandomSequenceTests
{
    // The first outputs of SplitMix64 with the seed 1234567, as its authors' C code gives them.
    [Fact]
    public void It_is_splitmix64() => Assert.Equal(
        [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821],
        Enumerable.Range(0, 5).Select(static i => new RandomSequence(1234567).At(i)));

    [Fact]
    public void Names_and_purposes_give_other_sequences()
    {
        var root = new RandomSequence(1);
        var firsts = new[] { root, root.Fork(0), root.Fork(1), root.Fork("a"), root.Fork("b"), root.Fork("ab"), root.Fork("a").Fork("b") }
            .Select(static sequence => sequence.At(0));

        Assert.Equal(7, firsts.Distinct().Count());
        Assert.Equal(root.Fork("a").At(3), root.Fork("a").At(3));
    }

    [Fact]
    public void A_number_below_a_limit_may_be_any_of_them()
    {
        var sequence = new RandomSequence(1);
        var counts = Enumerable.Range(0, 6000).CountBy(i => sequence.At(i, limit: 6)).ToDictionary();

        Assert.Equal([0L, 1, 2, 3, 4, 5], counts.Keys.Order());
        Assert.All(counts.Values, static count => Assert.InRange(count, 900, 1100));
    }
}
