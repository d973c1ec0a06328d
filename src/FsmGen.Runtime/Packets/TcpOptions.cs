namespace FsmGen.Runtime.Packets;

/// <summary>What the options of a segment say, as far as a connection needs it; RFC 9293 section 3.1.</summary>
/// <remarks>
/// Other kinds are found in <see cref="TcpOptionList"/> and written by <see cref="TcpOptionWriter"/>. <c>default</c> has no option.
/// </remarks>
public readonly record struct TcpOptions
{
    /// <summary>The most data the sender takes in one segment, in bytes; RFC 9293 section 3.7.1.</summary>
    /// <remarks>
    /// Only a segment with SYN may carry it (MUST-65). That is the sender's duty: here it is written and read in any
    /// segment. The same goes for the next two.
    /// </remarks>
    public ushort? MaximumSegmentSize { get; init; }

    /// <summary>By how many bits the sender's later windows are shifted: 0 to 14, RFC 7323 section 2.2.</summary>
    /// <remarks>It is read as it stands there; a receiver must use 14 where it is more (section 2.3).</remarks>
    public byte? WindowScale { get; init; }

    /// <summary>Whether the sender understands selective acknowledgments; RFC 2018 section 2.</summary>
    public bool IsSackPermitted { get; init; }

    /// <summary>The sender's clock and its echo of the receiver's; RFC 7323 section 3.2.</summary>
    public TcpTimestamps? Timestamps { get; init; }

    /// <summary>Data that has come out of order; RFC 2018 section 3.</summary>
    public SackBlocks Sack { get; init; }

    /// <summary>How long the sender keeps a connection that makes no progress; RFC 5482 section 3.</summary>
    /// <remarks>
    /// More than 0, up to 32767 minutes. It is written in whole seconds, rounded up, or above 32767 of them in whole minutes,
    /// rounded up.
    /// </remarks>
    public TimeSpan? UserTimeout { get; init; }

    /// <summary>Bytes that <see cref="Write"/> writes: a multiple of four. More than 40 do not fit into a header.</summary>
    public int Length =>
        (MaximumSegmentSize is null ? 0 : 4)
        + (Timestamps is null ? IsSackPermitted ? 4 : 0 : 12)
        + (WindowScale is null ? 0 : 4)
        + (UserTimeout is null ? 0 : 4)
        + (Sack.Count == 0 ? 0 : 4 + Sack.Count * TcpOption.SackBlockLength);

    /// <summary>Reads what a list of options says; of several of one kind the last counts.</summary>
    public static TcpOptions Read(TcpOptionList list)
    {
        var options = default(TcpOptions);
        foreach (var option in list)
            options = options.With(option);

        return options;
    }

    /// <summary>Writes the options in the order that is usual on the Internet, each aligned to four bytes by no-operations.</summary>
    /// <remarks>MSS, SACK-permitted and timestamps (which together need no padding), window scale, user timeout, SACK.</remarks>
    /// <returns>The bytes written, <see cref="Length"/>.</returns>
    /// <exception cref="ArgumentException">The span is shorter than that.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The user timeout is not positive or longer than 32767 minutes.</exception>
    public int Write(Span<byte> destination)
    {
        var writer = new TcpOptionWriter(destination);
        if (MaximumSegmentSize is { } size)
            writer.MaximumSegmentSize(size);
        if (IsSackPermitted)
        {
            if (Timestamps is null)
                writer.NoOperations(2);
            writer.SackPermitted();
        }

        if (Timestamps is { } timestamps)
        {
            if (!IsSackPermitted)
                writer.NoOperations(2);
            writer.Timestamps(timestamps);
        }

        if (WindowScale is { } shift)
        {
            writer.NoOperations(1);
            writer.WindowScale(shift);
        }

        if (UserTimeout is { } timeout)
            writer.UserTimeout(timeout);
        if (Sack.Count > 0)
        {
            writer.NoOperations(2);
            writer.Sack(Sack);
        }

        return writer.Written;
    }

    private TcpOptions With(TcpOption option) => option.Kind switch
    {
        TcpOptionKind.MaximumSegmentSize when option.TryGetMaximumSegmentSize(out var size) => this with { MaximumSegmentSize = size },
        TcpOptionKind.WindowScale when option.TryGetWindowScale(out var shift) => this with { WindowScale = shift },
        TcpOptionKind.SackPermitted when option.IsSackPermitted => this with { IsSackPermitted = true },
        TcpOptionKind.Timestamps when option.TryGetTimestamps(out var timestamps) => this with { Timestamps = timestamps },
        TcpOptionKind.Sack when option.TryGetSackBlocks(out var blocks) => this with { Sack = blocks },
        TcpOptionKind.UserTimeout when option.TryGetUserTimeout(out var timeout) => this with { UserTimeout = timeout },
        _ => this,
    };
}
