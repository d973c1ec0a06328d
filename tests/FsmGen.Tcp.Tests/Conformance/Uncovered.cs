namespace FsmGen.Tcp.Tests.Conformance;

/// <summary>The rules that the connection does not meet, each with its reason. The list may only shrink.</summary>
internal static class Uncovered
{
    private const string Variant793 = "only the RFC 5961 profile is built; RFC 793 is to become an option";
    private const string Security = "security and compartment are left out, AMB-25";
    private const string Precondition = "the preconditions of OPEN are the stack's";

    /// <summary>Ids and reasons.</summary>
    public static IReadOnlyDictionary<string, string> Rules { get; } = new Dictionary<string, string>
    {
        ["CLOSED.OPEN_PASSIVE.2"] = Precondition,
        ["CLOSED.OPEN_ACTIVE.2"] = Precondition,

        ["LISTEN.SEG_SYN_SECURITY_MISMATCH.1"] = Security,
        ["SYN-SENT.SEG_SECURITY_MISMATCH_ACK.1"] = Security,
        ["SYN-SENT.SEG_SECURITY_MISMATCH_NOACK.1"] = Security,
        ["SYN-RECEIVED.S3_SECURITY_MISMATCH.1"] = Security,
        ["ESTABLISHED.S3_SECURITY_MISMATCH.1"] = Security,
        ["FIN-WAIT-1.S3_SECURITY_MISMATCH.1"] = Security,
        ["FIN-WAIT-2.S3_SECURITY_MISMATCH.1"] = Security,
        ["CLOSE-WAIT.S3_SECURITY_MISMATCH.1"] = Security,
        ["CLOSING.S3_SECURITY_MISMATCH.1"] = Security,
        ["LAST-ACK.S3_SECURITY_MISMATCH.1"] = Security,
        ["TIME-WAIT.S3_SECURITY_MISMATCH.1"] = Security,

        ["SYN-RECEIVED.S2_RST_IN_WINDOW.1"] = Variant793,
        ["SYN-RECEIVED.S2_RST_IN_WINDOW.2"] = Variant793,
        ["ESTABLISHED.S2_RST_IN_WINDOW.1"] = Variant793,
        ["FIN-WAIT-1.S2_RST_IN_WINDOW.1"] = Variant793,
        ["FIN-WAIT-2.S2_RST_IN_WINDOW.1"] = Variant793,
        ["CLOSE-WAIT.S2_RST_IN_WINDOW.1"] = Variant793,
        ["CLOSING.S2_RST_IN_WINDOW.1"] = Variant793,
        ["LAST-ACK.S2_RST_IN_WINDOW.1"] = Variant793,
        ["TIME-WAIT.S2_RST_IN_WINDOW.1"] = Variant793,
        ["SYN-RECEIVED.S4_SYN.3"] = Variant793,
        ["ESTABLISHED.S4_SYN.2"] = Variant793,
        ["FIN-WAIT-1.S4_SYN.2"] = Variant793,
        ["FIN-WAIT-2.S4_SYN.2"] = Variant793,
        ["CLOSE-WAIT.S4_SYN.2"] = Variant793,
        ["CLOSING.S4_SYN.2"] = Variant793,
        ["LAST-ACK.S4_SYN.2"] = Variant793,
        ["TIME-WAIT.S4_SYN.3"] = Variant793,
    };
}
