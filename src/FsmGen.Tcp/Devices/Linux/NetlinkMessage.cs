using System.Runtime.InteropServices;
using FsmGen.Runtime.Packets;

namespace FsmGen.Tcp.Devices.Linux;

/// <summary>A message to the routing tables of Linux, see netlink(7) and rtnetlink(7); numbers are in host order.</summary>
/// <remarks><code>
///  0         4      6       8      12      16
/// +---------+------+-------+------+-------+-----------------+-------------------------+--
/// | length  | type | flags | seq. | port  | fields by type  | length, type, attribute | …
/// +---------+------+-------+------+-------+-----------------+-------------------------+--
/// </code></remarks>
internal ref struct NetlinkMessage
{
    public const int MaximumLength = 256;
    public const ushort NewAddress = 20;
    public const ushort NewRoute = 24;

    private const int HeaderLength = 16;
    private const int AttributeHeaderLength = 4;
    private const int TypeField = 4;
    private const int FlagsField = 6;
    private const ushort Error = 2;

    // NLM_F_REQUEST, NLM_F_ACK, NLM_F_EXCL and NLM_F_CREATE: an entry that exists already is an error.
    private const ushort Flags = 0x1 | 0x4 | 0x200 | 0x400;

    private readonly Span<byte> _buffer;
    private int _length;

    /// <summary>Begins a message in a buffer of <see cref="MaximumLength"/> bytes.</summary>
    public NetlinkMessage(Span<byte> buffer, ushort type, ReadOnlySpan<byte> fields)
    {
        buffer.Clear();
        _buffer = buffer;
        MemoryMarshal.Write(buffer[TypeField..], type);
        MemoryMarshal.Write(buffer[FlagsField..], Flags);
        fields.CopyTo(buffer[HeaderLength..]);
        _length = HeaderLength + fields.Length;
    }

    /// <summary>The message as it is to be sent.</summary>
    public readonly Span<byte> Bytes
    {
        get
        {
            MemoryMarshal.Write(_buffer, _length);
            return _buffer[.._length];
        }
    }

    public void Add(ushort type, int number) => MemoryMarshal.Write(BeginAttribute(type, sizeof(int)), number);

    public void Add(ushort type, IpAddress address)
    {
        if (address.IsIpv4)
            ((Ipv4Address)address).Write(BeginAttribute(type, Ipv4Address.Length));
        else
            ((Ipv6Address)address).Write(BeginAttribute(type, Ipv6Address.Length));
    }

    /// <summary>Reads the kernel's answer: zero if it did what we asked for.</summary>
    public static Errno ReadAnswer(ReadOnlySpan<byte> answer) =>
        answer.Length >= HeaderLength + sizeof(int) && MemoryMarshal.Read<ushort>(answer[TypeField..]) == Error
            ? (Errno)(-MemoryMarshal.Read<int>(answer[HeaderLength..]))
            : Errno.InputOutput;

    // All attributes here are multiples of four bytes long, as the next one has to begin at such a place.
    private Span<byte> BeginAttribute(ushort type, int length)
    {
        var attribute = _buffer.Slice(_length, AttributeHeaderLength + length);
        MemoryMarshal.Write(attribute, (ushort)attribute.Length);
        MemoryMarshal.Write(attribute[sizeof(ushort)..], type);
        _length += attribute.Length;
        return attribute[AttributeHeaderLength..];
    }
}
