using System.Text;
using CsCheck;

namespace FsmGen.Runtime.Tests.Captures;

/// <summary>A packet of a capture that stays when the reader goes on.</summary>
internal sealed record Captured(CaptureTime Time, LinkType LinkType, string Data, uint OriginalLength, string Comment = "")
{
    public static readonly Gen<Captured> Any =
        from time in Gen.Long[0, (1L << 32) * 1_000_000_000 - 1]
        from data in Gen.Frequency((20, Gen.Byte.Array[0, 60]), (1, Gen.Byte.Array[0, 70_000]))
        from lost in Gen.Frequency((3, Gen.Const(0u)), (1, Gen.UInt[0, uint.MaxValue - 70_000]))
        from comment in Gen.Frequency((2, Gen.Const("")), (1, Gen.String))
        select new Captured(
            new(time),
            LinkType.Raw,
            Convert.ToHexString(data),
            (uint)data.Length + lost,
            Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(comment))); // a lone surrogate has no UTF-8

    public static Captured Of(in CapturedPacket packet) => new(
        packet.Timestamp,
        packet.LinkType,
        Convert.ToHexString(packet.Data),
        packet.OriginalLength,
        Encoding.UTF8.GetString(packet.Comment));

    /// <summary>All packets of a file, to its clean end.</summary>
    public static List<Captured> ReadAll(Stream file)
    {
        using var reader = CaptureReader.Open(file);
        var packets = new List<Captured>();
        while (reader.TryRead(out var packet))
            packets.Add(Of(packet));

        return packets;
    }

    public static List<Captured> ReadAll(byte[] file) => ReadAll(new MemoryStream(file));

    /// <summary>The packets before what is wrong with a file, and what the reader says of it.</summary>
    public static (int Packets, string Failure) ReadBroken(byte[] file)
    {
        var packets = 0;
        try
        {
            using var reader = CaptureReader.Open(new MemoryStream(file));
            while (reader.TryRead(out _))
                packets++;
        }
        catch (InvalidDataException e)
        {
            return (packets, e.Message);
        }

        throw Xunit.Sdk.FailException.ForFailure("Nothing is wrong with the file");
    }

    /// <summary>The packet as a reader would give it.</summary>
    public CapturedPacket ToCaptured() => new()
    {
        Timestamp = Time,
        LinkType = LinkType,
        Data = Convert.FromHexString(Data),
        OriginalLength = OriginalLength,
        Comment = Encoding.UTF8.GetBytes(Comment),
    };
}
