namespace FsmGen.Tcp;

/// <summary>Where the buffers of connections get their memory: chunks that are used again, up to a limit. Safe for several threads.</summary>
/// <remarks>
/// A connection without text on hand holds no chunk. Where the limit is reached, text that arrives is not taken, as if
/// the network had lost it, and SEND takes less than it is given.
/// </remarks>
public sealed class TcpMemory
{
    /// <summary>Bytes in a chunk.</summary>
    public const int ChunkSize = 8192;

    private const int MaximumSpare = 4096;

    private readonly Lock _lock = new();
    private TextChunk? _spare;
    private int _spareCount;
    private long _chunksInUse;

    /// <summary>Makes a source of memory.</summary>
    /// <param name="limit">Bytes that may be in use at a time; rounded up to whole chunks.</param>
    public TcpMemory(long limit = long.MaxValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        Limit = limit;
    }

    /// <summary>The source of connections that are given none; it has no limit.</summary>
    public static TcpMemory Shared { get; } = new();

    /// <summary>Bytes that may be in use at a time.</summary>
    public long Limit { get; }

    /// <summary>Bytes in use.</summary>
    public long InUse => Interlocked.Read(ref _chunksInUse) * ChunkSize;

    /// <summary>Gives a chunk, or null if the limit is reached.</summary>
    internal TextChunk? Rent()
    {
        lock (_lock)
        {
            if (_chunksInUse * ChunkSize >= Limit)
                return null;

            _chunksInUse++;
            if (_spare is not { } chunk)
                return new();

            _spare = chunk.NextChunk;
            _spareCount--;
            chunk.NextChunk = null;
            return chunk;
        }
    }

    /// <summary>Gives chunks up: somebody may look at them for as long as he likes.</summary>
    internal void Abandon(int chunks)
    {
        lock (_lock)
            _chunksInUse -= chunks;
    }

    /// <summary>Takes a chunk back.</summary>
    internal void Return(TextChunk chunk)
    {
        lock (_lock)
        {
            _chunksInUse--;
            if (_spareCount == MaximumSpare)
                return;

            chunk.NextChunk = _spare;
            _spare = chunk;
            _spareCount++;
        }
    }
}
