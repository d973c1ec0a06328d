using System.Buffers.Binary;
using System.Globalization;

namespace FsmGen.Runtime.Packets;

/// <summary>An IPv4 address, RFC 791 section 3.2: 32 bits, the most significant eight first in the dotted form.</summary>
public readonly record struct Ipv4Address
{
    /// <summary>Bytes of an address on the wire.</summary>
    public const int Length = 4;

    private const int Parts = 4;

    /// <summary>Makes an address from its 32 bits.</summary>
    /// <param name="value">The bits in the byte order of this machine: 0x7F000001 is 127.0.0.1.</param>
    public Ipv4Address(uint value) => Value = value;

    /// <summary>The 32 bits, in the byte order of this machine: 127.0.0.1 is 0x7F000001.</summary>
    public uint Value { get; }

    /// <summary>Makes an address from its 32 bits: 0x7F000001 is 127.0.0.1.</summary>
    public static explicit operator Ipv4Address(uint value) => new(value);

    /// <summary>Gives the 32 bits: 0x7F000001 for 127.0.0.1.</summary>
    public static explicit operator uint(Ipv4Address address) => address.Value;

    /// <summary>Reads the 4 bytes that stand in a header, most significant first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The span is shorter than <see cref="Length"/>.</exception>
    public static Ipv4Address Read(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt32BigEndian(bytes));

    /// <summary>Writes the 4 bytes that stand in a header, most significant first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The span is shorter than <see cref="Length"/>.</exception>
    public void Write(Span<byte> bytes) => BinaryPrimitives.WriteUInt32BigEndian(bytes, Value);

    /// <summary>Reads the dotted form, as <see cref="TryParse"/> does.</summary>
    /// <exception cref="FormatException">The text is not an address in dotted form.</exception>
    public static Ipv4Address Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out var address) ? address : throw new FormatException($"'{text}' is not a dotted IPv4 address");

    /// <summary>Reads the dotted form: four decimal numbers from 0 to 255, and nothing else.</summary>
    /// <remarks>
    /// Leading zeros are refused because readers disagree on whether they mean octal (RFC 6943 section 3.1.1); so are
    /// short forms such as <c>127.1</c>.
    /// </remarks>
    public static bool TryParse(ReadOnlySpan<char> text, out Ipv4Address address)
    {
        address = default;
        var value = 0u;

        for (var part = 1; part <= Parts; part++)
        {
            var length = part < Parts ? text.IndexOf('.') : text.Length;
            if (length < 0 || !TryParsePart(text[..length], out var bits))
                return false;

            value = value << 8 | bits;
            if (part < Parts)
                text = text[(length + 1)..];
        }

        address = new Ipv4Address(value);
        return true;
    }

    /// <summary>The dotted form, such as <c>192.0.2.1</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Value >> 24}.{Value >> 16 & 255}.{Value >> 8 & 255}.{Value & 255}");

    private static bool TryParsePart(ReadOnlySpan<char> text, out byte bits)
    {
        bits = 0;
        return (text is ['0'] or [not '0', ..])
            && byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out bits);
    }
}
