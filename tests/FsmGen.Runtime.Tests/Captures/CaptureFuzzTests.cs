using System.Buffers.Binary;

namespace FsmGen.Runtime.Tests.Captures;

public class CaptureFuzzTests
{
    private const int Slices = 8, InputsPerSlice = 125_000, Inputs = Slices * InputsPerSlice;

    // Numbers at which lengths, interfaces and sums of them break.
    private static readonly uint[] Borders =
        [0, 1, 3, 4, 8, 12, 16, 28, 32, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFC, 0xFFFF_FFFF, 262_144, 262_145, 1 << 20, (1 << 20) + 4];

    [Fact]
    public void A_million_mutated_files_are_read_or_refused_and_nothing_else()
    {
        var outcomes = Enumerable.Range(0, Slices).AsParallel().Select(Fuzz).ToList();
        var (packets, ended) = (outcomes.Sum(slice => slice.Packets), outcomes.Sum(slice => slice.Ended));
        var (refused, truncated) = (outcomes.Sum(slice => slice.Refused), outcomes.Sum(slice => slice.Truncated));

        // Otherwise the mutations have not reached the code behind the first check.
        Assert.Equal(Inputs, ended + refused + truncated);
        Assert.True(
            ended > Inputs / 10 && refused > Inputs / 10 && truncated > Inputs / 10 && packets > Inputs,
            $"{packets} packets; {ended} files read to their end, {refused} refused, {truncated} truncated");
    }

    private enum Outcome
    {
        Ended,
        Refused,
        Truncated,
    }

    private static (int Packets, int Ended, int Refused, int Truncated) Fuzz(int slice)
    {
        var seeds = Seeds();
        var random = new Random(slice);
        var file = new byte[1024];
        var sum = (Packets: 0, Ended: 0, Refused: 0, Truncated: 0);
        for (var i = 0; i < InputsPerSlice; i++)
        {
            var (packets, outcome) = ReadAll(file, Mutate(seeds[i % seeds.Length], file, random));
            sum.Packets += packets;
            sum.Ended += outcome == Outcome.Ended ? 1 : 0;
            sum.Refused += outcome == Outcome.Refused ? 1 : 0;
            sum.Truncated += outcome == Outcome.Truncated ? 1 : 0;
        }

        return sum;
    }

    private static (int Packets, Outcome Outcome) ReadAll(byte[] file, int length)
    {
        var packets = 0;
        CaptureReader? reader = null;
        try
        {
            reader = CaptureReader.Open(new MemoryStream(file, 0, length));
            while (reader.TryRead(out var packet))
            {
                packet.TryGetDatagram(out var datagram);
                if (packet.Data.Length > length || datagram.Length > packet.Data.Length || packet.Comment.Length > length)
                    Assert.Fail("There is more in a packet than in the file");

                // No packet takes less than a block does: a reader that stands still is found out.
                if (++packets > length / 12)
                    Assert.Fail("There are more packets than the file has room for");
            }

            return (packets, Outcome.Ended);
        }
        catch (InvalidDataException)
        {
            return (packets, reader?.IsTruncated == true ? Outcome.Truncated : Outcome.Refused);
        }
    }

    private static int Mutate(byte[] seed, byte[] file, Random random)
    {
        seed.CopyTo(file, 0);
        var length = seed.Length;
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            var at = random.Next(length);
            switch (random.Next(8))
            {
                case 0:
                    length = Math.Max(1, at);
                    break;

                case 1: // four bytes more
                    file.AsSpan(at, length - at).CopyTo(file.AsSpan(at + 4));
                    length += 4;
                    break;

                case 2 when length - at > 4: // four bytes less
                    file.AsSpan(at + 4, length - at - 4).CopyTo(file.AsSpan(at));
                    length -= 4;
                    break;

                case 3 or 4 when length - at >= 4: // a number at a border
                    var border = Borders[random.Next(Borders.Length)];
                    BinaryPrimitives.WriteUInt32LittleEndian(
                        file.AsSpan(at & ~3),
                        random.Next(2) == 0 ? border : BinaryPrimitives.ReverseEndianness(border));
                    break;

                case 5: // a flipped bit
                    file[at] ^= (byte)(1 << random.Next(8));
                    break;

                default:
                    file[at] = (byte)random.Next(256);
                    break;
            }
        }

        return length;
    }

    private static byte[][] Seeds()
    {
        byte[] ethernet = [.. new byte[12], 0x81, 0, 0, 1, 8, 0, .. Samples.Syn];
        return [Pcap(ethernet), Pcapng(false, ethernet), Pcapng(true, ethernet)];
    }

    private static byte[] Pcap(byte[] ethernet)
    {
        using var file = new MemoryStream();
        using var writer = new PcapWriter(file, linkType: LinkType.Ethernet);
        for (var i = 0; i < 4; i++)
            writer.WritePacket(new CaptureTime(i), ethernet.AsSpan(0, 16 * i));

        return file.ToArray();
    }

    private static byte[] Pcapng(bool isBigEndian, byte[] ethernet)
    {
        var file = new PcapngBytes(isBigEndian);
        return file.Section(options: file.Option(4, 1, 2, 3))
            .Interface(LinkType.Ethernet, 100, [.. file.Option(9, 0x83), .. file.Option(14, file.I64(1)), .. file.Option(0)])
            .Enhanced(0, 1, ethernet, [.. file.Option(1, 65, 66), .. file.Option(0)])
            .Interface(LinkType.LinuxSll2, 0)
            .Obsolete(1, 3, ethernet[..33], file.Option(2, 0, 0, 0, 0))
            .Block(0x0BAD, 1, 2, 3, 4)
            .Simple(200, new byte[100])
            .Enhanced(1, 1, [])
            .ToArray();
    }
}
