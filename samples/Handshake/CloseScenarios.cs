using static FsmGen.Runtime.Packets.TcpFlags;
using static FsmGen.Tcp.TcpConnectionState;

namespace Handshake;

/// <summary>Rows 5 to 8, 10 and 11 of the description: how a connection closes.</summary>
internal static class CloseScenarios
{
    public static void Close(Stage stage)
    {
        stage.Establish();
        stage.ExpectSent(Syn, Syn | Ack, Ack);
        stage.Close(stage.Client);
        stage.Expect(FinWait1, Established);
        stage.SayDescriptionErrs(5, "seq is \"random\", and there is no ACK. RFC 9293 3.5.2 and 3.10.4: seq is SND.NXT, here 1, and ACK is set.");
        stage.Settle();
        stage.ExpectSent(Fin | Ack, Ack);
        stage.Expect(FinWait2, CloseWait);
        stage.SayDescriptionErrs(6, "\"FIN=1\" and a random seq in the answer. RFC 9293 3.6 figure 12: FIN is 0, seq is SND.NXT.");

        stage.Say("The server's half is still open, so it sends what it still has:");
        stage.Send(stage.Server, "the rest");
        stage.Settle();
        stage.ExpectSent(Psh | Ack, Ack);
        stage.Expect(stage.Client.ReceiveAll() == "the rest", "the client should have received the text");
        stage.Expect(FinWait2, CloseWait);

        stage.Close(stage.Server);
        stage.Expect(FinWait2, LastAck);
        stage.SayDescriptionErrs(7, "seq is \"random\". RFC 9293 3.10.4: it is SND.NXT, 9 after eight bytes of text.");
        stage.Settle();
        stage.ExpectSent(Fin | Ack, Ack);
        stage.Expect(TimeWait, Closed);
        stage.SayDescriptionErrs(8, "\"FIN=1\" and a random seq in the last segment. RFC 9293 3.6 figure 12: a plain ACK at SND.NXT.");

        var begin = stage.Now;
        stage.WaitFor(stage.Client, Closed);
        stage.Expect((stage.Now - begin).TotalSeconds is > 239.9 and <= 240, "TIME-WAIT should have lasted 240 s");
        stage.Say("2 MSL of two minutes each have passed (row 10), in virtual time.");
    }

    public static void SecondSegmentWithFin(Stage stage)
    {
        stage.Say("No TCP answers a FIN like this, so the server's segments are made by hand, as the description wants them.");
        stage.Establish();
        stage.Server.IsPuppet = true;
        stage.Close(stage.Client);
        stage.Settle();
        stage.SendByHand(stage.Server, Fin | Ack, sequence: 1, acknowledgment: 2);
        stage.Expect(stage.Client, TimeWait);
        stage.SayDescriptionErrs(6, "with FIN=1 the client believes that all has been said. RFC 9293 3.10.7.4 step 8: it goes straight to TIME-WAIT.");
        stage.Say("So it does not take what the server still has; its ACK stays at 2:");
        stage.SendByHand(stage.Server, Psh | Ack, sequence: 2, acknowledgment: 2, "the rest");
        stage.SendByHand(stage.Server, Fin | Ack, sequence: 10, acknowledgment: 2);
        stage.Expect(stage.Client, TimeWait);
        stage.Expect(stage.Client.ReceiveAll().Length == 0, "the client should not have received the text");
        stage.Expect((int)(Stage.Header(stage.Sent[^1].Datagram).Acknowledgment - stage.Server.Iss) == 2, "the text should not be acknowledged");
        stage.Say("The server's data is lost.");
    }

    public static void SimultaneousClose(Stage stage)
    {
        stage.Establish();
        stage.ExpectSent(Syn, Syn | Ack, Ack);
        stage.Close(stage.Client);
        stage.Close(stage.Server);
        stage.Expect(FinWait1, FinWait1);
        stage.Pass(TimeSpan.FromMilliseconds(10));
        stage.Expect(Closing, Closing);
        stage.Settle();
        stage.ExpectSent(Fin | Ack, Fin | Ack, Ack, Ack);
        stage.Expect(TimeWait, TimeWait);
        stage.SayDescriptionErrs(11, "CLOSING \"happens when the ACK was lost\". RFC 9293 3.6 figure 13: only when both close at the same time.");
        stage.WaitFor(stage.Client, Closed);
        stage.Expect(Closed, Closed);
    }

    public static void LostAckOfFin(Stage stage)
    {
        stage.Establish();
        stage.ExpectSent(Syn, Syn | Ack, Ack);
        stage.Lose(stage.Server, Ack);
        stage.Close(stage.Client);
        stage.Settle();
        stage.Expect(FinWait1, CloseWait);
        stage.Close(stage.Server);
        stage.Settle();
        stage.ExpectSent(Fin | Ack, Ack, Fin | Ack, Ack);
        stage.Expect(TimeWait, Closed);
        stage.SayDescriptionErrs(11, "a lost ACK leads to CLOSING. RFC 9293 3.10.7.4: the server's FIN acknowledges the client's, the result is TIME-WAIT.");
    }
}
