namespace FsmGen.Tcp.Simulation;

/// <summary>A packet on its way; belongs to a <see cref="PacketPool"/>, and to whoever has it at the moment.</summary>
internal sealed class SimulatedPacket
{
    private byte[] _buffer = [];

    /// <summary>The channel that it is on.</summary>
    public SimulatedChannel? Channel { get; set; }

    /// <summary>The tick of its arrival, and its place among those of that tick; belongs to the <see cref="ArrivalQueue"/>.</summary>
    public (long Tick, long Order) Arrival { get; set; }

    /// <summary>The lane that it is in, if any; belongs to the <see cref="ArrivalQueue"/>.</summary>
    public Queue<SimulatedPacket>? Lane { get; set; }

    public int Length { get; private set; }

    public Span<byte> Bytes => _buffer.AsSpan(0, Length);

    public void Set(ReadOnlySpan<byte> bytes)
    {
        if (_buffer.Length < bytes.Length)
            _buffer = new byte[RoundUp(bytes.Length)];

        Length = bytes.Length;
        bytes.CopyTo(_buffer);
    }

    // Any packet of an Ethernet link fits into any that was made for a short one.
    private static int RoundUp(int length) => (length + 2047) / 2048 * 2048;
}
