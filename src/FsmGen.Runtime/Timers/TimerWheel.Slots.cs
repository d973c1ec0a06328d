using System.Numerics;

namespace FsmGen.Runtime.Timers;

// Where timers are kept. A tick is a number of eleven digits of six bits; a level of the wheel has a slot for each value of
// its digit. A timer is at the level of the highest digit in which its tick differs from the present one, in the slot of
// its own value of that digit (at level 0 if no digit differs):
//
//               digit   10   …    3    2    1    0
//      present tick      0   …    0   17   60   12
//      timer A           0   …    0   17   60   40      level 0, slot 40
//      timer B           0   …    0   17   61    3      level 1, slot 61
//      timer C           0   …    1    0    0    0      level 3, slot 1
//
// What follows from that rule alone, as long as it holds for each timer at each moment:
//
// * No level wraps around, and the slot of a timer is ahead of the present digit: all higher digits are equal, and the tick
//   is not in the past. Only at level 0 may it be the present slot.
// * A timer at a lower level is earlier than any at a higher one, and within a level the lower slot is the earlier: the
//   earliest timers are in the first slot of the lowest level in use, and two bitmaps tell which that is.
// * All timers of one tick are in one slot. So they stay in the order in which they were scheduled, for each list grows at
//   its end only, and a cascade moves a whole list in order to lower slots, which are empty: no timer can have come to
//   them before, as those timers would have had the digit of the present tick at the higher level.
//
// The rule can only be broken by moving the present tick. Let d be the highest digit that changes. Timers above level d are
// where they were; there are none below it, since those would be overdue; at level d, only the slot of the new digit holds
// timers that no longer differ there. So to move is to empty at most one slot; and as its timers go to lower levels, a
// timer that is not rescheduled moves at most ten times.
public sealed partial class TimerWheel
{
    internal const ulong Never = ulong.MaxValue;

    private const int Levels = 11, DigitBits = 6, SlotsPerLevel = 1 << DigitBits;

    // Tick 0 is never ahead, so no timer above level 0 has it; and at level 0 all timers of a slot have the same tick.
    private const ulong Unknown = 0;

    private readonly ListSlot[] _slots = new ListSlot[Levels * SlotsPerLevel];
    private readonly ulong[] _occupied = new ulong[Levels];
    private uint _levels;

    /// <summary>Moves on to the next timer that is due and takes it off the wheel; if there is none, moves to the target.</summary>
    internal TimerNode? TakeNext(ulong target)
    {
        while (_levels != 0)
        {
            ref var slot = ref FirstSlot(out var level);
            var shift = level * DigitBits;
            var head = slot.Head!; // The bitmaps say that the list is not empty.
            if (head.Tick >> shift << shift > target)
                break;

            // Right to the earliest timer: stopping at the begin of the slot would only make it cascade more often.
            MoveTo(Math.Min(Earliest(ref slot, level), target));
            if (level == 0)
            {
                Remove(head);
                return head;
            }

            Cascade(ref slot);
        }

        MoveTo(target);
        return null;
    }

    // A ConcurrentTimerWheel lets other threads read the time.
    private void MoveTo(ulong tick) => Volatile.Write(ref _now, tick);

    private ref ListSlot FirstSlot(out int level)
    {
        level = BitOperations.TrailingZeroCount(_levels);
        return ref _slots[(level * SlotsPerLevel) + BitOperations.TrailingZeroCount(_occupied[level])];
    }

    private void Append(TimerNode node)
    {
        var level = BitOperations.Log2(node.Tick ^ _now) / DigitBits;
        var digit = (int)(node.Tick >> (level * DigitBits)) & (SlotsPerLevel - 1);
        node.Slot = (level * SlotsPerLevel) + digit;

        ref var slot = ref _slots[node.Slot];
        if (slot.Head is { } head)
        {
            var tail = head.Previous!; // A list is a circle.
            node.Previous = tail;
            node.Next = head;
            tail.Next = node;
            head.Previous = node;
            slot.Earliest = Math.Min(slot.Earliest, node.Tick);
        }
        else
        {
            node.Previous = node;
            node.Next = node;
            slot.Head = node;
            slot.Earliest = node.Tick;
            _occupied[level] |= 1UL << digit;
            _levels |= 1U << level;
        }
    }

    private void Remove(TimerNode node)
    {
        ref var slot = ref _slots[node.Slot];
        if (node.Next == node)
        {
            Clear(ref slot, node.Slot);
        }
        else
        {
            node.Next!.Previous = node.Previous; // A list is a circle.
            node.Previous!.Next = node.Next;
            if (slot.Head == node)
                slot.Head = node.Next;
            if (slot.Earliest == node.Tick)
                slot.Earliest = Unknown;
        }

        node.Next = null;
        node.Previous = null;
        node.RunningIn = null;
        Count--;
    }

    private void Clear(ref ListSlot slot, int index)
    {
        var (level, digit) = (index / SlotsPerLevel, index % SlotsPerLevel);
        slot.Head = null;
        _occupied[level] &= ~(1UL << digit);
        if (_occupied[level] == 0)
            _levels &= ~(1U << level);
    }

    private void Cascade(ref ListSlot slot)
    {
        var head = slot.Head!; // Only a slot in use cascades.
        Clear(ref slot, head.Slot);
        var node = head;
        do
        {
            var next = node.Next!; // A list is a circle.
            Append(node);
            node = next;
        }
        while (node != head);
    }

    private static ulong Earliest(ref ListSlot slot, int level)
    {
        var head = slot.Head!; // Only a slot in use is asked.
        if (level == 0)
            return head.Tick;

        if (slot.Earliest == Unknown)
        {
            var earliest = head.Tick;
            for (var node = head.Next!; node != head; node = node.Next!)
                earliest = Math.Min(earliest, node.Tick);

            slot.Earliest = earliest;
        }

        return slot.Earliest;
    }

    private struct ListSlot
    {
        public TimerNode? Head;
        public ulong Earliest;
    }
}
