namespace FsmGen.Tcp.Tests.Conformance;

/// <summary>One rule of rfc9293-table.yaml: what a state does with an event.</summary>
internal sealed record Rule(string Id, string Kind, string State, string Event, string Guard, string Variant, string Next, string Send, string User)
{
    /// <summary>The pair that it belongs to.</summary>
    public string Pair => $"{State}.{Event}";

    /// <summary>The state as the machine calls it.</summary>
    public TcpConnectionState From => Named(State);

    /// <summary>The state that it leads to.</summary>
    public TcpConnectionState To => Named(Next);

    /// <summary>FIN-WAIT-1 becomes FinWait1.</summary>
    public static TcpConnectionState Named(string rfc) => Enum.Parse<TcpConnectionState>(rfc.Replace("-", ""), ignoreCase: true);
}
