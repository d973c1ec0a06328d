using CsCheck;

namespace FsmGen.Runtime.Tests.Packets;

/// <summary>Option lists as bytes: known kinds with right and wrong lengths, unknown ones, padding.</summary>
internal static class OptionSamples
{
    private static readonly Gen<byte[]> WellKnown = Gen.OneOf(
        Option(2, 2), Option(3, 1), Option(4, 0), Option(5, 8), Option(5, 16), Option(5, 24), Option(8, 8), Option(19, 16),
        Option(28, 2), Option(29, 2), Option(29, 14), Option(34, 0), Option(34, 4), Option(34, 8), Option(34, 16),
        Gen.Const<byte[]>([1]));

    private static readonly Gen<byte[]> Any =
        from kind in Gen.Byte[2, 255]
        from data in Gen.Byte.Array[0, 20]
        select (byte[])[kind, (byte)(data.Length + 2), .. data];

    private static readonly Gen<byte[]> Unassigned =
        from kind in Gen.Byte[200, 252]
        from data in Gen.Byte.Array[0, 20]
        select (byte[])[kind, (byte)(data.Length + 2), .. data];

    /// <summary>Lists of up to 40 bytes, a multiple of four, that are well-formed.</summary>
    public static readonly Gen<byte[]> Lists = From(Gen.Frequency((6, WellKnown), (2, Any)));

    /// <summary>The same with only such lengths as the options' RFCs give them, on which all readers agree.</summary>
    public static readonly Gen<byte[]> UndisputedLists = From(Gen.Frequency((6, WellKnown), (1, Unassigned)));

    private static Gen<byte[]> From(Gen<byte[]> option) =>
        from options in option.Array[0, 8]
        from padding in Gen.Byte
        select Fit(options, padding);

    private static Gen<byte[]> Option(byte kind, int length) =>
        Gen.Byte.Array[length].Select(data => (byte[])[kind, (byte)(length + 2), .. data]);

    // As many as fit; what is left of the last word is no-operations, or the end of the list and whatever comes behind it.
    private static byte[] Fit(byte[][] options, byte padding)
    {
        var list = new List<byte>();
        foreach (var option in options.Where(option => list.Count + option.Length <= 40))
            list.AddRange(option);

        var isEnded = padding % 2 == 0;
        while (list.Count % 4 != 0)
        {
            list.Add(isEnded ? (byte)0 : (byte)1);
            while (isEnded && list.Count % 4 != 0)
                list.Add(padding);
        }

        return [.. list];
    }
}
