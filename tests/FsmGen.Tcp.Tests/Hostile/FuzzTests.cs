extern alias Fuzzing;

using Fuzzing::FsmGen.Runtime.Fuzzing.Mutation;
using FsmGen.Tcp.Tests.Simulation;
using FsmGen.Tcp.Tests.Stack;

namespace FsmGen.Tcp.Tests.Hostile;

[Collection(MeasuredAlone.Name)]
public sealed class FuzzTests
{
    private const int Count = 150_000;

    [Fact]
    public void Damaged_packets_that_pass_all_checks_break_nothing()
    {
        var memory = new TcpMemory();
        var pair = new StackPair(right: options => options with { Memory = memory, MaximumReassemblyBytes = 1 << 20 });
        using var listener = pair.Right.Listen(new TcpEndpoint(StackPair.RightIpv4, 80));
        var packets = new List<byte[]>();
        pair.Devices.Left.Passes = packet => Keep(packets, packet);
        var (client, server) = FloodTests.Accept(pair, listener);
        for (var i = 0; i < 20; i++)
            FloodTests.Exchange(pair, client, server);
        pair.Await(client.WriteAsync(new byte[20_000]));
        pair.Settle();
        pair.Devices.Left.Passes = null;

        var mutator = new Mutator(new([.. packets]), seed: 1);
        Feed(pair, mutator, Count / 10);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        Feed(pair, mutator, Count);

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 4_000_000);
        Assert.InRange(memory.InUse, 0, 200L * TcpMemory.ChunkSize);
        pair.Right.Dispose();
        Assert.Equal(0, memory.InUse);
    }

    private static bool Keep(List<byte[]> packets, ReadOnlyMemory<byte> packet)
    {
        packets.Add(packet.ToArray());
        return true;
    }

    private static void Feed(StackPair pair, Mutator mutator, int count)
    {
        var packet = new byte[Mutator.MaximumLength];
        for (var i = 0; i < count; i++)
        {
            var input = mutator.Next();
            input.CopyTo(packet);
            var mutant = packet.AsSpan(0, Math.Min(input.Length, pair.Devices.Left.MaximumTransmissionUnit));
            ChecksumRepair.Datagram(mutant);
            if (!mutant.IsEmpty)
                pair.Inject(mutant);
            if (i % 1000 == 0)
                pair.Pass(TimeSpan.FromMilliseconds(700));
        }

        StackWatch.Check(pair.Right);
    }
}
