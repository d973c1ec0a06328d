using System.Globalization;

namespace FsmGen.Runtime.Packets;

/// <summary>The number of one byte in a TCP stream; all arithmetic is modulo 2^32, RFC 9293 section 3.4.</summary>
/// <remarks>
/// <para>
/// The order is that of a circle: <c>a &lt; b</c> says that <c>b</c> lies ahead of <c>a</c> by less than 2^31. Numbers exactly
/// 2^31 apart have no order, and all four comparisons between them are false (RFC 1982 section 3.2 leaves them undefined).
/// A TCP window is at most 2^30 bytes, so numbers that belong to one connection at one time are never that far apart.
/// </para>
/// <para>
/// The order is not transitive over the whole circle, so the type is deliberately not <see cref="IComparable{T}"/>:
/// sort by distance from a common start instead. There is no implicit conversion, so that a plain <c>uint</c>
/// comparison cannot be written by accident.
/// </para>
/// </remarks>
public readonly record struct SequenceNumber
{
    /// <summary>Makes a sequence number from the 32 bits of a header field.</summary>
    /// <param name="value">The field, 0 to 2^32 - 1.</param>
    public SequenceNumber(uint value) => Value = value;

    /// <summary>The 32 bits as they stand in a header field.</summary>
    public uint Value { get; }

    /// <summary>Makes a sequence number from the 32 bits of a header field.</summary>
    public static explicit operator SequenceNumber(uint value) => new(value);

    /// <summary>Gives the 32 bits as they stand in a header field.</summary>
    public static explicit operator uint(SequenceNumber sequence) => sequence.Value;

    /// <summary>The number <paramref name="count"/> bytes ahead, modulo 2^32.</summary>
    public static SequenceNumber operator +(SequenceNumber sequence, uint count) => new(unchecked(sequence.Value + count));

    /// <summary>The number <paramref name="count"/> bytes ahead, or behind if it is negative, modulo 2^32.</summary>
    public static SequenceNumber operator +(SequenceNumber sequence, int count) => sequence + unchecked((uint)count);

    /// <summary>The number <paramref name="count"/> bytes behind, modulo 2^32.</summary>
    public static SequenceNumber operator -(SequenceNumber sequence, uint count) => new(unchecked(sequence.Value - count));

    /// <summary>The number <paramref name="count"/> bytes behind, or ahead if it is negative, modulo 2^32.</summary>
    public static SequenceNumber operator -(SequenceNumber sequence, int count) => sequence + unchecked(-count);

    /// <summary>The signed distance in bytes from <paramref name="right"/> to <paramref name="left"/>.</summary>
    /// <returns>Positive if <paramref name="left"/> lies ahead; <see cref="int.MinValue"/> if the two are 2^31 apart.</returns>
    public static int operator -(SequenceNumber left, SequenceNumber right) => unchecked((int)(left.Value - right.Value));

    /// <summary>Whether <paramref name="right"/> lies ahead of <paramref name="left"/> by less than 2^31.</summary>
    public static bool operator <(SequenceNumber left, SequenceNumber right) => right - left > 0;

    /// <summary>Whether <paramref name="left"/> lies ahead of <paramref name="right"/> by less than 2^31.</summary>
    public static bool operator >(SequenceNumber left, SequenceNumber right) => left - right > 0;

    /// <summary>Whether the two are equal or <paramref name="right"/> lies ahead by less than 2^31.</summary>
    public static bool operator <=(SequenceNumber left, SequenceNumber right) => right - left >= 0;

    /// <summary>Whether the two are equal or <paramref name="left"/> lies ahead by less than 2^31.</summary>
    public static bool operator >=(SequenceNumber left, SequenceNumber right) => left - right >= 0;

    /// <summary>Whether this is one of the <paramref name="size"/> numbers that begin with <paramref name="start"/>.</summary>
    /// <remarks>Unlike the order, this is exact for windows of any size; RFC 9293 section 3.4.</remarks>
    /// <param name="start">The first number in the window.</param>
    /// <param name="size">The size of the window in bytes; nothing lies in a window of size 0.</param>
    public bool IsInWindow(SequenceNumber start, uint size) => unchecked(Value - start.Value) < size;

    /// <summary>Whether this is one of the numbers from <paramref name="start"/> up to, but not including, <paramref name="end"/>.</summary>
    /// <remarks>Such as SND.UNA =&lt; SEG.SEQ &lt; SND.NXT, which RFC 5927 section 4.1 asks of the segment in an ICMP error.</remarks>
    /// <param name="start">The first number in the window.</param>
    /// <param name="end">The number behind the last one; nothing lies in a window that ends where it starts.</param>
    public bool IsInWindow(SequenceNumber start, SequenceNumber end) => IsInWindow(start, unchecked(end.Value - start.Value));

    /// <summary>The value in decimal, 0 to 4294967295.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
