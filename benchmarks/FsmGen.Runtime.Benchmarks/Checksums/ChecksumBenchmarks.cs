using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using BenchmarkDotNet.Attributes;
using FsmGen.Runtime.Packets;

namespace FsmGen.Runtime.Benchmarks.Checksums;

/// <summary>The checksum of a header, of a segment and of a large buffer, beside C and beside copying the same bytes.</summary>
public unsafe class ChecksumBenchmarks
{
    private byte[] _data = [], _copy = [];

    [Params(40, 1460, 65536)]
    public int Bytes { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _data = GC.AllocateArray<byte>(Bytes, pinned: true);
        _copy = GC.AllocateArray<byte>(Bytes, pinned: true);
        new Random(1071).NextBytes(_data);
        if (Sum() != C() || Sum() != NativeC() || Sum() != SumAndCopy() || Sum() != EightBytes())
            throw new InvalidOperationException("The sums differ");
    }

    [Benchmark(Baseline = true, Description = "FsmGen, sum")]
    public ushort Sum() => default(InternetChecksum).Add(_data).Value;

    [Benchmark(Description = "Span.CopyTo, no sum")]
    public void Copy() => _data.AsSpan().CopyTo(_copy);

    [Benchmark(Description = "FsmGen, copy and sum in one pass")]
    public ushort SumAndCopy() => default(InternetChecksum).CopyAndAdd(_data, _copy).Value;

    [Benchmark(Description = "Span.CopyTo, then FsmGen, sum")]
    public ushort CopyThenSum()
    {
        _data.AsSpan().CopyTo(_copy);
        return default(InternetChecksum).Add(_copy).Value;
    }

    [Benchmark(Description = "C, cc -O3")]
    public ushort C() => CChecksum.Plain((byte*)Unsafe.AsPointer(ref _data[0]), (nuint)_data.Length);

    [Benchmark(Description = "C, cc -O3 -march=native")]
    public ushort NativeC() => CChecksum.Native((byte*)Unsafe.AsPointer(ref _data[0]), (nuint)_data.Length);

    [Benchmark(Description = "C#, eight bytes at a time")]
    public ushort EightBytes()
    {
        ReadOnlySpan<byte> data = _data;
        var sum = 0ul;
        for (; data.Length >= sizeof(ulong); data = data[sizeof(ulong)..])
        {
            var word = BinaryPrimitives.ReadUInt64LittleEndian(data);
            sum += (uint)word + (word >> 32);
        }

        for (var i = 0; i < data.Length; i++)
            sum += (ulong)data[i] << (i % 2 * 8);
        while (sum > ushort.MaxValue)
            sum = (sum & ushort.MaxValue) + (sum >> 16);

        return BinaryPrimitives.ReverseEndianness((ushort)~sum);
    }
}
