using static FsmGen.Runtime.Packets.TcpFlags;

namespace FsmGen.Tcp.Tests.Requirements;

/// <summary>Keep-alives: RFC 9293 section 3.8.4.</summary>
public sealed class KeepAliveTests
{
    private const int Hour = 3_600_000;

    private static readonly TcpConnectionOptions Alive = Dialog.Plain with
    {
        KeepAliveInterval = TimeSpan.FromHours(2),
        KeepAliveProbeInterval = TimeSpan.FromSeconds(75),
        MaximumKeepAlives = 3,
    };

    [Fact]
    [Requirement("MUST-24")]
    [Requirement("MUST-25")]
    public void They_are_off_unless_the_user_turns_them_on()
    {
        Assert.Null(Dialog.Established(new() { UserTimeout = null }).Deadline);
        Assert.Null(Dialog.Established(TcpConnectionOptions.Linux).Deadline);
        Assert.Equal(2.0 * Hour, Dialog.Established(Alive).Deadline);
    }

    [Fact]
    [Requirement("MUST-24")]
    [Requirement("MUST-27")]
    public void The_user_can_turn_them_on_and_off_while_the_connection_lives()
    {
        var dialog = Dialog.Established(new() { UserTimeout = null });
        dialog.Connection.KeepAliveInterval = TimeSpan.FromHours(3);
        Assert.Equal(3.0 * Hour, dialog.Deadline);

        dialog.Connection.KeepAliveInterval = null;
        Assert.Null(dialog.Deadline);
        Assert.Throws<ArgumentException>(() => dialog.Connection.KeepAliveInterval = TimeSpan.Zero);
    }

    [Fact]
    [Requirement("MUST-27")]
    [Requirement("MAY-5")]
    [Requirement("SHLD-12")]
    public void After_the_users_interval_of_silence_a_segment_without_text_goes()
    {
        var dialog = Dialog.Established(Alive with { KeepAliveInterval = TimeSpan.FromHours(3) });
        Assert.Equal("", dialog.Pass(3 * Hour - 1));
        dialog.Connection.Advance(dialog.Connection.NextDeadline!.Value);
        var segment = Assert.Single(dialog.Drain());

        Assert.Equal(Ack, segment.Header.Flags);
        Assert.Empty(segment.Text);
        Assert.Equal(dialog.Status.SendNext - 1, segment.Header.Sequence);
    }

    [Fact]
    [Requirement("MUST-26")]
    public void Whatever_arrives_puts_it_off_and_text_on_the_way_stands_for_it()
    {
        var dialog = Dialog.Established(Alive);
        dialog.Pass(Hour);
        dialog.Text(1, 2);
        Assert.Equal("", dialog.Pass(2 * Hour - 1));
        Assert.Equal("ack 2", dialog.Pass(1));
        dialog.Acknowledges(1);

        var sending = Dialog.Established(Alive with { MaximumRetransmissions = 1000 });
        sending.Send(1000);
        Assert.DoesNotContain("ack", sending.Pass(5 * Hour), StringComparison.Ordinal);
    }

    [Fact]
    [Requirement("MUST-29")]
    public void One_that_draws_no_answer_is_followed_by_others()
    {
        var dialog = Dialog.Established(Alive);
        Assert.Equal("ack 1", dialog.Pass(2 * Hour));
        Assert.Equal("ack 1", dialog.Pass(75_000));
        Assert.Equal("ack 1", dialog.Pass(75_000));
        Assert.Equal(TcpConnectionState.Established, dialog.State);
        dialog.Acknowledges(1);

        // An answer begins it all anew.
        Assert.Equal("", dialog.Pass(2 * Hour - 1));
        Assert.Equal("ack 1, ack 1, ack 1", dialog.Pass(1 + 2 * 75_000));
        Assert.Equal("", dialog.Pass(75_000));
        Assert.Equal(TcpConnectionState.Closed, dialog.State);
        Assert.Equal([TcpMessage.PeerUnreachable], dialog.Told());
    }
}
