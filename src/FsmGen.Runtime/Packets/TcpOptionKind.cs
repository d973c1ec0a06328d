namespace FsmGen.Runtime.Packets;

/// <summary>What a TCP option is about: the IANA "TCP Option Kind Numbers"; RFC 9293 section 3.1.</summary>
/// <remarks>Any byte is a valid value. All but the first two have a length byte, also those that are yet to be invented (MUST-68).</remarks>
public enum TcpOptionKind : byte
{
    /// <summary>The options end here; one byte. What follows is padding.</summary>
    EndOfList = 0,

    /// <summary>Nothing; one byte, to align the option behind it.</summary>
    NoOperation = 1,

    /// <summary>The most data the sender takes in one segment; 4 bytes, RFC 9293 section 3.7.1.</summary>
    MaximumSegmentSize = 2,

    /// <summary>By how many bits the sender shifts its windows; 3 bytes, RFC 7323 section 2.2.</summary>
    WindowScale = 3,

    /// <summary>The sender understands <see cref="Sack"/>; 2 bytes, RFC 2018 section 2.</summary>
    SackPermitted = 4,

    /// <summary>Data that has come out of order; 2 bytes and 8 for each of one to four blocks, RFC 2018 section 3.</summary>
    Sack = 5,

    /// <summary>The sender's clock, and an echo of the receiver's; 10 bytes, RFC 7323 section 3.2.</summary>
    Timestamps = 8,

    /// <summary>A keyed digest of the segment; 18 bytes, RFC 2385 section 3, replaced by <see cref="Authentication"/>.</summary>
    Md5Signature = 19,

    /// <summary>How long the sender keeps a connection without progress; 4 bytes, RFC 5482 section 3.</summary>
    UserTimeout = 28,

    /// <summary>Keys and a message authentication code; 4 bytes and more, RFC 5925 section 2.2.</summary>
    Authentication = 29,

    /// <summary>A cookie, or the wish for one; 2 bytes, or 6 to 18 of even length, RFC 7413 section 4.1.1.</summary>
    FastOpen = 34,
}
