using System.Runtime.InteropServices;

namespace FsmGen.Runtime.Tests.Timers;

public class MillionTimersTests
{
    private const int Count = 1_000_000, TurnBits = 22;
    private const ulong None = ulong.MaxValue;

    private static readonly TimeSpan Microsecond = TimeSpan.FromMicroseconds(1);

    [Fact]
    public void A_million_timers_expire_in_the_order_of_their_ticks_and_turns()
    {
        var wheel = new TimerWheel(Microsecond);
        var random = new Random(1);
        var expired = new List<int>(Count);
        var numbers = Enumerable.Range(0, Count).ToArray();
        var timers = Array.ConvertAll(numbers, i => new Numbered(i, expired));

        // What the oracle knows of a timer: its tick and its turn, in one number to sort by; or none.
        var keys = new ulong[Count];
        Array.Fill(keys, None);
        var turn = 0UL;

        foreach (var timer in timers)
            Reschedule(timer);

        for (var round = 0; round < 2; round++)
        {
            var unlike = 0;
            for (var i = 0; i < Count / 4; i++)
            {
                Reschedule(timers[random.Next(Count)]);
                var cancelled = random.Next(Count);
                if (wheel.Cancel(timers[cancelled]) != (keys[cancelled] != None))
                    unlike++;

                keys[cancelled] = None;
            }

            Assert.Equal(0, unlike);
            ExpireUntil(1UL << (16 * (round + 1)));
        }

        ExpireUntil(1UL << 41);
        Assert.Equal(0, wheel.Count);

        // From microseconds to days.
        void Reschedule(Numbered timer)
        {
            var deadline = wheel.Now + (random.NextInt64(1, 1L << random.Next(1, 41)) * Microsecond);
            wheel.Schedule(timer, deadline);
            keys[timer.Number] = ((ulong)(deadline / Microsecond) << TurnBits) | turn++;
        }

        void ExpireUntil(ulong tick)
        {
            var due = Array.FindAll(numbers, i => keys[i] >> TurnBits <= tick);
            Array.Sort(Array.ConvertAll(due, i => keys[i]), due);
            Assert.Equal((long)(keys[due[0]] >> TurnBits) * Microsecond, wheel.NextDeadline);

            expired.Clear();
            Assert.Equal(due.Length, wheel.Advance((long)tick * Microsecond));
            Assert.True(due.AsSpan().SequenceEqual(CollectionsMarshal.AsSpan(expired)));
            foreach (var i in due)
                keys[i] = None;
        }
    }

    [Fact]
    public void A_million_live_timers_take_less_than_64_bytes_each_with_the_wheel()
    {
        var timers = new Silent[Count];
        var before = GC.GetAllocatedBytesForCurrentThread();

        var wheel = new TimerWheel(Microsecond);
        for (var i = 0; i < Count; i++)
        {
            timers[i] = new Silent();
            wheel.Schedule(timers[i], i * Microsecond);
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(Count, wheel.Count);
        Assert.True(allocated < 64L * Count, $"{allocated} bytes");
    }

    private sealed class Silent : TimerNode
    {
        protected override void OnExpired()
        {
        }
    }

    private sealed class Numbered(int number, List<int> expired) : TimerNode
    {
        public int Number => number;

        protected override void OnExpired() => expired.Add(number);
    }
}
