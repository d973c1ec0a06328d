namespace FsmGen.Tcp.Simulation;

/// <summary>Decides what happens to the packets of one direction of a link.</summary>
/// <remarks>
/// Each kind of fault has random numbers of its own, and each packet its own of those. So it is always the same packets of
/// a direction that are lost, whatever else happens to others, and with a higher probability more in addition.
/// </remarks>
internal readonly struct FaultSource(RandomSequence random)
{
    private readonly RandomSequence _loss = random.Fork(1);
    private readonly RandomSequence _duplication = random.Fork(2);
    private readonly RandomSequence _reordering = random.Fork(3);
    private readonly RandomSequence _corruption = random.Fork(4);
    private readonly RandomSequence _bit = random.Fork(5);
    private readonly RandomSequence _jitter = random.Fork(6);

    public PacketFate Decide(long number, LinkOptions options)
    {
        if (_loss.Happens(number, options.Loss))
            return PacketFate.Lost;

        var fate = PacketFate.Unharmed;
        if (_corruption.Happens(number, options.Corruption))
            fate |= PacketFate.Corrupted;
        if (_duplication.Happens(number, options.Duplication))
            fate |= PacketFate.Duplicated;
        if (_reordering.Happens(number, options.Reordering))
            fate |= PacketFate.Delayed;

        return fate;
    }

    public long Jitter(long number, TimeSpan longest) => longest == TimeSpan.Zero ? 0 : _jitter.At(number, longest.Ticks + 1);

    /// <summary>Flips a bit that a checksum covers.</summary>
    public void Corrupt(long number, Span<byte> packet)
    {
        // What says how a header is to be read is left alone, so that what is summed afterwards is what was summed before:
        // version and length of an IPv4 header; up to the hop limit of an IPv6 header, which has no checksum of its own.
        var first = packet is [var b, ..] && b >> 4 == Ipv6Version ? FirstOfIpv6 : 1;
        if (packet.Length <= first)
            return;

        var bit = _bit.At(number, (packet.Length - first) * 8L);
        packet[first + (int)(bit / 8)] ^= (byte)(1 << (int)(bit % 8));
    }

    private const int Ipv6Version = 6, FirstOfIpv6 = 8;
}
