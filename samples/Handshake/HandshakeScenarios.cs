using FsmGen.Runtime.Packets;
using static FsmGen.Runtime.Packets.TcpFlags;
using static FsmGen.Tcp.TcpConnectionState;

namespace Handshake;

/// <summary>Rows 1 to 4 and 9 of the description: flags, and how a connection opens.</summary>
internal static class HandshakeScenarios
{
    public static void Flags(Stage stage)
    {
        stage.SayDescriptionErrs(1, "ACK, SYN and FIN are \"the three important flags\". RFC 9293 3.1 has five more; RST alone ends connections.");
        stage.Say("Byte 13 of the header, written and read again:");

        ReadOnlySpan<(TcpFlags Flag, string Meaning)> all =
        [
            (Cwr, "the sender has slowed down (congestion window reduced, RFC 3168)"),
            (Ece, "the sender saw a congestion mark (RFC 3168)"),
            (Urg, "the urgent pointer counts"),
            (Ack, "the acknowledgment number counts: on every segment but the first"),
            (Psh, "hand the data over without waiting for more"),
            (Rst, "reset the connection"),
            (Syn, "the sequence number is the initial one"),
            (Fin, "the sender has no more data"),
        ];

        Span<byte> segment = stackalloc byte[TcpHeader.MinimumLength];
        foreach (var (flag, meaning) in all)
        {
            new TcpHeader { SourcePort = 1, DestinationPort = 2, Flags = flag }.Write(segment);
            stage.Expect(TcpSegment.TryParse(segment, out var read) && read.Flags == flag, $"{flag} should survive the codec");
            stage.Say($"{segment[13]:b8}  {Ladder.Flags(read.Flags)}  {meaning}");
        }
    }

    public static void Handshake(Stage stage)
    {
        stage.SayDescriptionErrs(2, "x is \"random\". RFC 9293 3.4.1 adds a clock and a keyed hash; this run uses the clock, with a fixed offset.");
        stage.Raise();
        stage.Listen();
        stage.Connect();
        stage.Expect(SynSent, Listen);
        stage.Settle();
        stage.ExpectSent(Syn, Syn | Ack, Ack);
        stage.Expect(Established, Established);
        stage.SayDescriptionErrs(4, "\"SYN=1\" in the third segment. RFC 9293 3.5: SYN is 0 there, it is a plain ACK of y+1 at x+1.");
    }

    public static void ThirdSegmentCarriesText(Stage stage)
    {
        stage.Say("The client's user sends before the connection is established; the text waits for the third segment.");
        stage.Raise();
        stage.Listen();
        stage.Connect();
        stage.Send(stage.Client, "hello");
        stage.Settle();
        stage.ExpectSent(Syn, Syn | Ack, Psh | Ack, Ack);
        stage.Expect(stage.Server, Established);
        stage.Expect(stage.Server.ReceiveAll() == "hello", "the server should have received the text");
        stage.Say("The server is in ESTABLISHED by the ACK, and its user receives \"hello\".");
    }

    public static void ThirdSegmentWithSyn(Stage stage)
    {
        stage.Say("The client's third segment is made to have SYN=1, as the description wants it.");
        stage.Raise();
        stage.Listen();
        stage.Rewrite(stage.Client, Ack, static header => header with { Flags = Syn | Ack });
        stage.Connect();
        stage.Settle();
        stage.ExpectSent(Syn, Syn | Ack, Syn | Ack);
        stage.Expect(Established, Listen);
        stage.SayDescriptionErrs(4, "with SYN=1 no connection comes about. RFC 9293 3.10.7.4 step 4: a passive opener goes back to LISTEN in silence.");
        stage.Say("The client believes in its connection until it speaks:");
        stage.Send(stage.Client, "hello");
        stage.Settle();
        stage.ExpectSent(Psh | Ack, Rst);
        stage.Expect(Closed, Listen);
    }

    public static void SimultaneousOpen(Stage stage)
    {
        stage.Raise();
        stage.Connect();
        stage.Call(stage.Server, "OPEN (active)", c => c.OpenActive(stage.Server.Socket, stage.Client.Socket));
        stage.Expect(SynSent, SynSent);
        stage.Settle();
        stage.ExpectSent(Syn, Syn, Syn | Ack, Syn | Ack, Ack, Ack);
        stage.Expect(Established, Established);
        stage.Say(
            "Each SYN,ACK is out of the window of a side that has seen the SYN. It draws an ACK, and that establishes the "
            + "connection: the text of RFC 9293 3.10.7.4 and not its figure 7 (AMB-03 in spec/tcp.fsm.yaml).");
    }
}
