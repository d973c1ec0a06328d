extern alias LossyLinkSample;

using LossyLinkSample::LossyLink;

namespace FsmGen.Tcp.Tests;

public sealed class LossyLinkSampleTests
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(50, 0.01)]
    [InlineData(100, 0.01)]
    [InlineData(20, 0.03)]
    public void Where_only_loss_limits_a_connection_the_textbook_is_about_right(int roundTrip, double loss)
    {
        var transfer = new Transfer(TimeSpan.FromMilliseconds(roundTrip), loss);

        Assert.InRange(transfer.Run(Duration), 0.6 * transfer.Expected, 1.4 * transfer.Expected);
    }

    [Fact]
    public void Without_loss_a_connection_fills_the_link() =>
        Assert.InRange(new Transfer(TimeSpan.FromMilliseconds(10), loss: 0).Run(TimeSpan.FromSeconds(5)), 0.85 * Transfer.Bandwidth, Transfer.Bandwidth);
}
