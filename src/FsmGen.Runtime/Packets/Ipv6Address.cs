using System.Buffers;
using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace FsmGen.Runtime.Packets;

/// <summary>An IPv6 address without a zone, RFC 4291 section 2: 128 bits.</summary>
public readonly record struct Ipv6Address
{
    /// <summary>Bytes of an address on the wire.</summary>
    public const int Length = 16;

    private static readonly SearchValues<char> Allowed = SearchValues.Create("0123456789abcdefABCDEF:.");

    // Not a UInt128: that is aligned to 16 bytes, which would make an IpAddress 32 bytes long instead of 24.
    private readonly ulong _high;
    private readonly ulong _low;

    /// <summary>Makes an address from its 128 bits.</summary>
    /// <param name="value">The bits in the byte order of this machine: 1 is ::1.</param>
    public Ipv6Address(UInt128 value) => (_high, _low) = ((ulong)(value >> 64), (ulong)value);

    private Ipv6Address(ulong high, ulong low) => (_high, _low) = (high, low);

    /// <summary>The 128 bits, in the byte order of this machine: ::1 is 1.</summary>
    public UInt128 Value => new(_high, _low);

    /// <summary>The four words of 32 bits added up, which a checksum folds; no carry is lost.</summary>
    internal ulong WordSum => (_high >> 32) + (uint)_high + (_low >> 32) + (uint)_low;

    /// <summary>Reads the 16 bytes that stand in a header, most significant first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The span is shorter than <see cref="Length"/>.</exception>
    public static Ipv6Address Read(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[sizeof(ulong)..]));

    /// <summary>Writes the 16 bytes that stand in a header, most significant first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The span is shorter than <see cref="Length"/>.</exception>
    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64BigEndian(bytes[sizeof(ulong)..], _low);
        BinaryPrimitives.WriteUInt64BigEndian(bytes, _high);
    }

    /// <summary>Reads the text form, as <see cref="TryParse"/> does.</summary>
    /// <exception cref="FormatException">The text is not an IPv6 address.</exception>
    public static Ipv6Address Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out var address) ? address : throw new FormatException($"'{text}' is not an IPv6 address");

    /// <summary>Reads the text form of RFC 4291 section 2.2: no brackets, prefix length or zone.</summary>
    /// <remarks>Text is read and written by <see cref="IPAddress"/>, which allocates.</remarks>
    public static bool TryParse(ReadOnlySpan<char> text, out Ipv6Address address)
    {
        address = default;
        if (text.ContainsAnyExcept(Allowed)
            || !IPAddress.TryParse(text, out var parsed)
            || parsed.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[Length];
        parsed.TryWriteBytes(bytes, out _);
        address = Read(bytes);
        return true;
    }

    /// <summary>The shortest text, as <see cref="IPAddress"/> has it, such as <c>2001:db8::1</c>.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Length];
        Write(bytes);
        return new IPAddress(bytes).ToString();
    }
}
