namespace FsmGen.Runtime.Captures;

/// <summary>What a pcapng section says about one interface that packets were captured on.</summary>
internal readonly struct PcapngInterface
{
    private const int NanosecondsPerSecond = 1_000_000_000;
    private const int NanosecondDigits = 9, MostDigits = 38;

    private readonly UInt128 _nanoseconds, _units;
    private readonly long _offset;

    /// <summary>Describes an interface.</summary>
    /// <param name="linkType">What packets begin with.</param>
    /// <param name="maximumLength">The longest packet that was captured whole, in bytes; 0 if any was.</param>
    /// <param name="resolution">The option if_tsresol: units of 10^-n seconds, or of 2^-n if the upper bit is set.</param>
    /// <param name="offset">The option if_tsoffset: seconds to be added to each stamp.</param>
    public PcapngInterface(LinkType linkType, uint maximumLength, byte resolution, long offset)
    {
        (LinkType, MaximumLength, _offset) = (linkType, maximumLength, offset);

        // So many nanoseconds are so many units.
        var digits = resolution & 0x7F;
        (_nanoseconds, _units) = resolution > digits ? (NanosecondsPerSecond, UInt128.One << digits)
            : digits <= NanosecondDigits ? (PowerOfTen(NanosecondDigits - digits), UInt128.One)
            : (UInt128.One, PowerOfTen(digits - NanosecondDigits));
    }

    public LinkType LinkType { get; }

    public uint MaximumLength { get; }

    /// <summary>The time that a stamp means; what is less than a nanosecond is dropped.</summary>
    public CaptureTime TimeOf(ulong stamp) =>
        new((Int128)(stamp * _nanoseconds / _units) + (Int128)_offset * NanosecondsPerSecond);

    // No stamp has more than 20 digits: units that are finer than 10^-38 nanoseconds make zero of it in any case.
    private static UInt128 PowerOfTen(int exponent)
    {
        var power = UInt128.One;
        for (var i = Math.Min(exponent, MostDigits); i > 0; i--)
            power *= 10u;

        return power;
    }
}
