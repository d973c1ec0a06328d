using FsmGen.Runtime.Packets;

namespace FsmGen.Tcp.Simulation;

/// <summary>What one direction of a link is like; the default loses nothing and takes no time.</summary>
public sealed record LinkOptions
{
    /// <summary>The longest <see cref="Delay"/>, <see cref="Jitter"/> and <see cref="ReorderingDelay"/>: a day.</summary>
    public static readonly TimeSpan LongestDelay = TimeSpan.FromDays(1);

    /// <summary>Bits of IP packets per second, or null if sending takes no time.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive.</exception>
    public long? Bandwidth
    {
        get;
        init
        {
            if (value is { } bandwidth)
                ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bandwidth, nameof(Bandwidth));

            field = value;
        }
    }

    /// <summary>The time from the last bit's leaving to its arrival.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, or more than <see cref="LongestDelay"/>.</exception>
    public TimeSpan Delay { get; init => field = Checked(value, nameof(Delay)); }

    /// <summary>Up to so much is added to <see cref="Delay"/>, for each packet anew; packets stay in order.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, or more than <see cref="LongestDelay"/>.</exception>
    public TimeSpan Jitter { get; init => field = Checked(value, nameof(Jitter)); }

    /// <summary>Bytes that may wait behind the packet that is just being sent; what does not fit is dropped (drop-tail).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int QueueLength
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(QueueLength));
            field = value;
        }
    }

    = 100 * DefaultMtu;

    /// <summary>Bytes of the longest IP packet that the link takes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 68, RFC 791's minimum, or more than 65575.</exception>
    public int Mtu
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, MinimumMtu, nameof(Mtu));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, MaximumMtu, nameof(Mtu));
            field = value;
        }
    }

    = DefaultMtu;

    /// <summary>The probability, 0 to 1, that a packet is lost after it was sent.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is no probability.</exception>
    public double Loss { get; init => field = Checked(value, nameof(Loss)); }

    /// <summary>The probability, 0 to 1, that a packet arrives twice.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is no probability.</exception>
    public double Duplication { get; init => field = Checked(value, nameof(Duplication)); }

    /// <summary>The probability, 0 to 1, that a packet arrives later by <see cref="ReorderingDelay"/>; others overtake it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is no probability.</exception>
    public double Reordering { get; init => field = Checked(value, nameof(Reordering)); }

    /// <summary>How much later packets arrive that are to be overtaken.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, or more than <see cref="LongestDelay"/>.</exception>
    public TimeSpan ReorderingDelay { get; init => field = Checked(value, nameof(ReorderingDelay)); } = TimeSpan.FromMilliseconds(10);

    /// <summary>The probability, 0 to 1, that one bit of a packet is flipped: one that a checksum covers, so that it is noticed.</summary>
    /// <remarks>
    /// One bit changes a sum of 16-bit words in ones' complement by a power of two, which is never zero: no corrupted
    /// segment passes for a good one. Of the headers of IP, only what their own or the TCP checksum covers is touched.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is no probability.</exception>
    public double Corruption { get; init => field = Checked(value, nameof(Corruption)); }

    internal const int MaximumMtu = ushort.MaxValue + Ipv6Header.Length;

    private const int MinimumMtu = 68, DefaultMtu = 1500;

    private static TimeSpan Checked(TimeSpan delay, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(delay, LongestDelay, name);
        return delay;
    }

    private static double Checked(double probability, string name) => probability is >= 0 and <= 1
        ? probability
        : throw new ArgumentOutOfRangeException(name, probability, "A probability is from 0 to 1");
}
