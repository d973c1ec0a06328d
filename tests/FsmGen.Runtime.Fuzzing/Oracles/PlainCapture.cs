using System.Buffers.Binary;

namespace FsmGen.Runtime.Fuzzing.Oracles;

/// <summary>The packets of a capture, found by walking draft-ietf-opsawg-pcap and -pcapng byte by byte over the whole file.</summary>
internal sealed class PlainCapture
{
    private const int LongestPacket = 262_144, LongestBlock = 1 << 20;

    private readonly byte[] _file;
    private readonly List<Packet> _packets = [];
    private readonly List<(ushort LinkType, uint MaximumLength)> _interfaces = [];
    private bool _isBigEndian;

    private PlainCapture(byte[] file)
    {
        _file = file;
        End = Walk();
    }

    /// <summary>How reading ends.</summary>
    public enum Ending
    {
        /// <summary>Behind the last packet.</summary>
        AtTheEnd,

        /// <summary>With something that cannot be right.</summary>
        Malformed,

        /// <summary>Inside something that goes on.</summary>
        Truncated,
    }

    /// <summary>A packet and where it lies.</summary>
    public readonly record struct Packet(ushort LinkType, int Data, int Length, uint OriginalLength, int Comment = 0, int CommentLength = 0);

    /// <summary>How reading ends, after all <see cref="Packets"/>.</summary>
    public Ending End { get; }

    /// <summary>The packets that can be read before the end.</summary>
    public IReadOnlyList<Packet> Packets => _packets;

    /// <summary>Walks through a file.</summary>
    public static PlainCapture Of(byte[] file) => new(file);

    private Ending Walk() => _file switch
    {
        [0x0A, 0x0D, 0x0D, 0x0A, ..] => WalkBlocks(),
        [0xD4, 0xC3, 0xB2, 0xA1, ..] or [0x4D, 0x3C, 0xB2, 0xA1, ..] => WalkRecords(isBigEndian: false),
        [0xA1, 0xB2, 0xC3, 0xD4, ..] or [0xA1, 0xB2, 0x3C, 0x4D, ..] => WalkRecords(isBigEndian: true),
        _ => Ending.Malformed,
    };

    private Ending WalkRecords(bool isBigEndian)
    {
        _isBigEndian = isBigEndian;
        if (_file.Length < 24)
            return Ending.Truncated;
        if (U16(4) != 2 || U16(6) != 4)
            return Ending.Malformed;

        for (var at = 24; at < _file.Length;)
        {
            if (_file.Length - at < 16)
                return Ending.Truncated;

            var length = U32(at + 8);
            if (length > LongestPacket)
                return Ending.Malformed;
            if (length > _file.Length - at - 16)
                return Ending.Truncated;

            _packets.Add(new((ushort)U32(20), at + 16, (int)length, U32(at + 12)));
            at += 16 + (int)length;
        }

        return Ending.AtTheEnd;
    }

    private Ending WalkBlocks()
    {
        for (var at = 0; at < _file.Length;)
        {
            if (_file.Length - at < 12)
                return Ending.Truncated;

            // The type of a section header is the same in both orders, which only what follows it tells.
            var type = U32(at);
            if (type == 0x0A0D0D0A && BeginSection(at) is var section and not Ending.AtTheEnd)
                return section;

            var (minimum, isRead) = type switch
            {
                0x0A0D0D0A => (28, false),
                1 => (20, true),
                2 or 6 => (32, true),
                3 => (16, true),
                _ => (12, false),
            };
            var length = U32(at + 4);
            if (length < minimum || length % 4 != 0 || (isRead && length > LongestBlock))
                return Ending.Malformed;
            if (length > _file.Length - at)
                return Ending.Truncated;

            var end = at + (int)length;
            if (U32(end - 4) != length || (isRead && !Read(type, at, end - 4)))
                return Ending.Malformed;

            at = end;
        }

        return Ending.AtTheEnd;
    }

    private Ending BeginSection(int at)
    {
        if (_file.Length - at < 28)
            return Ending.Truncated;

        _isBigEndian = _file[at + 8] == 0x1A;
        _interfaces.Clear();
        return U32(at + 8) == 0x1A2B3C4D && U16(at + 12) == 1 ? Ending.AtTheEnd : Ending.Malformed;
    }

    // What a block says lies before its repeated length.
    private bool Read(uint type, int at, int end) => type switch
    {
        1 => ReadInterface(at, end),
        3 => ReadSimplePacket(at, end),
        _ => ReadPacket(type, at, end),
    };

    private bool ReadInterface(int at, int end)
    {
        _interfaces.Add((U16(at + 8), U32(at + 12)));
        return Options(at + 16, end, out _) is { } lengths && lengths.TrueForAll(option => option switch
        {
            (9, var length) => length == 1,
            (14, var length) => length == 8,
            _ => true,
        });
    }

    private bool ReadSimplePacket(int at, int end)
    {
        if (_interfaces.Count == 0)
            return false;

        var (linkType, maximum) = _interfaces[0];
        var length = maximum == 0 ? U32(at + 8) : Math.Min(U32(at + 8), maximum);
        if (length > end - at - 12 || length > LongestPacket)
            return false;

        _packets.Add(new(linkType, at + 12, (int)length, U32(at + 8)));
        return true;
    }

    private bool ReadPacket(uint type, int at, int end)
    {
        var (source, length) = (type == 2 ? U16(at + 8) : U32(at + 8), U32(at + 20));
        if (source >= _interfaces.Count || length > end - at - 28 || length > LongestPacket)
            return false;
        if (Options(at + 28 + ((int)length + 3) / 4 * 4, end, out var comment) is null)
            return false;

        _packets.Add(new(_interfaces[(int)source].LinkType, at + 28, (int)length, U32(at + 24), comment.At, comment.Length));
        return true;
    }

    // Kinds and lengths; null if one leads out of the block. The comment is the first that says something.
    private List<(int Code, int Length)>? Options(int at, int end, out (int At, int Length) comment)
    {
        comment = default;
        var options = new List<(int, int)>();
        while (end - at >= 4 && U16(at) != 0)
        {
            var (code, length) = (U16(at), U16(at + 2));
            if ((length + 3) / 4 * 4 > end - at - 4)
                return null;
            if (code == 1 && comment.Length == 0)
                comment = (at + 4, length);

            options.Add((code, length));
            at += 4 + (length + 3) / 4 * 4;
        }

        return options;
    }

    private ushort U16(int at) => _isBigEndian
        ? BinaryPrimitives.ReadUInt16BigEndian(_file.AsSpan(at))
        : BinaryPrimitives.ReadUInt16LittleEndian(_file.AsSpan(at));

    private uint U32(int at) => _isBigEndian
        ? BinaryPrimitives.ReadUInt32BigEndian(_file.AsSpan(at))
        : BinaryPrimitives.ReadUInt32LittleEndian(_file.AsSpan(at));
}
