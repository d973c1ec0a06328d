using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using FsmGen.Runtime.Packets;

namespace FsmGen.Tcp.Stack;

/// <summary>A datagram of which not all fragments have come.</summary>
internal sealed class Reassembly
{
    // More than any MTU of RFC 791 makes of the longest datagram, save by who wants to waste our time.
    private const int MaximumFragments = 128;

    //   ┌──────────────┬────────────┬────────────────────────┐
    //   │ unused       │ IP header  │ payload                │
    //   └──────────────┴────────────┴────────────────────────┘
    //   0                           Ipv4Header.MaximumLength
    private const int PayloadStart = Ipv4Header.MaximumLength;

    private readonly List<(int Start, int End)> _held = [];
    private byte[] _bytes = [];
    private int _headerLength;
    private IpProtocol _protocol;
    private int? _length;
    private int _fragments;

    public FragmentKey Key { get; private set; }

    /// <summary>When it is given up.</summary>
    public TimeSpan Deadline { get; private set; }

    /// <summary>Whether it will never be complete.</summary>
    public bool IsSpoiled { get; private set; }

    public bool IsComplete => _headerLength > 0 && _held is [{ Start: 0 } only] && only.End == _length;

    public void Begin(in FragmentKey key, TimeSpan deadline)
    {
        (Key, Deadline, IsSpoiled) = (key, deadline, false);
        (_headerLength, _length, _fragments) = (0, null, 0);
        _held.Clear();
    }

    /// <summary>Bytes that it will take more to hold a payload up to there; at most twice what is needed.</summary>
    public int BytesMoreFor(int end) => PayloadStart + end <= _bytes.Length
        ? 0
        : (int)BitOperations.RoundUpToPowerOf2((uint)(PayloadStart + end)) - _bytes.Length;

    /// <summary>Makes room for a payload up to there; gives the bytes taken more.</summary>
    public int Grow(int end)
    {
        var more = BytesMoreFor(end);
        if (more == 0)
            return 0;

        var old = _bytes;
        _bytes = ArrayPool<byte>.Shared.Rent(PayloadStart + end);
        old.CopyTo(_bytes, 0);
        Return(old);
        return _bytes.Length - old.Length;
    }

    /// <summary>Gives all bytes back; says how many.</summary>
    public int Spoil()
    {
        IsSpoiled = true;
        var count = _bytes.Length;
        Return(_bytes);
        _bytes = [];
        return count;
    }

    /// <summary>Takes a fragment for which there is room; false if it contradicts those that came before.</summary>
    public bool TryAdd(in Fragment fragment)
    {
        var payload = _bytes.AsSpan(PayloadStart);
        if (++_fragments > MaximumFragments || (_length is { } length && (fragment.End > length || (fragment.IsLast && fragment.End != length))))
            return false;

        foreach (var (start, end) in _held)
        {
            if (fragment.Start < end && start < fragment.End)
                return start <= fragment.Start && fragment.End <= end && payload[fragment.Start..fragment.End].SequenceEqual(fragment.Payload);
        }

        if (fragment.IsLast)
            _length = fragment.End;
        if (_held.Count > 0 && _held[^1].End > (_length ?? int.MaxValue))
            return false;

        if (fragment.Start == 0)
        {
            (_headerLength, _protocol) = (fragment.Headers.Length, fragment.Protocol);
            fragment.Headers.CopyTo(_bytes.AsSpan(PayloadStart - _headerLength));
        }

        fragment.Payload.CopyTo(payload[fragment.Start..]);
        Hold(fragment.Start, fragment.End);
        return true;
    }

    /// <summary>The datagram as if it had come whole.</summary>
    public ReadOnlySpan<byte> Finish()
    {
        var datagram = _bytes.AsSpan(PayloadStart - _headerLength, _headerLength + _length.GetValueOrDefault());
        if (Key.Source.IsIpv4)
            FinishIpv4(datagram);
        else
            FinishIpv6(datagram);

        return datagram;
    }

    // The header of a datagram whose payload is longer than it says; the options stay where they are.
    private static void FinishIpv4(Span<byte> datagram)
    {
        BinaryPrimitives.WriteUInt16BigEndian(datagram[Ipv4TotalLength..], (ushort)datagram.Length);
        BinaryPrimitives.WriteUInt16BigEndian(datagram[Ipv4Fragment..], 0);
        BinaryPrimitives.WriteUInt16BigEndian(datagram[Ipv4Checksum..], 0);
        var header = datagram[..((datagram[0] & 0x0F) * sizeof(uint))];
        BinaryPrimitives.WriteUInt16BigEndian(datagram[Ipv4Checksum..], default(InternetChecksum).Add(header).Value);
    }

    private void FinishIpv6(Span<byte> datagram)
    {
        datagram[Ipv6NextHeader] = (byte)_protocol;
        BinaryPrimitives.WriteUInt16BigEndian(datagram[Ipv6PayloadLength..], (ushort)(datagram.Length - Ipv6Header.Length));
    }

    // The fields that change: RFC 791 section 3.1, RFC 8200 section 3.
    private const int Ipv4TotalLength = 2, Ipv4Fragment = 6, Ipv4Checksum = 10, Ipv6PayloadLength = 4, Ipv6NextHeader = 6;

    private void Hold(int start, int end)
    {
        var at = 0;
        while (at < _held.Count && _held[at].End < start)
            at++;

        while (at < _held.Count && _held[at].Start <= end)
        {
            (start, end) = (Math.Min(start, _held[at].Start), Math.Max(end, _held[at].End));
            _held.RemoveAt(at);
        }

        _held.Insert(at, (start, end));
    }

    private static void Return(byte[] bytes)
    {
        if (bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(bytes);
    }
}
