using System.Text.RegularExpressions;
using FsmGen.Runtime.Packets;

namespace FsmGen.Tcp.Tests.Conformance;

/// <summary>Reads the words of the table, and checks what happened against them.</summary>
internal static partial class Expectation
{
    /// <summary>What is told beyond the words of the table.</summary>
    private static readonly TcpMessage[] Extras =
        [TcpMessage.ConnectionEstablished, TcpMessage.CloseAcknowledged, TcpMessage.TextArrived, TcpMessage.RoomAvailable];

    /// <summary>Rules that an ambiguity resolves differently from their own words.</summary>
    private static readonly Dictionary<string, (string Send, string User)> Resolved = new()
    {
        // AMB-08: the range of acceptable acknowledgments is a matter of the synchronized states only.
        ["SYN-RECEIVED.S5_ACK_TOO_OLD.1"] = ("<SEQ=SEG.ACK><CTL=RST>", ""),
        // AMB-14: a reset is reported here, too.
        ["CLOSING.S2_RST_EXACT.1"] = ("", "signal: connection reset"),
        ["LAST-ACK.S2_RST_EXACT.1"] = ("", "signal: connection reset"),
        // AMB-05: a bare ACK is not answered.
        ["TIME-WAIT.S5_ACK_DUPLICATE.1"] = ("", ""),
    };

    /// <summary>Whether calls that are pending hear of it.</summary>
    public static bool ConcernsPendingCalls(Rule rule) =>
        rule.User.Contains("outstanding RECEIVEs", StringComparison.Ordinal)
        || rule.User.Contains("queued SENDs", StringComparison.Ordinal)
        || rule.User.Contains("pending RECEIVEs", StringComparison.Ordinal);

    /// <summary>Checks the segments.</summary>
    public static void CheckSent(Rule rule, IReadOnlyList<Segment> sent, TcpStatus before, Bench bench)
    {
        var words = Resolved.TryGetValue(rule.Id, out var resolved) ? resolved.Send : rule.Send;
        if (words.Length == 0)
        {
            Assert.Empty(sent);
            return;
        }

        var segment = Assert.Single(sent);
        if (Form().Match(words) is { Success: true } form)
        {
            CheckForm(rule, form, segment, before, bench);
            Assert.Equal(words.StartsWith("data segments", StringComparison.Ordinal), segment.Text.Length > 0);
        }
        else if (words.Contains("oldest unacknowledged", StringComparison.Ordinal))
        {
            Assert.Equal(before.SendUnacknowledged, segment.Header.Sequence);
            Assert.True(segment.Length > 0);
            Assert.Equal(bench.Status.ReceiveNext, segment.Header.Acknowledgment);
        }
        else
        {
            throw new NotCoveredException($"no way to check '{words}'");
        }
    }

    /// <summary>Checks what the user is told.</summary>
    public static void CheckUser(Rule rule, TcpMessage reply, IReadOnlyList<TcpNotification> told)
    {
        var words = Resolved.TryGetValue(rule.Id, out var resolved) ? resolved.User : rule.User;
        if (rule.Kind == "user")
            Assert.Contains(reply, words.Split(';')[0].Split('|').SelectMany(Answers));

        var expected = Told(words).ToList();
        Assert.Equal(expected.OrderBy(Order), told.Where(n => expected.Contains(n) || !IsExtra(n)).OrderBy(Order));

        // A limit is reported to the calls that are pending as well; whether there are some is not what its rule is about.
        bool IsExtra(TcpNotification n) =>
            Extras.Contains(n.Message) || (rule.Kind == "timeout" && n.Audience == TcpAudience.PendingCalls);

        static string Order(TcpNotification n) => n.ToString();
    }

    private static void CheckForm(Rule rule, Match form, Segment segment, TcpStatus before, Bench bench)
    {
        SequenceNumber Value(string symbol) => symbol switch
        {
            "0" => default,
            "ISS" => rule.From is TcpConnectionState.SynSent or TcpConnectionState.SynReceived ? before.SendUnacknowledged : bench.CurrentIss,
            "SND.NXT" => before.SendNext,
            "RCV.NXT" => bench.Status.ReceiveNext,
            "SEG.ACK" => bench.Arrived!.Header.Acknowledgment,
            "SEG.SEQ+SEG.LEN" => bench.Arrived!.Header.Sequence + bench.Arrived.Length,
            _ => throw new NotCoveredException($"no value for '{symbol}'"),
        };

        Assert.Equal(Value(form.Groups["seq"].Value), segment.Header.Sequence);
        if (form.Groups["ack"].Success)
            Assert.Equal(Value(form.Groups["ack"].Value), segment.Header.Acknowledgment);

        var flags = TcpFlags.None;
        foreach (var name in form.Groups["ctl"].Value.Split(','))
            flags |= Enum.Parse<TcpFlags>(name, ignoreCase: true);

        Assert.Equal(flags, segment.Header.Flags & ~TcpFlags.Psh);
    }

    private static IEnumerable<TcpMessage> Answers(string words) => words.Trim() switch
    {
        var w when w.Length == 0 || w.StartsWith("ok", StringComparison.Ordinal) => [TcpMessage.Ok],
        "local connection name" or "data" => [TcpMessage.Ok],
        var w when w.StartsWith("state = ", StringComparison.Ordinal) => [TcpMessage.Ok],
        "(pending)" => [TcpMessage.Pending],
        "error: connection does not exist" => [TcpMessage.ConnectionDoesNotExist],
        "error: remote socket unspecified" => [TcpMessage.RemoteSocketUnspecified],
        var w when w.StartsWith("error: connection already exists", StringComparison.Ordinal) => [TcpMessage.ConnectionAlreadyExists],
        var w when w.StartsWith("error: connection closing", StringComparison.Ordinal) => [TcpMessage.ConnectionClosing],
        _ => [],
    };

    private static IEnumerable<TcpNotification> Told(string words)
    {
        foreach (var part in words.Split(';', StringSplitOptions.TrimEntries))
        {
            TcpNotification? told = part switch
            {
                "outstanding RECEIVEs: error: closing" or "queued SENDs and RECEIVEs: error: closing" =>
                    new(TcpAudience.PendingCalls, TcpMessage.ConnectionClosing),
                "outstanding RECEIVEs: error: connection reset" or "queued SENDs and RECEIVEs: connection reset"
                    or "outstanding RECEIVEs/SENDs: reset" => new(TcpAudience.PendingCalls, TcpMessage.ConnectionReset),
                "pending RECEIVEs the same" => new(TcpAudience.PendingReceives, TcpMessage.ConnectionClosing),
                "signal: connection reset" or "error: connection reset" => new(TcpAudience.User, TcpMessage.ConnectionReset),
                "signal: connection closing" => new(TcpAudience.User, TcpMessage.ConnectionClosing),
                "connection refused" => new(TcpAudience.User, TcpMessage.ConnectionRefused),
                "ok for CLOSE" => new(TcpAudience.User, TcpMessage.CloseAcknowledged),
                _ when part.StartsWith("error: connection aborted due to user timeout", StringComparison.Ordinal) =>
                    new(TcpAudience.User, TcpMessage.UserTimeoutExpired),
                _ when part.StartsWith("urgent signal", StringComparison.Ordinal) => new(TcpAudience.User, TcpMessage.UrgentText),
                "report the failure" => new(TcpAudience.User, TcpMessage.RetransmissionLimitReached),
                _ => null,
            };

            if (told is { } notification)
                yield return notification;
        }
    }

    [GeneratedRegex("<SEQ=(?<seq>[^>]+)>(<ACK=(?<ack>[^>]+)>)?<CTL=(?<ctl>[A-Z,]+)")]
    private static partial Regex Form();
}
