using System.Buffers.Binary;

namespace FsmGen.Runtime.Packets;

/// <summary>The option list behind the fixed part of a TCP header, RFC 9293 section 3.2.</summary>
internal static class TcpOptions
{
    /// <summary>Bytes the options of a header take, a multiple of four.</summary>
    public static int Length(in TcpHeader header) => header.MaximumSegmentSize is null ? 0 : MaximumSegmentSize.Length;

    /// <summary>Reads the options; false if one has no length or an illegal one (MUST-7, MUST-68).</summary>
    /// <remarks>Of several MSS options the last counts. What follows an end-of-list option is padding and not looked at.</remarks>
    public static bool TryRead(ReadOnlySpan<byte> options, out ushort? maximumSegmentSize)
    {
        maximumSegmentSize = null;

        while (options is [var kind, ..] && kind != Kind.EndOfList)
        {
            if (kind == Kind.NoOperation)
            {
                options = options[1..];
                continue;
            }

            if (options.Length < 2 || options[1] < 2 || options[1] > options.Length)
                return false;

            var option = options[..options[1]];
            options = options[option.Length..];

            if (kind != Kind.MaximumSegmentSize)
                continue;

            if (option.Length != MaximumSegmentSize.Length)
                return false;

            maximumSegmentSize = BinaryPrimitives.ReadUInt16BigEndian(option[MaximumSegmentSize.Value..]);
        }

        return true;
    }

    /// <summary>Writes the options of a header into a span of exactly <see cref="Length"/> bytes.</summary>
    public static void Write(Span<byte> options, in TcpHeader header)
    {
        if (header.MaximumSegmentSize is not { } size)
            return;

        options[0] = Kind.MaximumSegmentSize;
        options[1] = MaximumSegmentSize.Length;
        BinaryPrimitives.WriteUInt16BigEndian(options[MaximumSegmentSize.Value..], size);
    }

    //    ┌──────┐ ┌──────┐ ┌──────┬────────┬───────────────────────┐
    //    │ 0    │ │ 1    │ │ kind │ length │ length - 2 more bytes │
    //    └──────┘ └──────┘ └──────┴────────┴───────────────────────┘
    //     end      no-op    all others
    private static class Kind
    {
        public const byte EndOfList = 0, NoOperation = 1, MaximumSegmentSize = 2;
    }

    //    ┌──────┬──────┬───────────────┐
    //    │ 2    │ 4    │ size in bytes │
    //    └──────┴──────┴───────────────┘
    private static class MaximumSegmentSize
    {
        public const int Value = 2, Length = 4;
    }
}
