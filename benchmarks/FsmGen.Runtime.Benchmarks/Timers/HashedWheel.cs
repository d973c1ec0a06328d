namespace FsmGen.Runtime.Benchmarks.Timers;

/// <summary>
/// What Netty's timer does, without its thread: one ring of 512 lists, each timer in the list of its tick modulo 512 with a
/// count of the rounds that are left (Varghese and Lauck 1987, scheme 6).
/// </summary>
internal sealed class HashedWheel
{
    private const int Slots = 512;

    private readonly Node?[] _slots = new Node?[Slots];

    public long Now { get; private set; }

    public void Schedule(Node node, long deadline)
    {
        Cancel(node);
        node.Slot = (int)(deadline & (Slots - 1));
        node.Rounds = (deadline - Now - 1) / Slots;
        node.Next = _slots[node.Slot];
        node.Previous = null;
        if (node.Next is not null)
            node.Next.Previous = node;
        _slots[node.Slot] = node;
    }

    public void Cancel(Node node)
    {
        if (node.Slot < 0)
            return;

        if (node.Previous is null)
            _slots[node.Slot] = node.Next;
        else
            node.Previous.Next = node.Next;
        if (node.Next is not null)
            node.Next.Previous = node.Previous;
        node.Slot = -1;
    }

    public void Advance(long now)
    {
        while (Now < now)
        {
            Now++;
            for (var node = _slots[(int)(Now & (Slots - 1))]; node is not null;)
            {
                var next = node.Next;
                if (node.Rounds-- == 0)
                {
                    Cancel(node);
                    node.OnExpired();
                }

                node = next;
            }
        }
    }

    internal abstract class Node
    {
        public Node? Next, Previous;
        public long Rounds;
        public int Slot = -1;

        public abstract void OnExpired();
    }
}
