using System.Buffers.Binary;
using CsCheck;

namespace FsmGen.Runtime.Tests.Packets;

public class InternetChecksumUpdateTests
{
    // Many words of zeros and of ones: only sums that come out as one of the two zeros can tell good from bad here.
    private static readonly Gen<byte[]> Data = Gen.OneOf(Gen.Const(0), Gen.Const(0xFFFF), Gen.Int[0, 0xFFFF])
        .Array[1, 8].Select(words => words.SelectMany(word => (byte[])[(byte)(word >> 8), (byte)word]).ToArray());

    [Fact]
    public void The_example_of_RFC_1624_section_4_gives_zero() =>
        Assert.Equal(0x0000, InternetChecksum.Update(0xDD2F, 0x5555, 0x3285));

    [Fact]
    public void A_changed_word_gives_the_checksum_that_all_data_would_give() =>
        Gen.Select(Data, Gen.Int[0, 7], Gen.OneOf(Gen.Const((ushort)0), Gen.Const((ushort)0xFFFF), Gen.UShort))
            .Where((data, _, value) => value != 0 || data.AsSpan().ContainsAnyExcept((byte)0))
            .Sample((data, index, value) =>
            {
                var field = data.AsSpan(index * 2 % data.Length, 2);
                var before = PlainChecksum.Of(data);
                var old = BinaryPrimitives.ReadUInt16BigEndian(field);
                BinaryPrimitives.WriteUInt16BigEndian(field, value);

                AssertUpdated(data, InternetChecksum.Update(before, old, value));
            });

    [Fact]
    public void A_changed_pair_of_words_gives_the_checksum_that_all_data_would_give() =>
        Gen.Select(Data, Gen.Int[0, 7], Gen.OneOf(Gen.Const(0u), Gen.Const(0xFFFFu), Gen.Const(uint.MaxValue), Gen.UInt))
            .Where((data, _, _) => data.Length >= 4)
            .Sample((data, index, value) =>
            {
                var field = data.AsSpan(index * 2 % (data.Length - 2), 4);
                var before = PlainChecksum.Of(data);
                var old = BinaryPrimitives.ReadUInt32BigEndian(field);
                BinaryPrimitives.WriteUInt32BigEndian(field, value);

                AssertUpdated(data, InternetChecksum.Update(before, old, value));
            });

    // All zeros are the one exception: RFC 1624 never comes back to the zero that only they have.
    private static void AssertUpdated(ReadOnlySpan<byte> data, ushort updated)
    {
        if (data.ContainsAnyExcept((byte)0))
            Assert.Equal(PlainChecksum.Of(data), updated);
        else
            Assert.Equal(0, updated);
    }
}
