using System.Runtime.Intrinsics;

namespace FsmGen.Runtime.Packets;

/// <summary>The operations of one vector register that a sum needs; every lane has 64 bits and wraps around.</summary>
internal interface IVectorWidth<TVector>
{
    static abstract TVector Add(TVector left, TVector right);

    static abstract TVector And(TVector left, TVector right);

    /// <summary>The upper 32 bits of every lane.</summary>
    static abstract TVector High(TVector value);

    /// <summary>All lanes together.</summary>
    static abstract ulong Reduce(TVector value);
}

internal readonly struct Width128 : IVectorWidth<Vector128<ulong>>
{
    public static Vector128<ulong> Add(Vector128<ulong> left, Vector128<ulong> right) => left + right;

    public static Vector128<ulong> And(Vector128<ulong> left, Vector128<ulong> right) => left & right;

    public static Vector128<ulong> High(Vector128<ulong> value) => value >>> 32;

    public static ulong Reduce(Vector128<ulong> value) => Vector128.Sum(value);
}

internal readonly struct Width256 : IVectorWidth<Vector256<ulong>>
{
    public static Vector256<ulong> Add(Vector256<ulong> left, Vector256<ulong> right) => left + right;

    public static Vector256<ulong> And(Vector256<ulong> left, Vector256<ulong> right) => left & right;

    public static Vector256<ulong> High(Vector256<ulong> value) => value >>> 32;

    public static ulong Reduce(Vector256<ulong> value) => Vector256.Sum(value);
}

internal readonly struct Width512 : IVectorWidth<Vector512<ulong>>
{
    public static Vector512<ulong> Add(Vector512<ulong> left, Vector512<ulong> right) => left + right;

    public static Vector512<ulong> And(Vector512<ulong> left, Vector512<ulong> right) => left & right;

    public static Vector512<ulong> High(Vector512<ulong> value) => value >>> 32;

    public static ulong Reduce(Vector512<ulong> value) => Vector512.Sum(value);
}
