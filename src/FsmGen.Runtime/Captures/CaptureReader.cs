using System.Buffers.Binary;

namespace FsmGen.Runtime.Captures;

/// <summary>Reads the packets of a capture file, classic pcap or pcapng, whichever it is.</summary>
/// <remarks>
/// <para>
/// Classic pcap is read in both byte orders and with stamps in microseconds and in nanoseconds (draft-ietf-opsawg-pcap),
/// pcapng with any number of sections and interfaces (draft-ietf-opsawg-pcapng); blocks without packets are skipped.
/// </para>
/// <para>
/// No file is trusted: what is wrong with it comes as an <see cref="InvalidDataException"/> that says what, and at which
/// byte; no length in a file makes the reader's buffer grow beyond 1 MiB. One read allocates nothing once the buffer has its
/// size, and waits for no byte behind the packet, so that the output of a running capture can be read through a pipe.
/// </para>
/// <para>Not safe for use by two threads at once.</para>
/// </remarks>
/// <example><code>
/// using var reader = CaptureReader.Open(File.OpenRead(path));
/// while (reader.TryRead(out var packet))
/// {
///     if (packet.TryGetDatagram(out var datagram))
///         …
/// }
/// </code></example>
public sealed class CaptureReader : IDisposable
{
    private const int MagicLength = 4;

    private readonly Stream _stream;
    private readonly bool _leaveOpen;
    private readonly CaptureInput _input;
    private readonly ICaptureFormat _format;
    private bool _isDisposed;

    private CaptureReader(Stream stream, bool leaveOpen)
    {
        (_stream, _leaveOpen) = (stream, leaveOpen);
        _input = new CaptureInput(stream);
        _format = Recognise(_input);
    }

    /// <summary>Whether reading failed because the file ends inside a packet, as after a capture that was killed.</summary>
    /// <remarks>All packets before it have been read by then.</remarks>
    public bool IsTruncated => _input.IsTruncated;

    /// <summary>What the packets begin with: known from the start for classic pcap, where it goes for all of them.</summary>
    /// <remarks>
    /// In pcapng it is what the first interface says, and null until <see cref="TryRead"/> has come to an interface; packets
    /// of other interfaces may differ, so that only <see cref="CapturedPacket.LinkType"/> goes for each.
    /// </remarks>
    public LinkType? LinkType => _format.LinkType;

    /// <summary>Recognises the format by the first four bytes, and reads the file header.</summary>
    /// <param name="stream">
    /// Where from; read from its current position on, never sought. It is read ahead, so that the position of a stream that
    /// is left open means nothing.
    /// </param>
    /// <param name="leaveOpen">
    /// Whether the stream stays the caller's: otherwise <see cref="Dispose"/> disposes it, and so does this method if it
    /// throws.
    /// </param>
    /// <exception cref="InvalidDataException">This is not a capture, or not the header of one.</exception>
    public static CaptureReader Open(Stream stream, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(stream);
        try
        {
            return new CaptureReader(stream, leaveOpen);
        }
        catch when (!leaveOpen)
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Reads the next packet; false at the end of the file.</summary>
    /// <param name="packet">The packet, valid until the next call; <c>default</c> at the end.</param>
    /// <exception cref="InvalidDataException">
    /// The file is malformed, or ends too early (<see cref="IsTruncated"/>); every further call says so again.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The reader is disposed.</exception>
    public bool TryRead(out CapturedPacket packet)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_input.Failure is { } failure)
            throw new InvalidDataException(failure);

        return _format.TryRead(out packet);
    }

    /// <summary>Ends reading; disposes the stream unless it is left open.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        if (!_leaveOpen)
            _stream.Dispose();
    }

    private static ICaptureFormat Recognise(CaptureInput input)
    {
        if (!input.Has(MagicLength))
            throw input.Malformed("This is not a capture: it has less than four bytes");

        var magic = BinaryPrimitives.ReadUInt32LittleEndian(input.Peek(MagicLength, "magic"));
        if (magic == PcapngLayout.SectionHeader.Type)
            return new PcapngFormat(input);

        if (PcapFormat.TryRecognise(magic, out var order, out var nanosecondsPerUnit))
            return new PcapFormat(input, order, nanosecondsPerUnit);

        throw input.Malformed(
            $"This is not a capture: it begins with 0x{BinaryPrimitives.ReverseEndianness(magic):X8}, no magic of pcap or pcapng");
    }
}
