using static FsmGen.Runtime.Packets.TcpFlags;

namespace FsmGen.Tcp.Tests.Requirements;

/// <summary>A user that neither sends nor receives any more: RFC 9293 section 3.6.1.</summary>
[Requirement("MAY-1")]
public sealed class ReleaseTests
{
    [Fact]
    [Requirement("SHLD-3")]
    public void With_text_that_was_not_taken_the_peer_gets_a_reset()
    {
        var dialog = Dialog.Established();
        dialog.Text(1, 100);
        dialog.Connection.Release();

        Assert.Equal("RST 1", dialog.Sent());
        Assert.Equal(TcpConnectionState.Closed, dialog.State);
    }

    [Fact]
    [Requirement("SHLD-3")]
    public void Text_that_comes_later_is_answered_by_a_reset()
    {
        var dialog = Dialog.Established();
        dialog.Send(100);
        dialog.Connection.Release();
        Assert.Equal("FIN 101", dialog.Sent());
        dialog.Acknowledges(102);
        Assert.Equal(TcpConnectionState.FinWait2, dialog.State);

        Assert.Equal("RST 102", dialog.Arrive(Ack, 1, 102, "late"));
        Assert.Equal(TcpConnectionState.Closed, dialog.State);
        Assert.Equal([TcpMessage.CloseAcknowledged, TcpMessage.ConnectionReset], dialog.Told());
    }

    [Fact]
    public void Text_that_the_user_had_taken_may_come_again()
    {
        var dialog = Dialog.Established();
        dialog.Text(1, 11);
        dialog.Receive(10);
        dialog.Connection.Release();
        dialog.Sent();

        Assert.Equal("ack 11", dialog.Text(1, 11));
        Assert.Equal(TcpConnectionState.FinWait1, dialog.State);
    }

    [Fact]
    public void A_close_in_order_stays_one()
    {
        var dialog = Dialog.Established();
        dialog.Connection.Release();
        dialog.Sent();
        dialog.Acknowledges(2);

        Assert.Equal("ack 2", dialog.Arrive(Fin | Ack, 1, 2));
        Assert.Equal(TcpConnectionState.TimeWait, dialog.State);
    }

    [Fact]
    public void A_peer_that_never_closes_is_forgotten_after_a_while()
    {
        var dialog = Dialog.Established(Dialog.Plain with { OrphanTimeout = TimeSpan.FromSeconds(20) });
        dialog.Connection.Release();
        dialog.Sent();
        dialog.Acknowledges(2);
        Assert.Equal(20_000, dialog.Deadline);
        Assert.Equal("", dialog.Pass(20_000));

        Assert.Equal(TcpConnectionState.Closed, dialog.State);
        Assert.Equal("RST 2", dialog.Arrive(Ack, 1, 2, "late"));
    }

    [Fact]
    public void A_user_that_only_closed_waits_for_its_peer_without_end()
    {
        var dialog = Dialog.Established();
        dialog.Connection.Close();
        dialog.Sent();
        dialog.Acknowledges(2);
        Assert.Null(dialog.Deadline);

        // It may still change its mind.
        dialog.Connection.Release();
        Assert.Equal(60_000, dialog.Deadline);
    }

    [Fact]
    public void Text_that_was_given_before_is_still_sent()
    {
        var dialog = Dialog.Established(window: 1000);
        dialog.Send(3000);
        dialog.Connection.Release();

        Assert.Equal("1001-2001", dialog.Acknowledges(1001));
        Assert.Equal("2001-3001 FIN 3001", dialog.Acknowledges(2001));
    }

    [Fact]
    public void A_window_that_stays_closed_is_not_waited_for_without_end()
    {
        var dialog = Dialog.Established(Dialog.Plain with { OrphanTimeout = TimeSpan.FromMinutes(1) });
        dialog.Window = 0;
        dialog.Acknowledges(1);
        dialog.Send(100);
        dialog.Connection.Release();

        // Each probe is answered, which keeps a connection with a user alive for ever (MUST-37).
        for (var minutes = 0; minutes < 4 && dialog.Connection.Exists; minutes++)
        {
            dialog.Pass(60_000);
            dialog.Acknowledges(1);
        }

        Assert.False(dialog.Connection.Exists);
    }
}
