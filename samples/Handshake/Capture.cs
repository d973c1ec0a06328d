using FsmGen.Runtime.Captures;

namespace Handshake;

/// <summary>Writes all segments of a run to one capture, one scenario after the other, with rising time stamps; disposes the file.</summary>
internal sealed class Capture(Stream file) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1), Tick = TimeSpan.FromMicroseconds(1);

    private readonly PcapWriter _pcap = new(file);
    private TimeSpan _begin, _last;

    /// <summary>Begins a scenario: its time 0 is after all that came before.</summary>
    public void Begin() => _begin = _last + Pause;

    /// <summary>Adds a datagram that was sent at a time of the scenario.</summary>
    public void Add(TimeSpan now, ReadOnlySpan<byte> datagram)
    {
        var stamp = _begin + now;
        _last = stamp > _last ? stamp : _last + Tick;
        _pcap.WritePacket(_last, datagram);
    }

    public void Dispose() => _pcap.Dispose();
}
