using FsmGen.Tcp;
using static FsmGen.Runtime.Packets.TcpFlags;
using static FsmGen.Tcp.TcpConnectionState;

namespace Handshake;

/// <summary>Rows 12 and 14 of the description: what the states mean, and that CLOSED is none.</summary>
internal static class StateScenarios
{
    public static void States(Stage stage)
    {
        stage.Say("RFC 9293 3.3.2, and the scenario of this program that shows the state:");
        ReadOnlySpan<(TcpConnectionState State, string Meaning, string Shown)> all =
        [
            (TcpConnectionState.Closed, "there is no connection", "closed"),
            (Listen, "waits for a connection request from any peer", "handshake"),
            (SynSent, "has sent a connection request, waits for the peer's", "handshake"),
            (SynReceived, "has both requests, waits for the ACK of its own", "handshake"),
            (Established, "open, data goes both ways", "handshake"),
            (FinWait1, "has closed, waits for the ACK of that or the peer's FIN", "close"),
            (FinWait2, "its close is acknowledged, waits for the peer's FIN", "close"),
            (CloseWait, "the peer has closed, waits for its user to close", "close"),
            (Closing, "both closed at once, waits for the ACK of its FIN", "simultaneous-close"),
            (LastAck, "closed after the peer, waits for the ACK of its FIN", "close"),
            (TimeWait, "waits until old segments are gone and the last ACK is sure", "lost-last-ack"),
        ];

        foreach (var (state, meaning, shown) in all)
        {
            stage.Expect(Scenarios.All.Any(s => s.Name == shown), $"scenario '{shown}' should exist");
            stage.Say($"{state.Rfc(),-12}  {meaning} ({shown})");
        }

        stage.Expect(all.Length == Enum.GetValues<TcpConnectionState>().Length, "each state should be listed");
    }

    public static void Closed(Stage stage)
    {
        stage.Say("A description of states needs CLOSED; a TCP has nothing there (row 14). So every call finds nothing:");
        stage.Raise();
        Refused(stage, "SEND", c => c.Send("hello"u8, false));
        Refused(stage, "RECEIVE", c => c.Receive(new byte[1]));
        Refused(stage, "CLOSE", c => c.Close());
        Refused(stage, "ABORT", c => c.Abort());
        Refused(stage, "STATUS", c => c.Status());
        stage.Say("Each is answered with \"error: connection does not exist\". And every segment is answered with a reset:");
        stage.Connect();
        stage.Settle();
        stage.ExpectSent(Syn, Rst | Ack);
        stage.Expect(TcpConnectionState.Closed, TcpConnectionState.Closed);
    }

    private static void Refused(Stage stage, string name, Action<TcpConnection> call)
    {
        stage.Call(stage.Client, name, call);
        stage.Expect(stage.Client.Connection.Reply == TcpMessage.ConnectionDoesNotExist, $"{name} should find no connection");
    }
}
