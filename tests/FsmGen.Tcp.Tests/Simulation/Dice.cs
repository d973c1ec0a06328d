using FsmGen.Tcp.Simulation;

namespace FsmGen.Tcp.Tests.Simulation;

/// <summary>Draws what is not fixed about a run, one number after the other.</summary>
internal sealed class Dice(RandomSequence random)
{
    private static readonly int[] Mtus = [576, 1280, 1500, 1500, 9000];

    private long _drawn;

    /// <summary>A number from 0 to just below a limit.</summary>
    public int Roll(int limit) => (int)random.At(_drawn++, limit);

    public bool Toss() => Roll(2) == 0;

    public TimeSpan Milliseconds(int limit) => TimeSpan.FromMicroseconds(Roll(limit * 1000));

    /// <summary>What a connection is like. It never gives up: the network lets through what it has to, sooner or later.</summary>
    public TcpConnectionOptions Connection(bool isIpv6, bool isTiny = false)
    {
        var preset = Toss() ? TcpConnectionOptions.Rfc : TcpConnectionOptions.Linux;
        var (isn, offset) = (First(30_000), First(10_000));
        return preset with
        {
            UserTimeout = null,
            MaximumRetransmissions = int.MaxValue,
            MaximumSynRetransmissions = int.MaxValue,
            MaximumRetransmissionTimeout = TimeSpan.FromSeconds(4),
            SelectInitialSequenceNumber = (_, _, _) => new(isn),
            SelectTimestampOffset = (_, _) => offset,
            MaximumTransmissionUnit = Math.Max(isIpv6 ? 1280 : 576, Mtus[Roll(Mtus.Length)]),
            MaximumSegmentSize = Roll(4) == 0 ? (ushort)(48 + Roll(1400)) : null,
            SelectiveAcknowledgments = Roll(3) > 0,
            Timestamps = Roll(3) > 0,
            WindowScaling = Roll(3) > 0,
            NoDelay = Toss(),
            AcknowledgmentDelay = Toss() ? preset.AcknowledgmentDelay : TimeSpan.FromMilliseconds(Roll(400)),
            InitialWindow = 1 + Roll(10),
            ReceiveBufferSize = BufferSize(isTiny),
            SendBufferSize = BufferSize(isTiny),
        };
    }

    /// <summary>What one direction of a link is like; every other one has no such fault at all.</summary>
    public LinkOptions Link(double loss = 0.3, double others = 0.2) => new()
    {
        Bandwidth = Roll(4) == 0 ? null : 100_000 + Roll(10_000_000),
        Delay = Milliseconds(200),
        Jitter = Toss() ? Milliseconds(50) : default,
        QueueLength = 10_000 + Roll(100_000),
        Mtu = 9000,
        Loss = Probability(loss),
        Duplication = Probability(others),
        Reordering = Probability(others),
        ReorderingDelay = Milliseconds(300),
        Corruption = Probability(others),
    };

    /// <summary>Bytes of a text. Short ones are as likely as long ones, and now and then there is none.</summary>
    public int Length(int most) => Roll(8) == 0 ? 0 : Roll(1 + Roll(most));

    private double Probability(double most) => Roll(2) * (Roll(1_000_001) / 1e6) * most;

    // Where numbers begin: every other time so that they go round during the run.
    private uint First(int range) => Toss() ? unchecked((uint)-Roll(range)) : (uint)Roll(int.MaxValue);

    private int BufferSize(bool isTiny) => isTiny ? 1 + Roll(100) : 1 << (10 + Roll(11));
}
