using System.Runtime.CompilerServices;

namespace FsmGen.Runtime.Packets;

/// <summary>The blocks of one SACK option, in the order of the wire: none to four, held in place; RFC 2018 section 3.</summary>
/// <remarks><code>SackBlocks blocks = [new(left, right)];</code></remarks>
[CollectionBuilder(typeof(SackBlocks), nameof(Create))]
public readonly record struct SackBlocks
{
    /// <summary>How many blocks fit into a header without any other option; beside timestamps it is one less.</summary>
    public const int MaximumCount = 4;

    private readonly SackBlock _first, _second, _third, _fourth;

    private SackBlocks(ReadOnlySpan<SackBlock> blocks)
    {
        Count = blocks.Length;
        _first = blocks.Length > 0 ? blocks[0] : default;
        _second = blocks.Length > 1 ? blocks[1] : default;
        _third = blocks.Length > 2 ? blocks[2] : default;
        _fourth = blocks.Length > 3 ? blocks[3] : default;
    }

    /// <summary>How many blocks there are, 0 to <see cref="MaximumCount"/>.</summary>
    public int Count { get; }

    /// <summary>A block; the first one is that of the segment that came last.</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such block.</exception>
    public SackBlock this[int index] => (uint)index >= (uint)Count
        ? throw new ArgumentOutOfRangeException(nameof(index), index, $"There are {Count} blocks")
        : index switch { 0 => _first, 1 => _second, 2 => _third, _ => _fourth };

    /// <summary>Makes a list of blocks.</summary>
    /// <param name="blocks">None to <see cref="MaximumCount"/> blocks.</param>
    /// <exception cref="ArgumentException">There are more.</exception>
    public static SackBlocks Create(ReadOnlySpan<SackBlock> blocks) => blocks.Length <= MaximumCount
        ? new(blocks)
        : throw new ArgumentException($"An option holds at most {MaximumCount} blocks, not {blocks.Length}", nameof(blocks));

    /// <summary>Goes through the blocks.</summary>
    public Enumerator GetEnumerator() => new(this);

    /// <summary>The blocks, with the numbers of their first bytes and of those behind their last ones.</summary>
    public override string ToString()
    {
        var texts = new string[Count];
        for (var i = 0; i < Count; i++)
            texts[i] = $"{this[i].Left}-{this[i].Right}";

        return $"[{string.Join(", ", texts)}]";
    }

    /// <summary>Goes through the blocks of a list.</summary>
    public struct Enumerator
    {
        private readonly SackBlocks _blocks;
        private int _index;

        internal Enumerator(in SackBlocks blocks) => (_blocks, _index) = (blocks, -1);

        /// <summary>The block at hand.</summary>
        public readonly SackBlock Current => _blocks[_index];

        /// <summary>Goes on to the next block; false if there is none.</summary>
        public bool MoveNext() => ++_index < _blocks.Count;
    }
}
