
namespace FsmGen.Tcp.Tests.Requirements;

/// <summary>The user timeout, ours and the one that the peer tells: RFC 9293 section 3.8.3, RFC 5482.</summary>
public sealed class UserTimeoutTests
{
    private static readonly TcpConnectionOptions Ten = Dialog.Plain with { UserTimeout = TimeSpan.FromSeconds(10), MaximumRetransmissions = 1000 };

    [Fact]
    [Rfc("5482", "3")]
    public void Our_syn_tells_the_peer_what_was_asked_for()
    {
        var dialog = new Dialog(Ten with { AdvertisedUserTimeout = TimeSpan.FromMinutes(30) });
        dialog.Connection.OpenActive(Conformance.Bench.Local, Conformance.Bench.Remote);

        Assert.Equal(TimeSpan.FromMinutes(30), Assert.Single(dialog.Drain()).Header.Options.UserTimeout);
        dialog.Connection.Abort();
        var silent = new Dialog(Ten);
        silent.Connection.OpenActive(Conformance.Bench.Local, Conformance.Bench.Remote);
        Assert.Null(Assert.Single(silent.Drain()).Header.Options.UserTimeout);
    }

    [Theory]
    [Rfc("5482", "3.1")]
    [InlineData(null, 60, 10)]
    [InlineData(600, 60, 60)]
    [InlineData(30, 60, 30)]
    [InlineData(600, 5, 10)]
    public void The_longer_of_both_sides_counts_up_to_a_limit(int? limit, int peers, int seconds)
    {
        var dialog = Dialog.Established(
            Ten with { AcceptedUserTimeout = limit is { } most ? TimeSpan.FromSeconds(most) : null },
            Dialog.Thousand with { UserTimeout = TimeSpan.FromSeconds(peers) });
        dialog.Send(1000);
        dialog.Pass(1000 * seconds - 1);
        Assert.Equal(TcpConnectionState.Established, dialog.State);
        dialog.Pass(1);

        Assert.Equal(TcpConnectionState.Closed, dialog.State);
        Assert.Equal(TcpMessage.UserTimeoutExpired, dialog.Told()[^1]);
    }

    [Fact]
    public void Progress_of_any_kind_begins_the_time_anew()
    {
        var dialog = Dialog.Established(Ten);
        dialog.Send(3000);
        for (var end = 1001; end < 3001; end += 1000)
        {
            dialog.Pass(9000);
            dialog.Acknowledges(end);
        }

        dialog.Pass(9999);
        Assert.Equal(TcpConnectionState.Established, dialog.State);
        dialog.Pass(1);
        Assert.Equal(TcpConnectionState.Closed, dialog.State);
    }

    [Fact]
    public void A_send_that_brings_nothing_begins_no_time()
    {
        var dialog = Dialog.Established(Ten);
        dialog.Send(0);
        dialog.Pass(100_000);
        Assert.Equal(TcpConnectionState.Established, dialog.State);

        // There is no memory for its text.
        dialog = Dialog.Established(Ten, memory: new(0));
        dialog.Send(1000);
        dialog.Pass(100_000);
        Assert.Equal(TcpConnectionState.Established, dialog.State);
    }
}
