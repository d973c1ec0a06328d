using FsmGen.Runtime.Packets;

namespace FsmGen.Tcp.Tests.Hostile;

/// <summary>Somebody who does not see the segments guesses at them; RFC 5961.</summary>
public sealed class BlindTests
{
    private const int Flood = 10_000;

    [Theory]
    [InlineData(TcpFlags.Rst, 1)]
    [InlineData(TcpFlags.Rst, 65_000)]
    [InlineData(TcpFlags.Rst | TcpFlags.Ack, 30_000)]
    [InlineData(TcpFlags.Syn, 0)]
    [InlineData(TcpFlags.Syn, 30_000)]
    [InlineData(TcpFlags.Syn | TcpFlags.Ack, 1)]
    public void A_guess_within_the_window_is_challenged(TcpFlags flags, int sequence)
    {
        var target = new Target().Arrive(flags, sequence);

        Assert.Equal(TcpConnectionState.Established, target.Connection.State);
        var (answer, _) = Assert.Single(target.Sent);
        Assert.Equal((TcpFlags.Ack, target.Ours, target.Theirs), (answer.Flags, answer.Sequence, answer.Acknowledgment));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2_000_000)]
    [InlineData(int.MinValue)]
    public void A_reset_outside_the_window_is_ignored(int sequence)
    {
        var target = new Target().Arrive(TcpFlags.Rst, sequence);

        Assert.Equal(TcpConnectionState.Established, target.Connection.State);
        Assert.Empty(target.Sent);
    }

    [Fact]
    public void The_reset_of_the_peer_itself_is_believed() =>
        Assert.Equal(TcpConnectionState.Closed, new Target().Arrive(TcpFlags.Rst).Connection.State);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 1_000_000)]
    [InlineData(0, int.MinValue)]
    [InlineData(0, -70_000)]
    [InlineData(-1000, 0)]
    [InlineData(2_000_000, 0)]
    public void Text_with_a_wrong_number_is_not_delivered(int sequence, int acknowledgment)
    {
        var target = new Target().Arrive(TcpFlags.Ack | TcpFlags.Psh, sequence, acknowledgment, "injected"u8);

        Assert.Empty(target.Hear());
        Assert.Equal(TcpConnectionState.Established, target.Connection.State);
    }

    [Theory]
    [InlineData(TcpFlags.Rst, 1)]
    [InlineData(TcpFlags.Syn, 1)]
    [InlineData(TcpFlags.Syn, -1000)]
    [InlineData(TcpFlags.Ack, -1000)]
    public void A_flood_of_guesses_is_answered_ten_times_a_second_at_most(TcpFlags flags, int sequence)
    {
        var target = new Target();
        for (var i = 0; i < Flood; i++)
            target.Arrive(flags, sequence);

        Assert.InRange(target.Sent.Count, 1, 10);
        target.Pass(TimeSpan.FromSeconds(1)).Arrive(flags, sequence);
        Assert.InRange(target.Sent.Count, 2, 11);
        Assert.Equal("text"u8, target.Arrive(text: "text"u8).Hear());
    }

    [Fact]
    public void A_flood_of_acknowledgments_of_what_was_never_sent_is_answered_ten_times_a_second_at_most()
    {
        var target = new Target();
        for (var i = 0; i < Flood; i++)
            target.Arrive(acknowledgment: 1 + i);

        Assert.InRange(target.Sent.Count, 1, 10);
    }
}
