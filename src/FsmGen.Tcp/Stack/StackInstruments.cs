using System.Diagnostics.Metrics;

namespace FsmGen.Tcp.Stack;

/// <summary>The instruments of a stack, named in the way of OpenTelemetry. Nothing is counted for them: they read the statistics.</summary>
internal sealed class StackInstruments
{
    private const string Segments = "{segment}", Packets = "{packet}", Connections = "{connection}";

    private readonly TcpStack _stack;
    private readonly Histogram<double> _roundTrip;

    public StackInstruments(Meter meter, TcpStack stack)
    {
        _stack = stack;
        Counter(meter, "fsmgen.tcp.packets.received", Packets, "Packets that the device gave.", static s => s.PacketsReceived);
        Counter(meter, "fsmgen.tcp.packets.sent", Packets, "Packets that the device took.", static s => s.PacketsSent);
        Counter(meter, "fsmgen.tcp.segments.received", Segments, "TCP segments that arrived whole.", static s => s.SegmentsReceived);
        Counter(meter, "fsmgen.tcp.segments.sent", Segments, "TCP segments that were sent.", static s => s.SegmentsSent);
        Counter(meter, "fsmgen.tcp.retransmissions", Segments, "Segments that were sent again.", static s => s.Retransmissions);
        Counter(meter, "fsmgen.tcp.connections.established", Connections, "Connections that were established.", static s => s.Established);
        Counter(meter, "fsmgen.tcp.connections.broken", Connections, "Connections that a reset, an error or a timeout ended.", static s => s.Broken);
        Counter(meter, "fsmgen.tcp.resets.sent", Segments, "Resets that answered segments for nobody.", static s => s.ResetsSent);
        meter.CreateObservableCounter("fsmgen.tcp.connections.opened", Opens, Connections, "Connections that were asked for, by the side that asked.");
        meter.CreateObservableCounter("fsmgen.tcp.drops", Drops, Packets, "Packets and connections that were dropped, by the reason.");
        meter.CreateObservableUpDownCounter("fsmgen.tcp.connections", States, Connections, "Connections that there are, by their state.");
        _roundTrip = meter.CreateHistogram<double>("fsmgen.tcp.rtt", "s", "The smoothed round-trip time of connections when they end.");
    }

    /// <summary>A connection ends.</summary>
    public void End(StackConnection connection)
    {
        if (_roundTrip.Enabled && connection.SmoothedRoundTrip > TimeSpan.Zero)
            _stack.Complete(new RoundTrip(_roundTrip, connection.SmoothedRoundTrip));
    }

    private void Counter(Meter meter, string name, string unit, string description, Func<TcpStackStatistics, long> read) =>
        meter.CreateObservableCounter(name, () => read(_stack.Statistics), unit, description);

    private IEnumerable<Measurement<long>> Opens()
    {
        var statistics = _stack.Statistics;
        const string tag = "fsmgen.tcp.opener";
        return [new(statistics.ActiveOpens, Tag(tag, "self")), new(statistics.PassiveOpens, Tag(tag, "peer"))];
    }

    private IEnumerable<Measurement<long>> Drops()
    {
        var statistics = _stack.Statistics;
        const string tag = "fsmgen.tcp.reason";
        return
        [
            new(statistics.BadChecksums, Tag(tag, "bad_checksum")),
            new(statistics.Malformed, Tag(tag, "malformed")),
            new(statistics.Misaddressed, Tag(tag, "misaddressed")),
            new(statistics.OtherProtocols, Tag(tag, "other_protocol")),
            new(statistics.Strangers, Tag(tag, "no_connection")),
            new(statistics.BacklogDrops, Tag(tag, "backlog")),
            new(statistics.HalfOpenDrops, Tag(tag, "half_open")),
            new(statistics.ConnectionLimitDrops, Tag(tag, "connection_limit")),
            new(statistics.TimeWaitDrops, Tag(tag, "time_wait_limit")),
            new(statistics.ReassemblyDrops, Tag(tag, "reassembly")),
        ];
    }

    private IEnumerable<Measurement<long>> States()
    {
        foreach (var (state, count) in _stack.CountByState())
            yield return new(count, Tag("network.connection.state", NameOf(state)));
    }

    // The names are those of OpenTelemetry's conventions.
    private static string NameOf(TcpConnectionState state) => state switch
    {
        TcpConnectionState.SynSent => "syn_sent",
        TcpConnectionState.SynReceived => "syn_received",
        TcpConnectionState.FinWait1 => "fin_wait_1",
        TcpConnectionState.FinWait2 => "fin_wait_2",
        TcpConnectionState.CloseWait => "close_wait",
        TcpConnectionState.LastAck => "last_ack",
        TcpConnectionState.TimeWait => "time_wait",
        _ => state.ToString().ToLowerInvariant(),
    };

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);

    // Whoever listens is told once the stack is free again, as with what is logged.
    private sealed class RoundTrip(Histogram<double> histogram, TimeSpan time) : Completion
    {
        public override void Run() => histogram.Record(time.TotalSeconds);
    }
}
