using static FsmGen.Runtime.Captures.PcapngLayout;

namespace FsmGen.Runtime.Captures;

/// <summary>Reads pcapng: takes packets from the blocks that have them, and skips what it does not know.</summary>
internal sealed class PcapngFormat : ICaptureFormat
{
    // A packet of the greatest length, and twelve of the longest options.
    private const int MaximumBlockLength = 1 << 20;
    private const int MaximumInterfaces = 65_536;
    private const byte Microseconds = 6;

    private readonly CaptureInput _input;
    private readonly List<PcapngInterface> _interfaces = [];
    private ByteOrder _order;

    public PcapngFormat(CaptureInput input)
    {
        _input = input;
        BeginSection();
    }

    public LinkType? LinkType { get; private set; }

    public bool TryRead(out CapturedPacket packet)
    {
        while (_input.Has(1))
        {
            switch (_order.UInt32(PeekBlock(), Block.Type))
            {
                case SectionHeader.Type:
                    BeginSection();
                    break;

                case InterfaceDescription.Type:
                    AddInterface();
                    break;

                case EnhancedPacket.Type:
                    packet = ReadPacket(isObsolete: false);
                    return true;

                case EnhancedPacket.ObsoletePacketType:
                    packet = ReadPacket(isObsolete: true);
                    return true;

                case SimplePacket.Type:
                    packet = ReadSimplePacket();
                    return true;

                default:
                    SkipBlock(Block.MinimumLength);
                    break;
            }
        }

        packet = default;
        return false;
    }

    // The magic tells the byte order of all that follows, even of the length before it.
    private void BeginSection()
    {
        var at = _input.Offset;
        var header = _input.Peek(SectionHeader.MinimumLength, "section header");
        _order = ByteOrder.LittleEndian;
        if (_order.UInt32(header, SectionHeader.ByteOrderMagic) != SectionHeader.Magic)
            _order = ByteOrder.BigEndian;

        var magic = _order.UInt32(header, SectionHeader.ByteOrderMagic);
        if (magic != SectionHeader.Magic)
        {
            throw _input.Malformed(
                $"The section header at offset {at} has the byte-order magic 0x{magic:X8}, which is 0x1A2B3C4D in no order");
        }

        var major = _order.UInt16(header, SectionHeader.MajorVersion);
        if (major != SectionHeader.CurrentMajorVersion)
            throw _input.Malformed($"The section header at offset {at} says version {major} of pcapng; 1 is what is read");

        _interfaces.Clear();
        SkipBlock(SectionHeader.MinimumLength);
    }

    private void AddInterface()
    {
        var at = _input.Offset;
        if (_interfaces.Count == MaximumInterfaces)
            throw _input.Malformed($"The interface at offset {at} is one too many; a section has up to {MaximumInterfaces}");

        var block = TakeBlock(InterfaceDescription.MinimumLength);
        var (resolution, offset) = (Microseconds, 0L);
        var options = OptionsFrom(InterfaceDescription.Options, block);
        while (options.MoveNext())
        {
            switch (options.Code, options.Value.Length)
            {
                case (Option.TimestampResolution, sizeof(byte)):
                    resolution = options.Value[0];
                    break;

                case (Option.TimestampOffset, sizeof(long)):
                    offset = _order.Int64(options.Value, 0);
                    break;

                case (Option.TimestampResolution or Option.TimestampOffset, var length):
                    throw _input.Malformed(
                        $"The interface at offset {at} has the option {options.Code} in {length} bytes, which is not its length");
            }
        }

        ThrowIfCutOff(options, at);
        var linkType = (LinkType)_order.UInt16(block, InterfaceDescription.LinkType);
        LinkType ??= linkType;
        _interfaces.Add(new PcapngInterface(
            linkType,
            _order.UInt32(block, InterfaceDescription.MaximumLength),
            resolution,
            offset));
    }

    private CapturedPacket ReadPacket(bool isObsolete)
    {
        var at = _input.Offset;
        var block = TakeBlock(EnhancedPacket.MinimumLength);
        var source = Interface(at, isObsolete
            ? _order.UInt16(block, EnhancedPacket.Interface)
            : _order.UInt32(block, EnhancedPacket.Interface));
        var stamp = (ulong)_order.UInt32(block, EnhancedPacket.TimestampHigh) << 32
            | _order.UInt32(block, EnhancedPacket.TimestampLow);
        var data = Data(at, block, EnhancedPacket.Data, _order.UInt32(block, EnhancedPacket.CapturedLength));

        ReadOnlySpan<byte> comment = [];
        var end = EnhancedPacket.Data + data.Length + PaddingAfter(data.Length);
        var options = OptionsFrom(end, block);
        while (options.MoveNext())
        {
            if (options.Code == Option.Comment && comment.IsEmpty)
                comment = options.Value;
        }

        ThrowIfCutOff(options, at);
        return new CapturedPacket
        {
            Timestamp = source.TimeOf(stamp),
            LinkType = source.LinkType,
            Data = data,
            OriginalLength = _order.UInt32(block, EnhancedPacket.OriginalLength),
            Comment = comment,
        };
    }

    // A Simple Packet Block is of the first interface, and says only through it how much of the packet there is.
    private CapturedPacket ReadSimplePacket()
    {
        var at = _input.Offset;
        var block = TakeBlock(SimplePacket.MinimumLength);
        var source = Interface(at, 0);
        var length = _order.UInt32(block, SimplePacket.OriginalLength);
        var captured = source.MaximumLength == 0 ? length : Math.Min(length, source.MaximumLength);
        return new CapturedPacket
        {
            LinkType = source.LinkType,
            Data = Data(at, block, SimplePacket.Data, captured),
            OriginalLength = length,
        };
    }

    private PcapngInterface Interface(long at, uint index)
    {
        if (index >= _interfaces.Count)
        {
            throw _input.Malformed(
                $"The packet at offset {at} is of interface {index}, and the section has described {_interfaces.Count} so far");
        }

        return _interfaces[(int)index];
    }

    private ReadOnlySpan<byte> Data(long at, ReadOnlySpan<byte> block, int offset, uint length)
    {
        if (length > CapturedPacket.MaximumLength)
        {
            throw _input.Malformed(
                $"The packet at offset {at} says {length} bytes; the most a capture holds is {CapturedPacket.MaximumLength}");
        }

        var room = block.Length - offset - Block.TrailerLength;
        if (length > room)
            throw _input.Malformed($"The packet at offset {at} says {length} bytes; its block has {room}");

        return block.Slice(offset, (int)length);
    }

    private PcapngOptions OptionsFrom(int offset, ReadOnlySpan<byte> block) =>
        new(block[offset..^Block.TrailerLength], _order);

    private void ThrowIfCutOff(PcapngOptions options, long at)
    {
        if (options.IsCutOff)
            throw _input.Malformed($"The block at offset {at} ends inside its option {options.Code}");
    }

    private ReadOnlySpan<byte> PeekBlock() => _input.Peek(Block.MinimumLength, "block");

    private ReadOnlySpan<byte> TakeBlock(int minimum)
    {
        var at = _input.Offset;
        var length = BlockLength(minimum);
        if (length > MaximumBlockLength)
        {
            throw _input.Malformed(
                $"The block at offset {at} says {length} bytes; the most that one of its type has here is {MaximumBlockLength}");
        }

        var block = _input.Take((int)length, "block");
        VerifyTrailer(block[^Block.TrailerLength..], at, length);
        return block;
    }

    private void SkipBlock(int minimum)
    {
        var at = _input.Offset;
        var length = BlockLength(minimum);
        _input.Skip(length - Block.TrailerLength, "block");
        VerifyTrailer(_input.Take(Block.TrailerLength, "block"), at, length);
    }

    private uint BlockLength(int minimum)
    {
        var length = _order.UInt32(PeekBlock(), Block.Length);
        if (length < minimum)
        {
            throw _input.Malformed(
                $"The block at offset {_input.Offset} says {length} bytes; one of its type has at least {minimum}");
        }

        if (length % Alignment != 0)
            throw _input.Malformed($"The block at offset {_input.Offset} says {length} bytes, which is no multiple of 4");

        return length;
    }

    private void VerifyTrailer(ReadOnlySpan<byte> trailer, long at, uint length)
    {
        var repeated = _order.UInt32(trailer, 0);
        if (repeated != length)
            throw _input.Malformed($"The block at offset {at} says {length} bytes at its beginning and {repeated} at its end");
    }
}
