using FsmGen.Runtime.Captures;
using FsmGen.Runtime.Packets;
using FsmGen.Tcp.Devices;

namespace FsmGen.Tcp.Simulation;

/// <summary>A host with one link; as a device, it is what a stack sends and receives by.</summary>
/// <remarks>
/// All that arrives is handed over, whatever its destination. The device takes all that is sent: what the link has no room
/// for is dropped, and counted there. Nobody waits in a simulation; instead the owner of the host is polled.
/// </remarks>
public sealed class SimulatedHost : SimulatedNode, INetworkDevice
{
    private const int MostOverduePolls = 1000;

    private readonly Queue<SimulatedPacket> _arrived = new();
    private readonly List<PcapngWriter> _taps = [];
    private readonly Alarm _alarm;
    private readonly SegmentCutter _cutter = new();
    private readonly PacketAction _send;
    private SimulatedChannel? _channel;
    private Action? _poll;
    private Func<TimeSpan?>? _nextDeadline;
    private int _overduePolls;
    private bool _isReady, _isPolling, _isDisposed;

    internal SimulatedHost(SimulatedNetwork network, string name, IpAddress[] addresses)
        : base(network, name, addresses) => (_alarm, _send) = (new(this), Send);

    /// <summary>Packets that have arrived and were not yet received.</summary>
    public int Arrived => _arrived.Count;

    /// <summary>Bytes of the longest IP packet that the link of the host takes.</summary>
    /// <exception cref="InvalidOperationException">The host is not connected.</exception>
    public int MaximumTransmissionUnit =>
        _channel?.Options.Mtu ?? throw new InvalidOperationException($"Host '{Name}' is not connected");

    /// <summary>
    /// Whether the host takes packets longer than its link does and cuts them into segments. To be set before somebody asks
    /// for <see cref="MaximumPacketLength"/>.
    /// </summary>
    public bool OffloadsSegmentation { get; set; }

    /// <summary>65535, the longest there is, with <see cref="OffloadsSegmentation"/>; else <see cref="MaximumTransmissionUnit"/>.</summary>
    /// <exception cref="InvalidOperationException">The host is not connected.</exception>
    public int MaximumPacketLength => OffloadsSegmentation ? ushort.MaxValue : MaximumTransmissionUnit;

    /// <summary>Says who sits on the host, and is polled when packets have arrived, or a deadline has come, and once when a run begins.</summary>
    /// <param name="poll">Receives what has arrived, expires timers that are due, and sends what is to be sent.</param>
    /// <param name="nextDeadline">
    /// When to poll at the latest, on the clock of <see cref="SimulatedNetwork.Now"/>, or null; asked after each poll.
    /// </param>
    public void Attach(Action poll, Func<TimeSpan?> nextDeadline)
    {
        ArgumentNullException.ThrowIfNull(poll);
        ArgumentNullException.ThrowIfNull(nextDeadline);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        (_poll, _nextDeadline, _overduePolls) = (poll, nextDeadline, 0);
        Wake();
    }

    /// <summary>Lets a bare connection sit on the host: time, segments and output are brought to it and from it.</summary>
    /// <param name="connection">The connection; its time is that of the network.</param>
    /// <param name="user">
    /// Called each time, after segments have arrived and before output is sent: the place for user calls. After calls made
    /// from elsewhere, call <see cref="Wake"/>; the begin of a run does it too.
    /// </param>
    public void AttachConnection(TcpConnection connection, Action? user = null)
    {
        ArgumentNullException.ThrowIfNull(connection);
        Attach(new ConnectionDriver(this, connection, user).Poll, () => connection.NextDeadline);
    }

    /// <summary>Has each packet that the host sends, and each that arrives, written to a capture.</summary>
    /// <param name="writer">The capture, of link type RAW; it stays the caller's. Several taps may share one.</param>
    public void Tap(PcapngWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        _taps.Add(writer);
    }

    /// <inheritdoc/>
    public int Receive(PacketBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var count = 0;
        for (; _arrived.TryPeek(out var packet) && batch.TryAdd(packet.Bytes); count++)
            Network.Pool.Return(_arrived.Dequeue());

        return count;
    }

    /// <summary>Sends all packets of the batch; those that stand for several segments are cut.</summary>
    /// <returns>How many there were.</returns>
    public int Send(PacketBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        for (var i = 0; i < batch.Count; i++)
        {
            if (batch.SegmentSize(i) is > 0 and var size)
                _cutter.Cut(batch[i], size, _send);
            else
                Send(batch[i]);
        }

        return batch.Count;
    }

    /// <summary>Sends a packet.</summary>
    /// <param name="packet">The packet, from its IP header on.</param>
    /// <exception cref="InvalidOperationException">The host is not connected.</exception>
    public void Send(ReadOnlySpan<byte> packet)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        var channel = _channel ?? throw new InvalidOperationException($"Host '{Name}' is not connected");
        Record(packet);
        channel.Send(Network.Pool.Rent(packet));
    }

    /// <summary>Does nothing: time stands still while the owner of a host runs.</summary>
    public void Wait(TimeSpan timeout)
    {
    }

    /// <summary>Has the owner polled at the present instant, and asked for its deadline; within a poll of this host that happens anyhow.</summary>
    public void Wake()
    {
        if (_isReady || _isPolling || _poll is null)
            return;

        _isReady = true;
        Network.Enqueue(this);
    }

    /// <summary>Takes the host off the network: nobody is polled, and what arrives is dropped.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        (_poll, _nextDeadline) = (null, null);
        _alarm.Set(null);
        while (_arrived.TryDequeue(out var packet))
            Network.Pool.Return(packet);
    }

    internal override void CheckRoom()
    {
        if (_channel is not null)
            throw new InvalidOperationException($"Host '{Name}' has a link already; what has several is a router");
    }

    internal override void Add(SimulatedChannel channel)
    {
        _channel = channel;
        base.Add(channel);
    }

    internal override void Arrive(SimulatedPacket packet)
    {
        if (_isDisposed)
        {
            Network.Pool.Return(packet);
            return;
        }

        Record(packet.Bytes);
        _arrived.Enqueue(packet);
        Wake();
    }

    /// <summary>Polls the owner.</summary>
    internal void Poll()
    {
        _isReady = false;
        var before = _arrived.Count;
        _isPolling = true;
        try
        {
            _poll?.Invoke();
        }
        finally
        {
            _isPolling = false;
        }

        // An owner that has taken some may have had no room for the rest; one that takes none gets no second chance now.
        if (_arrived.Count > 0 && _arrived.Count < before)
            Wake();

        SetAlarm();
    }

    private void SetAlarm()
    {
        var deadline = _nextDeadline?.Invoke();
        _overduePolls = deadline <= Network.Now ? _overduePolls + 1 : 0;
        if (_overduePolls > MostOverduePolls)
            throw new InvalidOperationException($"The owner of host '{Name}' is polled in vain: its deadline {deadline} stays where it is");

        _alarm.Set(deadline);
    }

    private void Record(ReadOnlySpan<byte> packet)
    {
        foreach (var tap in _taps)
            tap.WritePacket(Network.Time.GetUtcNow(), packet);
    }
}
