namespace FsmGen.Runtime.Captures;

/// <summary>The bytes of a classic pcap file, draft-ietf-opsawg-pcap sections 4 and 5.</summary>
internal static class PcapLayout
{
    public const uint MicrosecondMagic = 0xA1B2_C3D4, NanosecondMagic = 0xA1B2_3C4D;
    public const ushort MajorVersion = 2, MinorVersion = 4;

    //   byte  0           1           2           3
    //      ┌───────────────────────────────────────────────┐
    //    0 │ magic: byte order, and the unit of stamps     │
    //      ├───────────────────────┬───────────────────────┤
    //    4 │ major version         │ minor version         │
    //      ├───────────────────────┴───────────────────────┤
    //    8 │ two fields out of use, zero                   │
    //      ├───────────────────────────────────────────────┤
    //   16 │ longest packet                                │
    //      ├───────────────────────────────────────────────┤
    //   20 │ link type; the upper 16 bits tell of checksums│
    //      └───────────────────────────────────────────────┘
    public static class FileHeader
    {
        public const int Length = 24;
        public const int Magic = 0, MajorVersion = 4, MinorVersion = 6, MaximumLength = 16, LinkType = 20;
    }

    //   byte  0           1           2           3
    //      ┌───────────────────────────────────────────────┐
    //    0 │ seconds                                       │
    //      ├───────────────────────────────────────────────┤
    //    4 │ microseconds or nanoseconds                   │
    //      ├───────────────────────────────────────────────┤
    //    8 │ bytes in the file                             │
    //      ├───────────────────────────────────────────────┤
    //   12 │ bytes on the wire                             │
    //      └───────────────────────────────────────────────┘
    public static class PacketHeader
    {
        public const int Length = 16;
        public const int Seconds = 0, Fraction = 4, CapturedLength = 8, OriginalLength = 12;
    }
}
