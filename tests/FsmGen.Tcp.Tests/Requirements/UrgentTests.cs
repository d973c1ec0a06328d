using static FsmGen.Runtime.Packets.TcpFlags;

namespace FsmGen.Tcp.Tests.Requirements;

/// <summary>Urgent text: RFC 9293 section 3.8.5.</summary>
public sealed class UrgentTests
{
    [Fact]
    [Requirement("MUST-30")]
    [Requirement("MUST-62")]
    public void The_pointer_that_leaves_is_the_number_behind_the_urgent_text()
    {
        var dialog = Dialog.Established(Dialog.Plain with { NoDelay = true });
        dialog.Send(10);
        dialog.Connection.Send("hurry"u8, urgent: true);
        var segment = Assert.Single(dialog.Drain());

        Assert.True(segment.Has(Urg));
        Assert.Equal(5, segment.Header.UrgentPointer);
        dialog.Connection.Send("calm"u8, urgent: false);
        Assert.False(Assert.Single(dialog.Drain()).Has(Urg));
    }

    [Fact]
    [Requirement("MUST-62")]
    [Requirement("MUST-33")]
    public void The_pointer_that_arrives_is_the_number_behind_the_urgent_text()
    {
        var dialog = Dialog.Established();
        dialog.Arrive(Ack | Urg, 1, 1, "hurry, or calm", urgent: 5);

        Assert.True(dialog.Connection.IsUrgentTextAhead);
        dialog.Receive(4);
        Assert.True(dialog.Connection.IsUrgentTextAhead);
        dialog.Receive(1);
        Assert.False(dialog.Connection.IsUrgentTextAhead);
    }

    [Fact]
    [Requirement("MUST-30")]
    [Requirement("MUST-32")]
    [Requirement("MUST-33")]
    public void The_user_is_told_before_the_text_is_there()
    {
        var dialog = Dialog.Established();
        dialog.Arrive(Ack | Urg, 1, 1, "first", urgent: 1000);
        Assert.Equal([TcpMessage.UrgentText], dialog.Told());
        dialog.Receive(100);
        Assert.True(dialog.Connection.IsUrgentTextAhead);

        // All of it is taken; what is urgent next is news.
        dialog.Text(6, 1001);
        dialog.Receive(2000);
        Assert.False(dialog.Connection.IsUrgentTextAhead);
        dialog.Arrive(Ack | Urg, 1001, 1, "again", urgent: 5);
        Assert.Equal([TcpMessage.UrgentText], dialog.Told());
    }

    [Fact]
    [Requirement("MUST-31")]
    public void Urgent_text_may_be_longer_than_a_pointer_reaches()
    {
        var link = Link.Established();
        link.Call(() => link.Client.Send(new byte[200_000], urgent: true));
        var (received, told) = (0, 0);
        link.Until(() =>
        {
            received += link.Receive(link.Server).Length;
            told += OpenAndCloseTests.Notifications(link.Server).Count(static n => n.Message == TcpMessage.UrgentText);
            return received == 200_000;
        });

        Assert.True(told > 0);
        Assert.False(link.Server.IsUrgentTextAhead);
    }
}
