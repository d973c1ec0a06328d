using System.Numerics;
using System.Security.Cryptography;
using System.Runtime.InteropServices;

namespace FsmGen.Tcp.Stack;

/// <summary>SipHash-2-4 (Aumasson and Bernstein 2012) over whole 64-bit words: who does not know the key cannot make hashes collide.</summary>
internal readonly struct SipHash
{
    private readonly ulong _key0;
    private readonly ulong _key1;

    public SipHash(ulong key0, ulong key1) => (_key0, _key1) = (key0, key1);

    /// <summary>A hash with a key that nobody can guess.</summary>
    public static SipHash Random()
    {
        Span<ulong> key = stackalloc ulong[2];
        RandomNumberGenerator.Fill(MemoryMarshal.AsBytes(key));
        return new(key[0], key[1]);
    }

    /// <summary>Hashes words as the algorithm hashes their bytes in little-endian order.</summary>
    public ulong Of(ReadOnlySpan<ulong> words)
    {
        var (v0, v1) = (_key0 ^ 0x736f6d6570736575, _key1 ^ 0x646f72616e646f6d);
        var (v2, v3) = (_key0 ^ 0x6c7967656e657261, _key1 ^ 0x7465646279746573);

        foreach (var word in words)
            Compress(word, ref v0, ref v1, ref v2, ref v3);
        Compress((ulong)words.Length * sizeof(ulong) << 56, ref v0, ref v1, ref v2, ref v3);

        v2 ^= 0xFF;
        for (var i = 0; i < 4; i++)
            Round(ref v0, ref v1, ref v2, ref v3);

        return v0 ^ v1 ^ v2 ^ v3;
    }

    private static void Compress(ulong word, ref ulong v0, ref ulong v1, ref ulong v2, ref ulong v3)
    {
        v3 ^= word;
        Round(ref v0, ref v1, ref v2, ref v3);
        Round(ref v0, ref v1, ref v2, ref v3);
        v0 ^= word;
    }

    private static void Round(ref ulong v0, ref ulong v1, ref ulong v2, ref ulong v3)
    {
        v0 += v1;
        v2 += v3;
        v1 = BitOperations.RotateLeft(v1, 13) ^ v0;
        v3 = BitOperations.RotateLeft(v3, 16) ^ v2;
        v0 = BitOperations.RotateLeft(v0, 32);
        v2 += v1;
        v0 += v3;
        v1 = BitOperations.RotateLeft(v1, 17) ^ v2;
        v3 = BitOperations.RotateLeft(v3, 21) ^ v0;
        v2 = BitOperations.RotateLeft(v2, 32);
    }
}
