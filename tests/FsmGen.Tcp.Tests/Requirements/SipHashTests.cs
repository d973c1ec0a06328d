namespace FsmGen.Tcp.Tests.Requirements;

/// <summary>The test vectors of the authors: key 00 to 0f, input 00 to n-1.</summary>
public sealed class SipHashTests
{
    [Theory]
    [InlineData(0, 0x726fdb47dd0e0e31)]
    [InlineData(1, 0x74f839c593dc67fd)]
    [InlineData(7, 0xab0200f58b01d137)]
    [InlineData(8, 0x93f5f5799a932462)]
    [InlineData(15, 0xa129ca6149be45e5)]
    public void The_hash_is_that_of_the_paper(int length, ulong hash)
    {
        byte[] bytes = [.. Enumerable.Range(0, 16).Select(static i => (byte)i)];
        Assert.Equal(hash, new SipHash(bytes).Compute(bytes.AsSpan(0, length)));
    }
}
