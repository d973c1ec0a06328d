namespace FsmGen.Runtime.Tests.Fuzzing;

public class MutatorTests
{
    private static readonly FuzzTarget Target = FuzzTargets.Find(nameof(Packet))!;

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

    [Theory]
    [InlineData("Packet", "syn-windows")]
    [InlineData("Packet", "router-alert")]
    [InlineData("Packet", "padding")]
    [InlineData("Packet", "ipv6-syn")]
    [InlineData("Packet", "ipv6-extensions")]
    [InlineData("IcmpError", "too-big")]
    [InlineData("IcmpError", "ipv6-port")]
    [InlineData("IcmpError", "ipv6-behind-options")]
    public void Repair_gives_back_the_checksums_of_a_datagram(string target, string name)
    {
        var file = Corpus.Files(FuzzTargets.Find(target)!).Single(file => Path.GetFileName(file) == name);
        var original = File.ReadAllBytes(file);
        var ip = PlainIp.Read(original);

        var datagram = (byte[])original.Clone();
        datagram[ip.PayloadOffset + (target == "IcmpError" ? 2 : TcpHeader.ChecksumOffset)] ^= 0xAA;
        if (ip.IsIpv4)
            datagram[10] ^= 0x55;
        Assert.NotEqual(original, datagram);

        ChecksumRepair.Datagram(datagram);
        Assert.Equal(original, datagram);
    }

    private static List<string> Inputs(ulong seed)
    {
        using var loop = new FuzzLoop(Target, seed);
        return [.. Enumerable.Range(0, 20_000).Select(_ => Convert.ToHexString(loop.Next()))];
    }
}
