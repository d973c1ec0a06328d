using CsCheck;
using FsmGen.Runtime.Packets;
using FsmGen.Runtime.Timers;
using FsmGen.Tcp.Stack;

namespace FsmGen.Tcp.Tests.Stack;

public sealed class TableTests
{
    private static readonly SipHash Hash = new(new byte[SipHash.KeyLength]);

    [Fact]
    public void Both_families_and_both_directions_hash_differently()
    {
        var ipv4 = new ConnectionKey(new(new Ipv4Address(1), 1), new(new Ipv4Address(2), 2));
        ConnectionKey[] keys =
        [
            ipv4,
            new(ipv4.Remote, ipv4.Local),
            new(new(new Ipv6Address(1), 1), new(new Ipv6Address(2), 2)),
            ipv4 with { Local = new(new Ipv4Address(1), 2), Remote = new(new Ipv4Address(2), 1) },
        ];
        Assert.Equal(keys.Length, keys.Select(static key => key.Hash(Hash)).Distinct().Count());
        Assert.NotEqual(ipv4.Hash(Hash), ipv4.Hash(new([.. "sixteen bytes..."u8])));
    }

    [Fact]
    public void Connections_are_found_as_in_a_dictionary()
    {
        using var stack = new TcpStack(new DevicePair().Left, new() { AcceptsAnyDestination = true });
        Gen.Select(Gen.Int[0, 30], Gen.Bool).List[1, 300].Sample(steps =>
        {
            var (table, model) = (new ConnectionTable(Hash), new Dictionary<ConnectionKey, StackConnection>());
            foreach (var (port, isAdded) in steps)
            {
                var key = Key(port);
                Assert.Equal(model.GetValueOrDefault(key), table.Find(key));
                if (model.Remove(key, out var connection))
                {
                    Assert.True(table.Remove(connection));
                    Assert.False(table.Remove(connection));
                }
                else if (isAdded)
                {
                    model[key] = new StackConnection(stack, new(new() { SendBufferSize = 1, ReceiveBufferSize = 1 })) { Key = key };
                    table.Add(model[key]);
                }

                Assert.Equal(model.Count, table.Count);
            }

            for (var port = 0; port <= 30; port++)
                Assert.Equal(model.GetValueOrDefault(Key(port)), table.Find(Key(port)));
        }, iter: 500);
    }

    [Fact]
    public void What_is_in_TIME_WAIT_is_remembered_until_its_deadline_and_not_much_longer()
    {
        Gen.Select(Gen.Int[0, 40], Gen.Int[0, 3], Gen.Int[1, 1000]).List[1, 200].Sample(steps =>
        {
            var wheel = new TimerWheel(TimeSpan.FromMilliseconds(1));
            var (table, model) = (new TimeWaitTable(Hash, wheel, capacity: 1000), new Dictionary<ConnectionKey, TimeWaitBlock>());
            foreach (var (port, kind, seconds) in steps)
            {
                var (key, now) = (Key(port), wheel.Now);
                var block = Block(now + TimeSpan.FromSeconds(seconds / 1.7), (uint)seconds);
                switch (kind)
                {
                    case 0 when !model.ContainsKey(key):
                        Assert.True(table.TryAdd(key, block));
                        model[key] = block;
                        break;
                    case 1 when model.TryGetValue(key, out var old) && block.Deadline > old.Deadline:
                        table.Replace(key, block);
                        model[key] = block;
                        break;
                    case 2 when model.Remove(key):
                        table.Remove(key);
                        break;
                    case 3:
                        wheel.Advance(now + TimeSpan.FromSeconds(seconds / 10.0));
                        break;
                }

                Compare(table, model, wheel.Now);
            }

            while (wheel.NextDeadline is { } next)
            {
                wheel.Advance(next);
                Compare(table, model, wheel.Now);
            }

            Assert.Equal(0, table.Count);
        }, iter: 500);

        static void Compare(TimeWaitTable table, Dictionary<ConnectionKey, TimeWaitBlock> model, TimeSpan now)
        {
            foreach (var (key, block) in model)
            {
                var isFound = table.TryFind(key, out var found);
                if (block.Deadline > now)
                    Assert.True(isFound);
                if (block.Deadline + TimeSpan.FromSeconds(1) <= now)
                    Assert.False(isFound);
                if (isFound)
                    Assert.Equal(block, found);
                else
                    model.Remove(key);
            }

            Assert.Equal(model.Count, table.Count);
        }
    }

    [Fact]
    public void A_connection_in_TIME_WAIT_takes_a_hundred_bytes_at_most_and_there_are_not_too_many()
    {
        const int count = 100_000;
        var wheel = new TimerWheel(TimeSpan.FromMilliseconds(1));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var table = new TimeWaitTable(Hash, wheel, count);
        for (var i = 0; i < count; i++)
            Assert.True(table.TryAdd(Key(i), Block(TimeSpan.FromSeconds(240))));

        // What growing the index left behind, as much as the index itself at most, is garbage by now.
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / (double)count, 1, 100);
        Assert.False(table.TryAdd(Key(count), default));

        var seconds = 0;
        Assert.Equal(0, Allocations.Of(() =>
        {
            wheel.Advance(TimeSpan.FromSeconds(seconds += 240));
            for (var i = 0; i < count; i++)
                table.TryAdd(Key(i), Block(TimeSpan.FromSeconds(seconds + 240)));
        }));
        Assert.Equal(count, table.Count);
    }

    private static TimeWaitBlock Block(TimeSpan deadline, uint number = 0) => new(deadline, new(number), default, 0, 0, 0, 0, false);

    private static ConnectionKey Key(int number) =>
        new(new(new Ipv6Address((UInt128)1 << 120), 80), new(new Ipv6Address((UInt128)(number >> 16) << 64 | 1), (ushort)number));
}
