using System.Buffers.Binary;
using System.Numerics;

namespace FsmGen.Tcp;

/// <summary>SipHash-2-4: a keyed hash for short input, by J.-P. Aumasson and D. J. Bernstein (2012).</summary>
internal sealed class SipHash
{
    /// <summary>Bytes of a key.</summary>
    public const int KeyLength = 16;

    private readonly ulong _key0;
    private readonly ulong _key1;

    public SipHash(ReadOnlySpan<byte> key) =>
        (_key0, _key1) = (BinaryPrimitives.ReadUInt64LittleEndian(key), BinaryPrimitives.ReadUInt64LittleEndian(key[8..]));

    /// <summary>Computes the hash of some bytes.</summary>
    public ulong Compute(ReadOnlySpan<byte> bytes)
    {
        // The four constants spell "somepseudorandomlygeneratedbytes".
        var state = new State
        {
            V0 = _key0 ^ 0x736f6d6570736575,
            V1 = _key1 ^ 0x646f72616e646f6d,
            V2 = _key0 ^ 0x6c7967656e657261,
            V3 = _key1 ^ 0x7465646279746573,
        };

        // The last word holds what is left over, and the length in its highest byte.
        var last = (ulong)bytes.Length << 56;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            state.Absorb(BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        for (var i = 0; i < bytes.Length; i++)
            last |= (ulong)bytes[i] << (8 * i);
        state.Absorb(last);

        state.V2 ^= 0xff;
        for (var i = 0; i < 4; i++)
            state.Round();
        return state.V0 ^ state.V1 ^ state.V2 ^ state.V3;
    }

    private struct State
    {
        public ulong V0;
        public ulong V1;
        public ulong V2;
        public ulong V3;

        public void Absorb(ulong word)
        {
            V3 ^= word;
            Round();
            Round();
            V0 ^= word;
        }

        public void Round()
        {
            V0 += V1;
            V1 = BitOperations.RotateLeft(V1, 13) ^ V0;
            V0 = BitOperations.RotateLeft(V0, 32);
            V2 += V3;
            V3 = BitOperations.RotateLeft(V3, 16) ^ V2;
            V0 += V3;
            V3 = BitOperations.RotateLeft(V3, 21) ^ V0;
            V2 += V1;
            V1 = BitOperations.RotateLeft(V1, 17) ^ V2;
            V2 = BitOperations.RotateLeft(V2, 32);
        }
    }
}
