using FsmGen.Runtime.Fuzzing.Mutation;

namespace FsmGen.Runtime.Tests.Fuzzing;

public class MutatorTests
{
    private static readonly FuzzTarget Target = FuzzTargets.Find(nameof(TcpPacket))!;

    [Fact]
    public void A_seed_gives_the_same_inputs_again_and_another_seed_others()
    {
        var first = Inputs(seed: 1);

        Assert.Equal(first, Inputs(seed: 1));
        Assert.NotEqual(first, Inputs(seed: 2));
    }

    [Fact]
    public void Inputs_hardly_repeat_and_have_every_length_that_headers_have()
    {
        var inputs = Inputs(seed: 1);

        Assert.InRange(inputs.Distinct().Count(), inputs.Count * 8 / 10, inputs.Count);
        Assert.Superset(Enumerable.Range(0, 100).ToHashSet(), inputs.Select(input => input.Length / 2).ToHashSet());
        Assert.All(inputs, input => Assert.InRange(input.Length / 2, 0, Mutator.MaximumLength));
    }

    [Fact]
    public void Repair_gives_back_the_checksums_of_a_datagram()
    {
        foreach (var original in new[] { Samples.Syn, Samples.SynAck, Samples.Datagram(default, "odd"u8) })
        {
            var datagram = (byte[])original.Clone();
            datagram[10] ^= 0x55;
            datagram[Ipv4Header.MinimumLength + TcpHeader.ChecksumOffset] ^= 0xAA;

            ChecksumRepair.Datagram(datagram);
            Assert.Equal(original, datagram);
        }
    }

    private static List<string> Inputs(ulong seed)
    {
        using var loop = new FuzzLoop(Target, seed);
        return [.. Enumerable.Range(0, 20_000).Select(_ => Convert.ToHexString(loop.Next()))];
    }
}
