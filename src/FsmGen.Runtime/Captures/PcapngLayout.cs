namespace FsmGen.Runtime.Captures;

/// <summary>The bytes of a pcapng file, draft-ietf-opsawg-pcapng sections 3 and 4.</summary>
internal static class PcapngLayout
{
    public const int Alignment = 4;

    /// <summary>Bytes up to the next multiple of four.</summary>
    public static int PaddingAfter(int length) => -length & Alignment - 1;

    //   byte  0           1           2           3
    //      ┌───────────────────────────────────────────────┐
    //    0 │ type                                          │
    //      ├───────────────────────────────────────────────┤
    //    4 │ length of the whole block, a multiple of 4    │
    //      ├───────────────────────────────────────────────┤
    //    8 │ fields of the type, then options              │
    //      ├───────────────────────────────────────────────┤
    //   -4 │ length again                                  │
    //      └───────────────────────────────────────────────┘
    public static class Block
    {
        public const int MinimumLength = 12, TrailerLength = 4;
        public const int Type = 0, Length = 4;
    }

    //      ┌───────────────────────────────────────────────┐
    //    8 │ byte-order magic                              │
    //      ├───────────────────────┬───────────────────────┤
    //   12 │ major version         │ minor version         │
    //      ├───────────────────────┴───────────────────────┤
    //   16 │ bytes of the section, -1: not known           │
    //      │                                               │
    //      └───────────────────────────────────────────────┘
    public static class SectionHeader
    {
        public const uint Type = 0x0A0D_0D0A, Magic = 0x1A2B_3C4D;
        public const ushort CurrentMajorVersion = 1;
        public const int MinimumLength = 28;
        public const int ByteOrderMagic = 8, MajorVersion = 12, MinorVersion = 14, SectionLength = 16;
    }

    //      ┌───────────────────────┬───────────────────────┐
    //    8 │ link type             │ reserved              │
    //      ├───────────────────────┴───────────────────────┤
    //   12 │ longest packet, 0: no limit                   │
    //      └───────────────────────────────────────────────┘
    public static class InterfaceDescription
    {
        public const uint Type = 1;
        public const int MinimumLength = 20;
        public const int LinkType = 8, MaximumLength = 12, Options = 16;
    }

    //      ┌───────────────────────────────────────────────┐
    //    8 │ interface                                     │   16 bits in a Packet Block, and 16 of dropped packets
    //      ├───────────────────────────────────────────────┤
    //   12 │ timestamp, upper half                         │
    //      ├───────────────────────────────────────────────┤
    //   16 │ timestamp, lower half                         │
    //      ├───────────────────────────────────────────────┤
    //   20 │ bytes in the file                             │
    //      ├───────────────────────────────────────────────┤
    //   24 │ bytes on the wire                             │
    //      ├───────────────────────────────────────────────┤
    //   28 │ packet, padded to a multiple of 4             │
    //      └───────────────────────────────────────────────┘
    public static class EnhancedPacket
    {
        public const uint Type = 6, ObsoletePacketType = 2;
        public const int MinimumLength = 32;
        public const int Interface = 8, TimestampHigh = 12, TimestampLow = 16;
        public const int CapturedLength = 20, OriginalLength = 24, Data = 28;
    }

    //      ┌───────────────────────────────────────────────┐
    //    8 │ bytes on the wire                             │
    //      ├───────────────────────────────────────────────┤
    //   12 │ packet, padded to a multiple of 4             │
    //      └───────────────────────────────────────────────┘
    public static class SimplePacket
    {
        public const uint Type = 3;
        public const int MinimumLength = 16;
        public const int OriginalLength = 8, Data = 12;
    }

    //   byte  0           1           2           3
    //      ┌───────────────────────┬───────────────────────┐
    //    0 │ code, 0: no more      │ length of the value   │
    //      ├───────────────────────┴───────────────────────┤
    //    4 │ value, padded to a multiple of 4              │
    //      └───────────────────────────────────────────────┘
    public static class Option
    {
        public const ushort EndOfOptions = 0, Comment = 1;
        public const ushort InterfaceName = 2, TimestampResolution = 9, TimestampOffset = 14;
        public const int HeaderLength = 4;
        public const int Code = 0, Length = 2;
    }
}
