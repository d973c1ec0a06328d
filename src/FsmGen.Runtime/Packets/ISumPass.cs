using System.Runtime.CompilerServices;

namespace FsmGen.Runtime.Packets;

/// <summary>What happens to bytes on the way into a sum; a type, so that every loop is compiled once for each.</summary>
internal interface ISumPass
{
    /// <summary>Reads a value at an offset in bytes, of any alignment.</summary>
    static abstract T Take<T>(ref byte source, ref byte destination, nuint offset)
        where T : struct;
}

/// <summary>Only reads.</summary>
internal readonly struct SumOnly : ISumPass
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Take<T>(ref byte source, ref byte destination, nuint offset)
        where T : struct => Unsafe.ReadUnaligned<T>(ref Unsafe.Add(ref source, offset));
}

/// <summary>Writes what it reads to the same offset of the destination.</summary>
internal readonly struct SumAndCopy : ISumPass
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Take<T>(ref byte source, ref byte destination, nuint offset)
        where T : struct
    {
        var value = Unsafe.ReadUnaligned<T>(ref Unsafe.Add(ref source, offset));
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref destination, offset), value);
        return value;
    }
}
