using System.Buffers;

namespace FsmGen.Tcp;

/// <summary>A piece of a <see cref="TextList"/>, in the form that sequences of memory are made of.</summary>
internal sealed class TextChunk : ReadOnlySequenceSegment<byte>
{
    private TextChunk? _next;

    public TextChunk()
    {
        Bytes = new byte[TcpMemory.ChunkSize];
        Memory = Bytes;
    }

    /// <summary>All its bytes.</summary>
    public byte[] Bytes { get; }

    /// <summary>The piece behind this one.</summary>
    public TextChunk? NextChunk
    {
        get => _next;
        set => Next = _next = value;
    }

    /// <summary>Makes this the piece behind another.</summary>
    public void Follow(TextChunk? previous)
    {
        RunningIndex = previous is null ? 0 : previous.RunningIndex + TcpMemory.ChunkSize;
        if (previous is not null)
            previous.NextChunk = this;
    }
}
