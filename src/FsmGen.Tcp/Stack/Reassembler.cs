using FsmGen.Runtime.Packets;
using FsmGen.Runtime.Timers;

namespace FsmGen.Tcp.Stack;

/// <summary>Puts datagrams together from fragments; RFC 791 section 3.2, RFC 8200 section 4.5.</summary>
/// <remarks>
/// It holds so many datagrams and bytes at most, and lets the oldest go for new ones. Fragments that overlap spoil their
/// datagram, RFC 5722; so do those that are made to hide a TCP header, RFC 1858 and RFC 3128.
/// </remarks>
internal sealed class Reassembler(TcpStackOptions options, TimerWheel wheel) : TimerNode
{
    private readonly List<Reassembly> _open = []; // the oldest first
    private readonly Stack<Reassembly> _unused = [];
    private Reassembly? _completed;

    /// <summary>Datagrams that are complete by now.</summary>
    public long Completed { get; private set; }

    /// <summary>Datagrams that will never be.</summary>
    public long Dropped { get; private set; }

    /// <summary>Bytes that are held.</summary>
    public int Bytes { get; private set; }

    /// <summary>Datagrams of which something is held.</summary>
    public int Count => _open.Count;

    /// <summary>Takes a fragment; true if its datagram is complete now.</summary>
    /// <param name="packet">The fragment.</param>
    /// <param name="now">The time.</param>
    /// <param name="datagram">The whole datagram, without fragmentation; valid until the next call.</param>
    public bool TryComplete(IpPacket packet, TimeSpan now, out ReadOnlySpan<byte> datagram)
    {
        datagram = default;
        if (_completed is not null)
            Release(_completed);
        _completed = null;

        if (!Fragment.TryRead(packet, out var fragment))
            return false;

        if (options.MaximumReassemblies <= 0)
        {
            Dropped++;
            return false;
        }

        var reassembly = Find(fragment.Key) ?? Open(fragment.Key, now);
        if (reassembly.IsSpoiled)
            return false;

        if (!fragment.IsPlausible || !MakeRoom(reassembly, fragment.End) || !reassembly.TryAdd(fragment))
        {
            Spoil(reassembly);
            return false;
        }

        if (!reassembly.IsComplete)
            return false;

        _open.Remove(reassembly);
        _completed = reassembly;
        Completed++;
        datagram = reassembly.Finish();
        return true;
    }

    protected override void OnExpired()
    {
        for (var i = _open.Count - 1; i >= 0; i--)
        {
            if (_open[i].Deadline <= wheel.Now)
                Drop(i);
        }

        Watch();
    }

    private Reassembly? Find(in FragmentKey key)
    {
        foreach (var reassembly in _open)
        {
            if (reassembly.Key == key)
                return reassembly;
        }

        return null;
    }

    private Reassembly Open(in FragmentKey key, TimeSpan now)
    {
        if (_open.Count >= options.MaximumReassemblies)
            Drop(0);

        var reassembly = _unused.TryPop(out var unused) ? unused : new();
        reassembly.Begin(key, now + (key.Source.IsIpv4 ? options.Ipv4ReassemblyTimeout : options.Ipv6ReassemblyTimeout));
        _open.Add(reassembly);
        if (!IsScheduled || reassembly.Deadline < Deadline)
            wheel.Schedule(this, reassembly.Deadline);

        return reassembly;
    }

    private bool MakeRoom(Reassembly reassembly, int end)
    {
        var more = reassembly.BytesMoreFor(end);
        for (var i = 0; Bytes + more > options.MaximumReassemblyBytes && i < _open.Count;)
        {
            if (_open[i] == reassembly)
                i++;
            else
                Drop(i);
        }

        if (Bytes + more > options.MaximumReassemblyBytes)
            return false;

        Bytes += reassembly.Grow(end);
        return true;
    }

    // What is spoiled is remembered, without its bytes, so that later fragments are known for what they are.
    private void Spoil(Reassembly reassembly)
    {
        Dropped++;
        Bytes -= reassembly.Spoil();
    }

    private void Drop(int index)
    {
        var reassembly = _open[index];
        _open.RemoveAt(index);
        if (!reassembly.IsSpoiled)
            Dropped++;

        Release(reassembly);
    }

    private void Release(Reassembly reassembly)
    {
        Bytes -= reassembly.Spoil();
        _unused.Push(reassembly);
    }

    private void Watch()
    {
        if (_open.Count > 0)
            wheel.Schedule(this, _open.Min(static reassembly => reassembly.Deadline));
    }
}
