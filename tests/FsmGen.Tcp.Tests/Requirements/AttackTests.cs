using static FsmGen.Runtime.Packets.TcpFlags;

namespace FsmGen.Tcp.Tests.Requirements;

/// <summary>What a stranger who does not see the segments may do: RFC 5961.</summary>
public sealed class AttackTests
{
    [Fact]
    [Rfc("5961", "3.2")]
    public void A_reset_in_the_window_is_challenged_and_only_the_exact_one_is_believed()
    {
        var dialog = Dialog.Established();

        Assert.Equal("ack 1", dialog.Arrive(Rst, 2, 0));
        Assert.Equal("ack 1", dialog.Arrive(Rst, 10_000, 0));
        Assert.Equal("", dialog.Arrive(Rst, 0, 0));
        Assert.Equal("", dialog.Arrive(Rst, 1_000_000, 0));
        Assert.Equal(TcpConnectionState.Established, dialog.State);
        dialog.Arrive(Rst, 1, 0);
        Assert.Equal(TcpConnectionState.Closed, dialog.State);
    }

    [Theory]
    [Rfc("5961", "4.2")]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5000)]
    [InlineData(10_000_000)]
    public void A_syn_is_challenged_wherever_it_lies(int sequence)
    {
        var dialog = Dialog.Established();

        Assert.Equal("ack 1", dialog.Arrive(Syn, sequence, 0));
        Assert.Equal(TcpConnectionState.Established, dialog.State);
    }

    [Fact]
    [Rfc("5961", "7")]
    public void Challenges_are_so_many_a_second()
    {
        var dialog = Dialog.Established(Dialog.Plain with { ChallengeAcksPerSecond = 3 });
        Assert.Equal(3, Challenges());
        dialog.Pass(999);
        Assert.Equal(0, Challenges());
        dialog.Pass(1);
        Assert.Equal(3, Challenges());

        int Challenges()
        {
            var count = 0;
            for (var i = 0; i < 10; i++)
                count += dialog.Arrive(Rst, 2, 0) == "" ? 0 : 1;
            return count;
        }
    }

    [Fact]
    public void Two_sides_that_disagree_about_their_numbers_do_not_answer_each_other_without_end()
    {
        var dialog = Dialog.Established();
        Assert.Equal("ack 1", dialog.Arrive(Ack, -10, 1));
        Assert.Equal("", dialog.Arrive(Ack, -10, 1));
        dialog.Pass(500);
        Assert.Equal("ack 1", dialog.Arrive(Ack, -10, 1));
    }
}
