namespace FsmGen.Tcp.Tests.Peers;

/// <summary>What happened in a capture that explains remarks of Wireshark.</summary>
[Flags]
internal enum Circumstances
{
    None = 0,

    /// <summary>A machine with other things to do let packets or answers wait, in real time.</summary>
    Delay = 1,

    /// <summary>Packets were lost, doubled or reordered.</summary>
    Disturbance = 2,

    /// <summary>A connection was reset.</summary>
    Reset = 4,

    /// <summary>A user did not take text as fast as it came, or not for a while.</summary>
    FlowControl = 8,

    /// <summary>A connection was silent for so long that keep-alives were sent.</summary>
    Silence = 16,

    /// <summary>A socket was used again for another connection.</summary>
    ReusedPort = 32,
}

/// <summary>Wireshark's opinion of the packets of a capture.</summary>
internal sealed class WiresharkVerdict
{
    // What Wireshark says of ordinary packets, and what circumstances explain, as the texts begin.
    private static readonly (Circumstances Explain, string[] Remarks)[] Explanations =
    [
        (Circumstances.None,
        [
            "Connection establish request (SYN)", "Connection establish acknowledge (SYN+ACK)", "Connection finish (FIN)",
            "TCP Checksum 0xffff instead of 0x0000 (see RFC 1624)", "This frame initiates the connection closing", "This frame undergoes the connection closing", "TCP window update",
        ]),
        (Circumstances.Delay | Circumstances.Disturbance,
        [
            "This frame is a (suspected) retransmission", "This frame is a (suspected) spurious retransmission",
            "Duplicate ACK (#", "D-SACK Sequence",

            // What a segment looks like that the kernel sends again while the first still waits for us: we take both at once.
            "This frame is a (suspected) out-of-order segment",
        ]),
        (Circumstances.Disturbance,
        [
            "This frame is a (suspected) fast retransmission", "Previous segment(s) not captured", "ACKed segment that wasn't captured",

            // What a SYN+ACK looks like that is sent again once text has arrived.
            "TCP SYN-ACK accepting TFO data",
        ]),
        (Circumstances.Reset, [PacketVerdict.Reset]),
        (Circumstances.FlowControl,
        [
            "TCP window specified by the receiver is now completely full", "TCP Zero Window segment", "TCP Zero Window Probe",
            "ACK to a TCP Zero Window Probe",
        ]),
        (Circumstances.FlowControl | Circumstances.Silence, ["TCP keep-alive segment", "ACK to a TCP keep-alive segment"]),
        (Circumstances.ReusedPort, ["A new tcp session is started with the same ports"]),
    ];

    private readonly PacketVerdict[] _packets;

    private WiresharkVerdict(PacketVerdict[] packets) => _packets = packets;

    /// <summary>Fails if a packet is malformed, a checksum is bad, or Wireshark remarks on something that nothing explains.</summary>
    /// <param name="path">The capture, in which there is TCP.</param>
    /// <param name="circumstances">What explains remarks.</param>
    /// <param name="ct">Ends it early.</param>
    public static async Task Expect(string path, Circumstances circumstances, CancellationToken ct)
    {
        var verdict = await Read(path, ct);
        Assert.Contains(verdict._packets, static packet => packet.TcpChecksum == "1");
        Assert.True(verdict.Complaints(circumstances) is [], string.Join('\n', verdict.Complaints(circumstances)));
    }

    /// <summary>Asks Wireshark; skips the test where that is missing.</summary>
    public static async Task<WiresharkVerdict> Read(string path, CancellationToken ct)
    {
        string[] fields =
        [
            "frame.number", "_ws.malformed", "ip.checksum.status", "tcp.checksum.status", "icmp.checksum.status", "icmpv6.checksum.status",
            "tcp.stream", "tcp.srcport", "tcp.dstport", "tcp.flags", "_ws.expert.message",
        ];

        // The text is nobody's business: of random bytes Wireshark would think that they are malformed messages of something.
        string[] options = ["-o", "ip.check_checksum:TRUE", "-o", "tcp.check_checksum:TRUE", "-E", "aggregator=|", "-d", "tcp.port==1-65535,data"];
        var lines = await Tshark.Fields(path, fields, ct, options);
        var closed = new HashSet<(string Stream, string Port)>();
        return new([.. lines.Select(line => Parse(line.Split(',', fields.Length), closed))]);
    }

    /// <summary>The packets that something is wrong with which nothing explains.</summary>
    public PacketVerdict[] Complaints(Circumstances circumstances)
    {
        string[] explained =
            [.. Explanations.Where(e => e.Explain == 0 || (e.Explain & circumstances) != 0).SelectMany(static e => e.Remarks)];

        var isLateExplained = (circumstances & (Circumstances.Delay | Circumstances.Disturbance)) != 0;
        return [.. _packets.Where(packet => packet.IsBad || !packet.Remarks.Split('|', StringSplitOptions.RemoveEmptyEntries).All(remark =>
            explained.Any(e => remark.StartsWith(e, StringComparison.Ordinal))
            || packet.IsAboutQuotation(remark)
            || (isLateExplained && packet.IsAboutEnd(remark))))];
    }

    private static PacketVerdict Parse(string[] f, HashSet<(string Stream, string Port)> closed)
    {
        var (stream, source, destination, flags) = (f[6], f[7], f[8], f[9]);
        var packet = new PacketVerdict(f[0], f[1], f[2], f[3], f[4] + f[5], f[10])
        {
            IsAfterEnd = closed.Contains((stream, source)) && closed.Contains((stream, destination)),
        };

        // What an ICMP error quotes was in the capture before, if it is from there.
        if (!packet.IsIcmp && flags != "" && (Convert.ToInt32(flags, 16) & 1) != 0)
            closed.Add((stream, source));
        return packet;
    }
}

/// <summary>Wireshark's opinion of one packet; of a checksum 0 is bad, 1 good, 2 not verified.</summary>
internal sealed record PacketVerdict(
    string Number, string Malformed, string IpChecksum, string TcpChecksum, string IcmpChecksum, string Remarks)
{
    public const string Reset = "Connection reset (RST)";

    public bool IsBad => Malformed != ""
        || IpChecksum.Contains('0', StringComparison.Ordinal)
        || IcmpChecksum.Contains('0', StringComparison.Ordinal)
        || (!IsIcmp && TcpChecksum.Contains('0', StringComparison.Ordinal) && !IsOtherZero);

    // Linux writes the sum 0x0000 as 0xffff, as if for UDP, when it sums in software; every receiver takes one for the other.
    private bool IsOtherZero => Remarks.Split('|').Contains(OtherZero);

    private const string OtherZero = "TCP Checksum 0xffff instead of 0x0000 (see RFC 1624)";

    /// <summary>Whether both sides had closed the connection before.</summary>
    public bool IsAfterEnd { get; init; }

    public bool IsIcmp => IcmpChecksum != "";

    /// <summary>Whether a remark is about the segment in an ICMP error: that is cut off, but Wireshark verifies its checksum.</summary>
    public bool IsAboutQuotation(string remark) => IsIcmp && remark.StartsWith("Bad checksum [", StringComparison.Ordinal);

    /// <summary>Whether a remark is about the answer to what came late or twice, when the connection was already forgotten.</summary>
    public bool IsAboutEnd(string remark) => IsAfterEnd && remark == Reset;
}
