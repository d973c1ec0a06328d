namespace Handshake;

/// <summary>All scenarios, in the order of the description.</summary>
internal static class Scenarios
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("flags", "all eight control bits, through the codec", HandshakeScenarios.Flags),
        new("handshake", "three segments open a connection", HandshakeScenarios.Handshake),
        new("third-segment-carries-text", "the third segment may bring data", HandshakeScenarios.ThirdSegmentCarriesText),
        new("third-segment-with-syn", "what a SYN in the third segment would do", HandshakeScenarios.ThirdSegmentWithSyn),
        new("simultaneous-open", "both sides connect at once, and it takes six segments", HandshakeScenarios.SimultaneousOpen),
        new("close", "four segments close a connection, with data in the half-closed direction", CloseScenarios.Close),
        new("second-close-segment-with-fin", "what a FIN in the second segment would do", CloseScenarios.SecondSegmentWithFin),
        new("simultaneous-close", "both sides close at once, and pass through CLOSING", CloseScenarios.SimultaneousClose),
        new("lost-ack-of-fin", "a lost acknowledgment leads to TIME-WAIT, not to CLOSING", CloseScenarios.LostAckOfFin),
        new("states", "the eleven states and their meaning", StateScenarios.States),
        new("lost-last-ack", "TIME-WAIT, reason one: the last acknowledgment is lost", TimeWaitScenarios.LostLastAck),
        new("lost-last-ack-without-time-wait", "the same, and nobody is there to answer", TimeWaitScenarios.LostLastAckWithout),
        new("old-duplicate", "TIME-WAIT, reason two: an old segment comes late", TimeWaitScenarios.OldDuplicate),
        new("old-duplicate-without-time-wait", "the same, into the next connection", TimeWaitScenarios.OldDuplicateWithout),
        new("closed", "CLOSED is no connection", StateScenarios.Closed),
    ];
}
