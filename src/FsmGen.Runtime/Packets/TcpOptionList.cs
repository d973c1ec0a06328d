namespace FsmGen.Runtime.Packets;

/// <summary>The options of a TCP header as they stand on the wire; RFC 9293 section 3.1.</summary>
/// <remarks>
/// <para>The lengths are checked once, by <see cref="TryParse"/> or with the whole segment; after that nothing here throws.</para>
/// <code>
/// foreach (var option in segment.Options)
/// {
///     if (option.TryGetTimestamps(out var timestamps)) …
/// }
/// </code>
/// </remarks>
public readonly ref struct TcpOptionList
{
    /// <summary>The most bytes that options take: a header has at most 60.</summary>
    public const int MaximumLength = 40;

    private TcpOptionList(ReadOnlySpan<byte> bytes) => Bytes = bytes;

    /// <summary>All bytes between the fixed part of the header and the data, padding included.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>Takes bytes for a list of options; false if one has no length or an illegal one (MUST-7, MUST-68).</summary>
    /// <remarks>
    /// Illegal is a length below two or one that leads out of the bytes: what follows cannot be found then. What follows an
    /// end-of-list option is padding and not looked at.
    /// </remarks>
    /// <param name="bytes">Up to <see cref="MaximumLength"/> bytes where they are to stand in a header.</param>
    /// <param name="options">The list; empty if the bytes are none.</param>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out TcpOptionList options)
    {
        options = default;
        for (var rest = bytes; rest is [var kind, ..] && kind != (byte)TcpOptionKind.EndOfList;)
        {
            if (kind == (byte)TcpOptionKind.NoOperation)
            {
                rest = rest[1..];
                continue;
            }

            if (rest.Length < 2 || rest[1] < 2 || rest[1] > rest.Length)
                return false;

            rest = rest[rest[1]..];
        }

        options = new(bytes);
        return true;
    }

    /// <summary>Finds the last option of a kind; of several the last counts.</summary>
    /// <param name="kind">Any kind but <see cref="TcpOptionKind.EndOfList"/>.</param>
    /// <param name="option">The option; <c>default</c>, which is not to be asked anything, if there is none.</param>
    public bool TryFind(TcpOptionKind kind, out TcpOption option)
    {
        var isFound = false;
        option = default;
        foreach (var candidate in this)
        {
            if (candidate.Kind == kind)
            {
                isFound = true;
                option = candidate;
            }
        }

        return isFound;
    }

    /// <summary>Goes through the options, no-operations among them, up to the end of the list.</summary>
    public Enumerator GetEnumerator() => new(Bytes);

    /// <summary>Goes through the options of a list.</summary>
    public ref struct Enumerator
    {
        private ReadOnlySpan<byte> _rest;

        internal Enumerator(ReadOnlySpan<byte> bytes) => _rest = bytes;

        /// <summary>The option at hand.</summary>
        public TcpOption Current { get; private set; }

        /// <summary>Goes on to the next option; false if there is none.</summary>
        public bool MoveNext()
        {
            if (_rest is not [var kind, ..] || kind == (byte)TcpOptionKind.EndOfList)
                return false;

            var length = kind == (byte)TcpOptionKind.NoOperation ? 1 : _rest[1];
            Current = new(_rest[..length]);
            _rest = _rest[length..];
            return true;
        }
    }
}
