using System.Buffers.Binary;
using CsCheck;

namespace FsmGen.Runtime.Tests.Packets;

public class InternetChecksumTests
{
    [Fact]
    public void The_example_of_RFC_1071_section_3_sums_to_ddf2()
    {
        byte[] data = [0x00, 0x01, 0xF2, 0x03, 0xF4, 0xF5, 0xF6, 0xF7];

        Assert.Equal(0xFFFF - 0xDDF2, default(InternetChecksum).Add(data).Value);
    }

    [Fact]
    public void No_bytes_and_zero_bytes_have_the_checksum_ffff()
    {
        Assert.Equal(0xFFFF, default(InternetChecksum).Value);
        Assert.Equal(0xFFFF, default(InternetChecksum).Add(new byte[13]).Value);
    }

    [Fact]
    public void Every_length_and_alignment_agrees_with_the_slow_sum() =>
        Gen.Select(Gen.Byte.Array[0, 300], Gen.Int[0, 16]).Sample((bytes, skip) =>
        {
            var data = bytes.AsSpan(Math.Min(skip, bytes.Length));
            Assert.Equal(PlainChecksum.Of(data), default(InternetChecksum).Add(data).Value);
        });

    [Fact]
    public void Carries_are_not_lost_over_a_hundred_mebibytes_of_ones()
    {
        var ones = new byte[1 << 20];
        ones.AsSpan().Fill(0xFF);

        var checksum = default(InternetChecksum);
        for (var i = 0; i < 100; i++)
            checksum = checksum.Add(ones);

        Assert.True(checksum.IsValid);
        Assert.Equal(0, checksum.Value);
    }

    [Fact]
    public void Pieces_of_any_length_sum_as_if_they_lay_together() =>
        Gen.Byte.Array[0, 40].Array[0, 8].Sample(pieces =>
        {
            var checksum = default(InternetChecksum);
            foreach (var piece in pieces)
                checksum = checksum.Add(piece);

            Assert.Equal(PlainChecksum.Of(pieces.SelectMany(piece => piece).ToArray()), checksum.Value);
        });

    [Fact]
    public void Data_is_valid_with_its_checksum_and_invalid_with_any_bit_flipped() =>
        Gen.Select(Gen.Byte.Array[2, 80], Gen.Int[0, 639]).Sample((data, bit) =>
        {
            data[0] = data[1] = 0;
            var checksum = default(InternetChecksum).Add(data).Value;
            (data[0], data[1]) = ((byte)(checksum >> 8), (byte)checksum);
            Assert.True(default(InternetChecksum).Add(data).IsValid);

            data[bit / 8 % data.Length] ^= (byte)(1 << bit % 8);
            Assert.False(default(InternetChecksum).Add(data).IsValid);
        });

    [Fact]
    public void The_pseudo_header_counts_as_its_twelve_bytes() =>
        Gen.Select(Gen.UInt, Gen.UInt, Gen.Byte, Gen.UShort).Sample((source, destination, protocol, length) =>
        {
            byte[] bytes =
            [
                (byte)(source >> 24), (byte)(source >> 16), (byte)(source >> 8), (byte)source,
                (byte)(destination >> 24), (byte)(destination >> 16), (byte)(destination >> 8), (byte)destination,
                0, protocol, (byte)(length >> 8), (byte)length,
            ];

            var checksum = InternetChecksum.Ipv4PseudoHeader(new(source), new(destination), (IpProtocol)protocol, length);
            Assert.Equal(PlainChecksum.Of(bytes), checksum.Value);
        });

    [Theory]
    [InlineData(-1)]
    [InlineData(65536)]
    public void A_segment_length_that_does_not_fit_is_refused(int length) =>
        Assert.Throws<ArgumentOutOfRangeException>(
            () => InternetChecksum.Ipv4PseudoHeader(default, default, IpProtocol.Tcp, length));

    [Fact]
    public void Sums_of_pieces_add_up_to_the_sum_of_the_whole() =>
        Gen.Select(Gen.Byte.Array[0, 40], Gen.Byte.Array[0, 40], Gen.Byte.Array[0, 40]).Sample((first, second, third) =>
        {
            var whole = default(InternetChecksum).Add([.. first, .. second, .. third]);
            var rest = default(InternetChecksum).Add(second).Add(default(InternetChecksum).Add(third));

            Assert.Equal(whole.Value, default(InternetChecksum).Add(first).Add(rest).Value);
        });

    [Fact]
    public void The_IPv6_pseudo_header_is_summed_like_its_bytes() =>
        Gen.Select(Samples.Ipv6Addresses, Samples.Ipv6Addresses, Gen.Byte, Gen.Int[0, int.MaxValue]).Sample(
            (source, destination, protocol, length) =>
            {
                var bytes = new byte[40];
                source.Write(bytes);
                destination.Write(bytes.AsSpan(16));
                BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(32), length);
                bytes[39] = protocol;

                Assert.Equal(
                    PlainChecksum.Of(bytes),
                    InternetChecksum.Ipv6PseudoHeader(source, destination, (IpProtocol)protocol, length).Value);
            });
}
