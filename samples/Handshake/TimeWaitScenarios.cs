using FsmGen.Tcp;
using static FsmGen.Runtime.Packets.TcpFlags;
using static FsmGen.Tcp.TcpConnectionState;

namespace Handshake;

/// <summary>Row 13 of the description: why TIME-WAIT exists, and what goes wrong without it.</summary>
internal static class TimeWaitScenarios
{
    public static void LostLastAck(Stage stage)
    {
        stage.Establish();
        CloseLosingTheLastAck(stage);
        stage.Expect(TimeWait, LastAck);

        stage.WaitFor(stage.Server, Closed);
        var answered = stage.Now;
        stage.ExpectSent(Fin | Ack, Ack);
        stage.Expect(TimeWait, Closed);
        stage.Say("The server sends its FIN again, TIME-WAIT answers it, and begins 2 MSL anew (RFC 9293 3.10.7.4 step 8).");

        stage.WaitFor(stage.Client, Closed);
        stage.Expect((stage.Now - answered).TotalSeconds is > 239.9 and <= 240, "2 MSL should have begun with the second FIN");
        stage.Expect(Heard(stage.Server, TcpMessage.CloseAcknowledged), "the server should know that all has arrived");
    }

    public static void LostLastAckWithout(Stage stage)
    {
        stage.Establish();
        CloseLosingTheLastAck(stage);
        stage.Say("The client has no TIME-WAIT: its connection is deleted at once.");
        stage.Call(stage.Client, "ABORT", c => c.Abort());
        stage.Expect(Closed, LastAck);

        stage.WaitFor(stage.Server, Closed);
        stage.ExpectSent(Fin | Ack, Rst);
        stage.Expect(Heard(stage.Server, TcpMessage.ConnectionReset), "the server should believe that the connection was reset");
        stage.Say("Nobody knows the FIN that comes again, and the server's user hears \"connection reset\" of a close that went well.");
    }

    public static void OldDuplicate(Stage stage)
    {
        var old = CloseKeepingOldText(stage);
        stage.Expect(TimeWait, Closed);
        stage.Say("The network delivers the server's \"old\" a second time:");
        stage.Deliver(stage.Server, old);
        stage.Pass(TimeSpan.FromMilliseconds(10));
        stage.Expect(stage.Client.ReceiveAll().Length == 0, "the old text should be of no effect");
        stage.Say("TIME-WAIT throws it away, and answers with an ACK. The server's side is CLOSED and answers that with a reset:");
        stage.Settle();
        stage.Expect(TimeWait, Closed);
        stage.ExpectSent(Ack, Rst);
        stage.Say("TIME-WAIT ignores that, too (RFC 1337; AMB-15). And no new connection can begin between these two sockets:");
        stage.Connect();
        stage.Expect(stage.Client.Connection.Reply == TcpMessage.ConnectionAlreadyExists, "the socket pair should be in use");
        stage.Say("error: connection already exists");
        stage.WaitFor(stage.Client, Closed);
        stage.Say("After 2 MSL nothing of the old connection can be in the network any more.");
    }

    public static void OldDuplicateWithout(Stage stage)
    {
        var old = CloseKeepingOldText(stage);
        stage.Say(
            "The client has no TIME-WAIT, and the same two sockets connect again. Chance, or a connection faster than the "
            + "clock of its numbers, lets the server begin just where the old text was.");
        stage.Call(stage.Client, "ABORT", c => c.Abort());
        var unlucky = Stage.Header(old).Sequence - 1;
        stage.ServerIss = _ => unlucky;
        stage.Listen();
        stage.Connect();
        stage.Settle();
        stage.Expect(Established, Established);
        stage.ExpectSent(Syn, Syn | Ack, Ack);

        stage.Say("Now the network delivers the \"old\" of the first connection a second time:");
        stage.Deliver(stage.Server, old);
        stage.Pass(TimeSpan.FromMilliseconds(35));
        stage.Expect(stage.Client.ReceiveAll() == "old", "the client should have taken the old text for new");
        stage.Say(
            "The client's user receives \"old\", which nobody has sent in this connection. And the two sides never agree again: "
            + "the client acknowledges what the server has not sent, and each ACK is answered by another.");
    }

    private static void CloseLosingTheLastAck(Stage stage)
    {
        stage.ExpectSent(Syn, Syn | Ack, Ack);
        stage.Close(stage.Client);
        stage.Settle();
        stage.Lose(stage.Client, Ack);
        stage.Close(stage.Server);
        stage.Settle();
        stage.ExpectSent(Fin | Ack, Ack, Fin | Ack, Ack);
    }

    private static byte[] CloseKeepingOldText(Stage stage)
    {
        stage.Establish();
        stage.ExpectSent(Syn, Syn | Ack, Ack);
        stage.Send(stage.Server, "old");
        stage.Settle();
        stage.Expect(stage.Client.ReceiveAll() == "old", "the client should have received the text");
        var old = stage.Sent[^2].Datagram;
        stage.Close(stage.Client);
        stage.Settle();
        stage.Close(stage.Server);
        stage.Settle();
        stage.ExpectSent(Psh | Ack, Ack, Fin | Ack, Ack, Fin | Ack, Ack);
        return old;
    }

    private static bool Heard(Endpoint at, TcpMessage message) =>
        at.TakeNotifications().Contains(new(TcpAudience.User, message));
}
