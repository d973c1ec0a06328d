using FsmGen.Runtime.Packets;
using static FsmGen.Runtime.Packets.TcpFlags;
using static FsmGen.Tcp.TcpConnectionState;

namespace FsmGen.Tcp.Tests.Requirements;

/// <summary>TIME-WAIT: how long it lasts, what may end it, and how little has to be remembered; RFC 9293 section 3.6.1.</summary>
public sealed class TimeWaitTests
{
    private static readonly TcpConnectionOptions Reopening = Dialog.Plain with { ReopenFromTimeWait = true, Timestamps = true, SelectTimestampOffset = static (_, _) => 0 };

    [Fact]
    [Requirement("MUST-13")]
    public void It_lasts_for_two_segment_lifetimes()
    {
        var dialog = Waiting(Dialog.Plain);
        Assert.Equal("", dialog.Pass(239_999));
        Assert.Equal(TimeWait, dialog.State);
        dialog.Pass(1);
        Assert.Equal(Closed, dialog.State);
    }

    [Fact]
    [Rfc("1337")]
    public void It_outlives_a_reset_unless_told_otherwise()
    {
        var dialog = Waiting(Dialog.Plain);
        dialog.Arrive(Rst, 2, 0);
        Assert.Equal(TimeWait, dialog.State);

        dialog = Waiting(Dialog.Plain with { IgnoreResetInTimeWait = false });
        dialog.Arrive(Rst, 2, 0);
        Assert.Equal(Closed, dialog.State);
    }

    [Theory]
    [Requirement("SHLD-4")]
    [Requirement("MAY-2")]
    [Rfc("6191", "2")]
    [InlineData(501u, 2, true)]
    [InlineData(501u, -1_000_000, true)]
    [InlineData(500u, 2, true)]
    [InlineData(500u, 1, false)]
    [InlineData(499u, 1_000_000, false)]
    [InlineData(null, 2, true)]
    [InlineData(null, 1, false)]
    public void A_syn_that_is_newer_than_all_that_came_begins_a_new_connection(uint? clock, int sequence, bool isReopened)
    {
        var dialog = Waiting(Reopening, clock is null ? null : new TcpTimestamps(500, 1));
        dialog.Pass(2000);
        dialog.Clock = clock is { } value ? new(value, 0) : null;
        dialog.Arrive(Syn, sequence, 0);

        Assert.Equal(isReopened ? SynReceived : TimeWait, dialog.State);
    }

    [Fact]
    [Requirement("MAY-2")]
    [Rfc("6191", "2")]
    public void A_new_connection_begins_with_numbers_above_the_last()
    {
        var dialog = Waiting(Reopening with { Timestamps = false });
        var last = dialog.Status.SendNext;
        dialog.Pass(1000);
        dialog.Arrive(Syn, 2, 0, isDrained: false);
        Assert.True(Assert.Single(dialog.Drain()).Header.Sequence > last);

        // The clock has not gone on: there is no such number.
        dialog = Waiting(Reopening with { Timestamps = false });
        dialog.Arrive(Syn, 2, 0);
        Assert.Equal(TimeWait, dialog.State);
    }

    [Fact]
    public void It_is_not_left_by_a_syn_unless_that_is_asked_for()
    {
        var dialog = Waiting(Dialog.Plain);
        dialog.Pass(2000);
        Assert.Equal("ack 2", dialog.Arrive(Syn, 2, 0));
        Assert.Equal(TimeWait, dialog.State);
    }

    [Fact]
    public void It_can_be_remembered_as_a_few_numbers_and_goes_on_as_if_nothing_had_been()
    {
        var dialog = Waiting(Reopening, new TcpTimestamps(500, 1));
        dialog.Pass(1000);
        Assert.True(dialog.Connection.TryFold(out var block));
        var (status, deadline) = (dialog.Connection.LastStatus, dialog.Connection.NextDeadline);

        var other = new Dialog(Reopening);
        other.Pass(1000);
        other.Connection.ResumeTimeWait(block, status.Local, status.Remote);
        Assert.Equal(status with { SendWindow = 0 }, other.Status with { SendWindow = 0 });
        Assert.Equal(deadline, other.Connection.NextDeadline);
        Assert.True(other.Connection.TryFold(out var again));
        Assert.Equal(block, again);

        // What a peer may send is answered alike.
        foreach (var (flags, sequence, clock) in new[] { (Fin | Ack, 1, 500u), (Ack, 2, 499u), (Ack, 7, 600u), (Rst, 3, 600u), (Syn, 2, 700u) })
            Assert.Equal(Answer(dialog, flags, sequence, clock), Answer(other, flags, sequence, clock));
        Assert.Equal(SynReceived, other.State);

        static (string, TcpConnectionState) Answer(Dialog dialog, TcpFlags flags, int sequence, uint clock)
        {
            dialog.Clock = new(clock, 1);
            dialog.Connection.SegmentArrives(new(
                Conformance.Bench.Remote.Address,
                Conformance.Bench.Local.Address,
                new()
                {
                    SourcePort = Conformance.Bench.Remote.Port,
                    DestinationPort = Conformance.Bench.Local.Port,
                    Sequence = Conformance.Bench.PeerIss + sequence,
                    Acknowledgment = new(100_002),
                    Flags = flags,
                    Options = new() { Timestamps = dialog.Clock },
                },
                []));
            return (string.Join(' ', dialog.Drain().Select(static s => s.ToString())), dialog.State);
        }
    }

    [Fact]
    public void It_is_not_folded_while_something_is_left_to_do()
    {
        var dialog = Dialog.Established();
        Assert.False(dialog.Connection.TryFold(out _));
        dialog.Connection.Close();
        dialog.Sent();
        dialog.Arrive(Fin | Ack, 1, 2, "text", isDrained: false);
        Assert.Equal(TimeWait, dialog.State);

        // The acknowledgment of the FIN, then the text.
        Assert.False(dialog.Connection.TryFold(out _));
        Assert.Equal("ack 6", dialog.Sent());
        Assert.False(dialog.Connection.TryFold(out _));
        dialog.Receive(10);
        Assert.True(dialog.Connection.TryFold(out _));
    }

    private static Dialog Waiting(TcpConnectionOptions options, TcpTimestamps? clock = null)
    {
        var dialog = Dialog.Established(options, Dialog.Thousand with { Timestamps = clock });
        dialog.Connection.Close();
        dialog.Sent();
        Assert.Equal("ack 2", dialog.Arrive(Fin | Ack, 1, 2));
        Assert.Equal(TimeWait, dialog.State);
        return dialog;
    }
}
