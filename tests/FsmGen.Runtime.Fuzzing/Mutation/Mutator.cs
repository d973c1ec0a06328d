using System.Numerics;

namespace FsmGen.Runtime.Fuzzing.Mutation;

/// <summary>Makes inputs: copies one of the corpus and damages it in up to eight ways; allocates nothing.</summary>
internal sealed class Mutator(Corpus corpus, ulong seed)
{
    /// <summary>Bytes of the longest input made: a datagram on Ethernet fits, and most lengths lie past the end.</summary>
    public const int MaximumLength = 2048;

    private const int Kinds = 10;

    private readonly byte[] _input = new byte[MaximumLength];
    private int _length;
    private SplitMix64 _random = new(seed);

    /// <summary>The next input; the span is good until the next call.</summary>
    public ReadOnlySpan<byte> Next()
    {
        var original = Pick();
        original.CopyTo(_input);
        _length = original.Length;

        // One change in half of the inputs, two in a quarter, and so on.
        var changes = 1 + Math.Min(7, BitOperations.TrailingZeroCount(_random.Next()));
        for (; changes > 0; changes--)
            Change();

        return _input.AsSpan(0, _length);
    }

    /// <summary>One of two ways with equal odds.</summary>
    public bool Toss() => (long)_random.Next() < 0;

    private void Change()
    {
        var kind = _random.Next(Kinds);
        if (_length == 0)
            kind = 0;

        switch (kind)
        {
            case 0: Extend(); break;
            case 1: _length = _random.Next(_length); break;
            case 2: Splice(); break;
            case 3: Move(); break;
            case 4: _input[At()] ^= (byte)(1 << _random.Next(8)); break;
            case 5: _input[At()] = (byte)_random.Next(256); break;
            case 6: _input[At()] += (byte)(_random.Next(2) * 2 - 1); break;
            case 7: Put(At(), InterestingValues.Pick(ref _random)); break;
            case 8: Put(At(), Lie()); break;
            default: PutNibble(At(), Lie() / 4); break;
        }
    }

    private int At() => _random.Next(_length);

    private ReadOnlySpan<byte> Pick() => corpus[_random.Next(corpus.Count)];

    /// <summary>Appends up to 64 bytes: zeros, ones or any.</summary>
    private void Extend()
    {
        var tail = _input.AsSpan(_length, Math.Min(1 + _random.Next(64), MaximumLength - _length));
        if (Toss())
        {
            tail.Fill((byte)(Toss() ? 0 : 0xFF));
        }
        else
        {
            foreach (ref var value in tail)
                value = (byte)_random.Next();
        }

        _length += tail.Length;
    }

    /// <summary>Goes on as another of the corpus does, at the same place or at any.</summary>
    private void Splice()
    {
        var other = Pick();
        var at = At();
        var from = Toss() ? Math.Min(at, other.Length) : _random.Next(other.Length + 1);
        var tail = other[from..Math.Min(other.Length, from + MaximumLength - at)];
        tail.CopyTo(_input.AsSpan(at));
        _length = at + tail.Length;
    }

    /// <summary>Moves all from some place on, over bytes before it or away from them: a part goes, or comes twice.</summary>
    private void Move()
    {
        var from = At();
        var to = Math.Clamp(from + _random.Next(33) - 16, 0, MaximumLength);
        var count = Math.Min(_length - from, MaximumLength - to);
        _input.AsSpan(from, count).CopyTo(_input.AsSpan(to));
        _length = to + count;
    }

    /// <summary>What a length field might say, from the whole input to the rest from some place on, or nearly so.</summary>
    private int Lie() => Math.Max(0, (Toss() ? _length : _length - At()) + _random.Next(5) - 2);

    /// <summary>Puts a number of one, two or four bytes in either byte order, as far as it lies inside.</summary>
    private void Put(int at, int value)
    {
        var size = 1 << _random.Next(3);
        var isBigEndian = Toss();
        for (var i = 0; i < size && at + i < _length; i++)
            _input[at + i] = (byte)(value >> 8 * (isBigEndian ? size - 1 - i : i));
    }

    /// <summary>Puts four bits: both IP and TCP count the words of their header so.</summary>
    private void PutNibble(int at, int value) =>
        _input[at] = (byte)(Toss() ? _input[at] & 0x0F | value << 4 : _input[at] & 0xF0 | value & 0x0F);
}
