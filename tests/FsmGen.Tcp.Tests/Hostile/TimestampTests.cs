using FsmGen.Runtime.Packets;

namespace FsmGen.Tcp.Tests.Hostile;

/// <summary>Timestamps that are lies: one that is taken for the last makes all true ones old (PAWS); RFC 7323.</summary>
public sealed class TimestampTests
{
    private const uint Now = 1000, Future = Now + int.MaxValue;

    [Theory]
    [InlineData(-1000, 0)]
    [InlineData(2_000_000, 0)]
    [InlineData(10, 0)]
    [InlineData(0, 1)]
    [InlineData(0, -70_000)]
    public void A_timestamp_of_the_future_in_a_segment_that_is_not_believed_harms_nobody(int sequence, int acknowledgment)
    {
        var target = Stamped();
        target.Timestamps = new(Future, 0);
        target.Arrive(sequence: sequence, acknowledgment: acknowledgment, text: "x"u8);
        target.Timestamps = new(Now + 1, 0);

        Assert.Equal("text"u8, target.Arrive(text: "text"u8).Hear());
    }

    [Theory]
    [InlineData(TcpFlags.Rst, 0)]
    [InlineData(TcpFlags.Syn, 0)]
    [InlineData(TcpFlags.Syn, 10)]
    [InlineData(TcpFlags.Fin, 0)]
    [InlineData(TcpFlags.Psh, 0)]
    public void Neither_does_one_in_a_segment_that_is_challenged_or_acknowledges_nothing(TcpFlags flags, int sequence)
    {
        var target = Stamped();
        target.Timestamps = new(Future, 0);
        target.Arrive(flags, flags == TcpFlags.Rst ? 1 : sequence, text: "x"u8);
        target.Timestamps = new(Now + 1, 0);

        Assert.Equal("text"u8, target.Arrive(text: "text"u8).Hear());
    }

    [Fact]
    public void An_old_timestamp_is_answered_and_brings_nothing()
    {
        var target = Stamped();
        target.Timestamps = new(Now - 1, 0);

        Assert.Empty(target.Arrive(text: "text"u8).Hear());
        Assert.Equal(TcpFlags.Ack, Assert.Single(target.Sent).Header.Flags);
    }

    [Fact]
    public void A_made_up_echo_does_not_bring_the_timeout_out_of_its_bounds()
    {
        var target = Stamped();
        for (var i = 1u; i < 1000; i++)
        {
            target.Say(10);
            target.Timestamps = new(Now + i, i * 0x9E37_79B9);
            target.Arrive(acknowledgment: target.Status.SendNext - target.Ours);
        }

        target.Say(10);
        Assert.InRange(target.Connection.NextDeadline!.Value - target.Connection.Now, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
    }

    private static Target Stamped() => new(offer: new() { Timestamps = new(Now, 0) }, timestamps: new(Now, 0));
}
