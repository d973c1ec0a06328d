namespace FsmGen.Runtime.Tests.Packets;

public class SackBlocksTests
{
    private static readonly SackBlock First = new(new(1), new(3)), Second = new(new(5), new(9));

    [Fact]
    public void Blocks_keep_their_order()
    {
        SackBlocks blocks = [Second, First];

        Assert.Equal(2, blocks.Count);
        Assert.Equal((Second, First), (blocks[0], blocks[1]));
        Assert.Equal("[5-9, 1-3]", blocks.ToString());
    }

    [Fact]
    public void Lists_are_equal_when_their_blocks_are()
    {
        SackBlocks one = [First, Second], same = [First, Second], other = [First];

        Assert.Equal(one, same);
        Assert.NotEqual(one, other);
        Assert.Equal(default, SackBlocks.Create([]));
    }

    [Fact]
    public void There_is_no_fifth_block_and_none_that_is_not_there()
    {
        Assert.Throws<ArgumentException>("blocks", () => SackBlocks.Create(new SackBlock[5]));
        Assert.Throws<ArgumentOutOfRangeException>("index", () => SackBlocks.Create([First])[1]);
        Assert.Throws<ArgumentOutOfRangeException>("index", () => SackBlocks.Create([First])[-1]);
    }
}
