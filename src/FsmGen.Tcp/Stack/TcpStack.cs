using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using FsmGen.Runtime.Packets;
using FsmGen.Runtime.Timers;
using FsmGen.Tcp.Devices;
using Microsoft.Extensions.Logging;

namespace FsmGen.Tcp.Stack;

/// <summary>TCP over a device: many connections, listeners, and what a host does around them.</summary>
/// <remarks>
/// <para>
/// Any thread may call it; one at a time is inside. Somebody has to drive it, with <see cref="Run"/> on a thread of its own,
/// or with <see cref="Poll"/> whenever the device has packets or <see cref="NextDeadline"/> has come. A call that makes
/// output sends it in the caller's thread.
/// </para>
/// <code>
/// using var stack = new TcpStack(device, new() { LocalAddresses = [IpAddress.Parse("192.0.2.1")] });
/// new Thread(() => stack.Run(stopping.Token)).Start();
/// await using var stream = await stack.ConnectAsync(new(IpAddress.Parse("192.0.2.2"), 80));
/// </code>
/// </remarks>
[SuppressMessage("Naming", "CA1711", Justification = "A stack of protocols")]
public sealed partial class TcpStack : IDisposable
{
    // Timers of TCP are tens of milliseconds and more.
    private static readonly TimeSpan TimerResolution = TimeSpan.FromMilliseconds(1);

    private readonly INetworkDevice _device;
    private readonly TcpStackOptions _options;
    private readonly long _start;
    private readonly TimerWheel _wheel = new(TimerResolution);
    private readonly ConnectionTable _connections;
    private readonly LinkFitting _fitting;
    private readonly StackInstruments? _instruments;
    private TcpStackStatistics _statistics;
    private volatile bool _isDisposed;
    private Exception? _failure;

    /// <summary>Makes a stack.</summary>
    /// <param name="device">The link it lives on. It remains the caller's, to be disposed after the stack.</param>
    /// <param name="options">Its addresses and limits.</param>
    /// <exception cref="ArgumentException">The options contradict each other.</exception>
    public TcpStack(INetworkDevice device, TcpStackOptions options)
    {
        ArgumentNullException.ThrowIfNull(device);
        ArgumentNullException.ThrowIfNull(options);
        options.Check();

        (_device, _options) = (device, options);
        _start = options.TimeProvider.GetTimestamp();
        _fitting = new(device);
        _scrap = new byte[LongestPacket(device)];
        _nobody = new(_fitting.Of(options.Connection), options.Memory);
        _resumed = new(_fitting.Of(options.Connection), options.Memory);
        var hash = new SipHash(KeyOf(options));
        _connections = new(hash);
        _timeWaits = new(hash, _wheel, options.MaximumTimeWaits);
        _ports = new(hash, options.FirstEphemeralPort, options.LastEphemeralPort);
        _reassembler = new(options, _wheel);
        _resetLimit = new(options.MaximumResetsPerSecond);
        _departures = BatchFor(device);
        _arrivals = BatchFor(device);
        _logger = options.LoggerFactory.CreateLogger<TcpStack>();
        _instruments = options.Meter is { } meter ? new(meter, this) : null;
    }

    /// <summary>What the stack was made with.</summary>
    public TcpStackOptions Options => _options;

    /// <summary>What the stack has done so far.</summary>
    public TcpStackStatistics Statistics
    {
        get
        {
            using (Enter())
                return _statistics with { Reassembled = _reassembler.Completed, ReassemblyDrops = _reassembler.Dropped };
        }
    }

    /// <summary>Connections that there are, those in TIME-WAIT not counted as far as they are only remembered.</summary>
    public int ConnectionCount
    {
        get
        {
            using (Enter())
                return _connections.Count;
        }
    }

    /// <summary>Connections that are only remembered, in TIME-WAIT.</summary>
    public int TimeWaitCount
    {
        get
        {
            using (Enter())
                return _timeWaits.Count;
        }
    }

    /// <summary>
    /// When <see cref="Poll"/> is to be called at the latest, as time since the stack was made; null if no timer runs. From now
    /// until the next poll, an earlier deadline wakes the device.
    /// </summary>
    public TimeSpan? NextDeadline
    {
        get
        {
            using (Enter())
                return Promise();
        }
    }

    /// <summary>The time since the stack was made.</summary>
    public TimeSpan Now => _options.TimeProvider.GetElapsedTime(_start);

    internal bool ContinuesInline => _options.ContinuesInline;

    /// <summary>Lets timers expire, takes all packets that have arrived, and sends what is to be sent; never waits.</summary>
    /// <returns>The packets taken.</returns>
    public int Poll() => PollUntil(CancellationToken.None);

    /// <summary>Drives the stack on the calling thread until that is cancelled, or the stack is disposed.</summary>
    /// <remarks>
    /// What the device throws ends the stack as well: all connections break, and later calls throw. One thread at a time may
    /// be here.
    /// </remarks>
    /// <param name="ct">Ends it; connections stay as they are.</param>
    /// <exception cref="IOException">The device cannot go on.</exception>
    public void Run(CancellationToken ct)
    {
        using var registration = ct.UnsafeRegister(static device => ((INetworkDevice)device!).Wake(), _device); // it was given as state
        try
        {
            while (!ct.IsCancellationRequested && !_isDisposed)
            {
                PollUntil(ct);
                if (!ct.IsCancellationRequested && !_isDisposed)
                    _device.Wait(Patience());
            }
        }
        catch (ObjectDisposedException) when (_isDisposed)
        {
            // The device went right after the stack.
        }
        catch (Exception e)
        {
            LogMessages.Failed(_logger, e);
            Break(e);
            throw;
        }
    }

    /// <summary>
    /// Gives all connections up, by resets as far as the device takes them, and ends <see cref="Run"/> and all calls that wait.
    /// </summary>
    public void Dispose()
    {
        using (Enter())
        {
            if (_isDisposed)
                return;

            _isDisposed = true;
            GiveUp();
            _device.Wake();
        }
    }

    private int PollUntil(CancellationToken ct)
    {
        int packets = 0, received;
        do
        {
            using (Enter())
            {
                (_isPromised, _isDeviceFull) = (false, false);
                _wheel.Advance(_now);
                _arrivals.Clear();
                received = _device.Receive(_arrivals);
                for (var i = 0; i < received; i++)
                    Arrive(_arrivals[i]);
            }

            packets += received;
        }
        while (received > 0 && !ct.IsCancellationRequested);

        return packets;
    }

    // Nobody drives the stack any more: who waits would wait forever, and so would who comes.
    private void Break(Exception error)
    {
        using (Enter())
        {
            _failure = error;
            GiveUp();
        }
    }

    private void GiveUp()
    {
        foreach (var listener in _listeners.Values)
            listener.End();
        _listeners.Clear();
        foreach (var connection in _connections.ToArray())
        {
            Abort(connection);
            connection.Failure ??= TcpMessage.ConnectionReset; // or reads would take this for the peer's orderly end
        }
    }

    // Why there can be no more connections; null as long as there can.
    private Exception? ReasonOfEnd() => _isDisposed
        ? new ObjectDisposedException(nameof(TcpStack))
        : _failure is { } error ? new IOException($"The stack cannot go on: {error.Message}", error) : null;

    private void ThrowIfEnded()
    {
        if (ReasonOfEnd() is { } reason)
            throw reason;
    }

    private TimeSpan Patience()
    {
        if (NextDeadline is not { } deadline)
            return Timeout.InfiniteTimeSpan;

        var rest = deadline - Now;
        return rest > TimeSpan.Zero ? rest : TimeSpan.Zero;
    }

    private static byte[] KeyOf(TcpStackOptions options)
    {
        var key = RandomNumberGenerator.GetBytes(SipHash.KeyLength);
        if (options.Seed is { } seed)
        {
            key.AsSpan().Clear();
            BinaryPrimitives.WriteUInt64LittleEndian(key, seed);
        }

        return key;
    }

    private static PacketBatch BatchFor(INetworkDevice device)
    {
        const int packets = 64;
        return new(packets, Math.Max(4 * device.MaximumPacketLength, packets * LongestPacket(device)));
    }

    // A connection asks for the room of the longest packet, and never for less than its longest headers and a byte take.
    private static int LongestPacket(INetworkDevice device) => Math.Max(
        Math.Max(device.MaximumTransmissionUnit, device.MaximumPacketLength), Ipv6Header.Length + TcpHeader.MaximumLength + 1);
}
