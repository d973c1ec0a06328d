using System.Buffers.Binary;

namespace FsmGen.Runtime.Packets;

/// <summary>Writes TCP options of any kind, one behind the other; RFC 9293 section 3.1.</summary>
/// <remarks>
/// Nothing is aligned or padded but by <see cref="NoOperations"/>; <see cref="TcpHeader.Write(Span{byte}, ReadOnlySpan{byte})"/>
/// pads the end. Each method throws an <see cref="ArgumentException"/> if its option does not fit behind the others.
/// </remarks>
public ref struct TcpOptionWriter
{
    private readonly Span<byte> _destination;

    /// <summary>Begins a list of options.</summary>
    /// <param name="destination">Where to: up to <see cref="TcpOptionList.MaximumLength"/> bytes for one header.</param>
    public TcpOptionWriter(Span<byte> destination) => _destination = destination;

    /// <summary>Bytes written so far.</summary>
    public int Written { get; private set; }

    /// <summary>Writes one-byte options that mean nothing, to align what follows.</summary>
    /// <param name="count">Bytes.</param>
    public void NoOperations(int count) => Take(count).Fill((byte)TcpOptionKind.NoOperation);

    //    ┌──────┐ ┌──────┐ ┌──────┬────────┬───────────────────────┐
    //    │ 0    │ │ 1    │ │ kind │ length │ length - 2 more bytes │
    //    └──────┘ └──────┘ └──────┴────────┴───────────────────────┘
    //     end      no-op    all others

    /// <summary>Writes an option of any kind.</summary>
    /// <param name="kind">Any kind that has a length.</param>
    /// <param name="data">What follows kind and length: up to 253 bytes, of which 38 fit into a header.</param>
    /// <exception cref="ArgumentOutOfRangeException">The kind is one of the two that have no length.</exception>
    public void Option(TcpOptionKind kind, ReadOnlySpan<byte> data)
    {
        if (kind is TcpOptionKind.EndOfList or TcpOptionKind.NoOperation)
            throw new ArgumentOutOfRangeException(nameof(kind), kind, "The kind has no length");
        if (data.Length > byte.MaxValue - 2)
            throw new ArgumentException($"An option holds at most 253 bytes of data, not {data.Length}", nameof(data));

        data.CopyTo(Begin(kind, data.Length));
    }

    //    ┌──────┬──────┬───────────────┐
    //    │ 2    │ 4    │ size          │
    //    └──────┴──────┴───────────────┘

    /// <summary>Writes the most data the sender takes in one segment; RFC 9293 section 3.7.1.</summary>
    /// <param name="size">Bytes of data, without headers and options.</param>
    public void MaximumSegmentSize(ushort size) =>
        BinaryPrimitives.WriteUInt16BigEndian(Begin(TcpOptionKind.MaximumSegmentSize, sizeof(ushort)), size);

    //    ┌──────┬──────┬───────┐
    //    │ 3    │ 3    │ shift │
    //    └──────┴──────┴───────┘

    /// <summary>Writes by how many bits the sender's later windows are shifted; RFC 7323 section 2.2.</summary>
    /// <param name="shift">Bits; more than 14 is not to be sent.</param>
    public void WindowScale(byte shift) => Begin(TcpOptionKind.WindowScale, 1)[0] = shift;

    /// <summary>Writes that the sender understands selective acknowledgments; RFC 2018 section 2.</summary>
    public void SackPermitted() => Begin(TcpOptionKind.SackPermitted, 0);

    //    ┌──────┬──────┐
    //    │ 5    │ len  │   len: 2 + 8 for each block
    //    ├──────┴──────┴───────────────┐
    //    │ left edge of the 1st block  │
    //    ├─────────────────────────────┤
    //    │ right edge of the 1st block │
    //    ├─────────────────────────────┤
    //    │ …                           │
    //    └─────────────────────────────┘

    /// <summary>Writes what has come out of order; RFC 2018 section 3.</summary>
    /// <param name="blocks">One to four blocks.</param>
    /// <exception cref="ArgumentException">There are none.</exception>
    public void Sack(SackBlocks blocks)
    {
        if (blocks.Count == 0)
            throw new ArgumentException("An option without blocks means nothing", nameof(blocks));

        var data = Begin(TcpOptionKind.Sack, blocks.Count * TcpOption.SackBlockLength);
        foreach (var block in blocks)
        {
            BinaryPrimitives.WriteUInt32BigEndian(data, block.Left.Value);
            BinaryPrimitives.WriteUInt32BigEndian(data[sizeof(uint)..], block.Right.Value);
            data = data[TcpOption.SackBlockLength..];
        }
    }

    //    ┌──────┬──────┬─────────────────────────────┬─────────────────────────────┐
    //    │ 8    │ 10   │ value                       │ echo reply                  │
    //    └──────┴──────┴─────────────────────────────┴─────────────────────────────┘

    /// <summary>Writes the sender's clock and its echo of the receiver's; RFC 7323 section 3.2.</summary>
    /// <param name="timestamps">The two values.</param>
    public void Timestamps(TcpTimestamps timestamps)
    {
        var data = Begin(TcpOptionKind.Timestamps, 2 * sizeof(uint));
        BinaryPrimitives.WriteUInt32BigEndian(data, timestamps.Value);
        BinaryPrimitives.WriteUInt32BigEndian(data[sizeof(uint)..], timestamps.EchoReply);
    }

    //    ┌──────┬──────┬─┬─────────────┐
    //    │ 28   │ 4    │g│ timeout     │   g: the timeout is in minutes, not in seconds
    //    └──────┴──────┴─┴─────────────┘

    /// <summary>Writes how long the sender keeps a connection that makes no progress; RFC 5482 section 3.</summary>
    /// <param name="timeout">More than 0, up to 32767 minutes; rounded up to seconds, or above 32767 of them to minutes.</param>
    /// <exception cref="ArgumentOutOfRangeException">The timeout is out of that range.</exception>
    public void UserTimeout(TimeSpan timeout)
    {
        var seconds = Math.Ceiling(timeout.TotalSeconds);
        var minutes = Math.Ceiling(timeout.TotalMinutes);
        if (timeout <= TimeSpan.Zero || minutes > TcpOption.MaximumTimeout)
            throw new ArgumentOutOfRangeException(nameof(timeout), timeout, $"A user timeout is more than 0 and at most {TcpOption.MaximumTimeout} minutes");

        var bits = seconds <= TcpOption.MaximumTimeout ? (int)seconds : TcpOption.MinutesBit | (int)minutes;
        BinaryPrimitives.WriteUInt16BigEndian(Begin(TcpOptionKind.UserTimeout, sizeof(ushort)), (ushort)bits);
    }

    /// <summary>Writes a cookie for data in a SYN, or the wish for one; RFC 7413 section 4.1.1.</summary>
    /// <param name="cookie">4 to 16 bytes, an even number; none to ask for a cookie.</param>
    /// <exception cref="ArgumentException">There is no cookie of that length.</exception>
    public void FastOpen(ReadOnlySpan<byte> cookie)
    {
        if (!TcpOption.IsCookieLength(cookie.Length))
            throw new ArgumentException($"A cookie has 4 to 16 bytes, an even number, not {cookie.Length}", nameof(cookie));

        Option(TcpOptionKind.FastOpen, cookie);
    }

    private Span<byte> Begin(TcpOptionKind kind, int dataLength)
    {
        var option = Take(2 + dataLength);
        (option[0], option[1]) = ((byte)kind, (byte)option.Length);
        return option[2..];
    }

    private Span<byte> Take(int length)
    {
        if (length > _destination.Length - Written)
            throw new ArgumentException($"{length} bytes do not fit: of {_destination.Length} are {Written} in use");

        var taken = _destination.Slice(Written, length);
        Written += length;
        return taken;
    }
}
