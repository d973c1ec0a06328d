using static FsmGen.Runtime.Captures.PcapngLayout;

namespace FsmGen.Runtime.Captures;

/// <summary>Goes through the options of a pcapng block, draft-ietf-opsawg-pcapng section 3.5.</summary>
internal ref struct PcapngOptions(ReadOnlySpan<byte> options, ByteOrder order)
{
    private ReadOnlySpan<byte> _rest = options;

    public ushort Code { get; private set; }

    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>Whether the option that comes next reaches beyond the block; nothing can be read from it on.</summary>
    public bool IsCutOff { get; private set; }

    /// <summary>Goes to the next option; false if there is none, or none that is whole.</summary>
    public bool MoveNext()
    {
        if (_rest.Length < Option.HeaderLength)
            return false;

        Code = order.UInt16(_rest, Option.Code);
        if (Code == Option.EndOfOptions)
            return false;

        var length = order.UInt16(_rest, Option.Length);
        var next = Option.HeaderLength + length + PaddingAfter(length);
        IsCutOff = next > _rest.Length;
        if (IsCutOff)
            return false;

        Value = _rest.Slice(Option.HeaderLength, length);
        _rest = _rest[next..];
        return true;
    }
}
