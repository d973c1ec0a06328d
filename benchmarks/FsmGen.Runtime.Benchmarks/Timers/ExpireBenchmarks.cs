using BenchmarkDotNet.Attributes;
using FsmGen.Runtime.Timers;

namespace FsmGen.Runtime.Benchmarks.Timers;

/// <summary>
/// Time goes on; timers that are due expire and start again, others are restarted before they expire: the steady state of
/// a server. One operation is one restart, and what expires between two of them, which is somewhat more than half a timer.
/// </summary>
public class ExpireBenchmarks
{
    private Workload _workload = new(1);
    private int _restarts;
    private long _now;
    private TimerWheel _wheel = new(TimeSpan.FromMilliseconds(1));
    private Node[] _nodes = [];
    private HashedWheel _hashed = new();
    private HashedNode[] _hashedNodes = [];
    private PriorityQueue<(int Timer, int Version), long> _queue = new();
    private int[] _versions = [];

    public static IEnumerable<int> Sizes => Workload.Sizes;

    [ParamsSource(nameof(Sizes))]
    public int Timers { get; set; }

    [GlobalSetup(Target = nameof(Wheel))]
    public void SetupWheel()
    {
        Setup();
        _wheel = new(TimeSpan.FromMilliseconds(1));
        _nodes = [.. Enumerable.Range(0, Timers).Select(_ => new Node(this))];
        foreach (var node in _nodes)
            _wheel.Schedule(node, TimeSpan.FromMilliseconds(_workload.Next().Timeout));
    }

    [GlobalSetup(Target = nameof(Hashed))]
    public void SetupHashed()
    {
        Setup();
        _hashed = new();
        _hashedNodes = [.. Enumerable.Range(0, Timers).Select(_ => new HashedNode(this))];
        foreach (var node in _hashedNodes)
            _hashed.Schedule(node, _workload.Next().Timeout);
    }

    [GlobalSetup(Target = nameof(Queue))]
    public void SetupQueue()
    {
        Setup();
        _queue = new();
        _versions = new int[Timers];
        for (var i = 0; i < Timers; i++)
            _queue.Enqueue((i, 0), _workload.Next().Timeout);
    }

    // All timers are restarted, or expire, about once in the mean timeout; a batch is that many operations in that much time.
    [Benchmark(Baseline = true, Description = "FsmGen, TimerWheel", OperationsPerInvoke = Workload.MeanTimeout)]
    public int Wheel()
    {
        var expired = 0;
        for (var i = 0; i < Workload.MeanTimeout; i++)
        {
            if (TimeGoesOn())
                expired += _wheel.Advance(TimeSpan.FromMilliseconds(_now));

            var (timer, timeout) = _workload.Next();
            _wheel.Schedule(_nodes[timer], TimeSpan.FromMilliseconds(_now + timeout));
        }

        return expired;
    }

    [Benchmark(Description = "Hashed wheel, 512 slots", OperationsPerInvoke = Workload.MeanTimeout)]
    public void Hashed()
    {
        for (var i = 0; i < Workload.MeanTimeout; i++)
        {
            if (TimeGoesOn())
                _hashed.Advance(_now);

            var (timer, timeout) = _workload.Next();
            _hashed.Schedule(_hashedNodes[timer], _now + timeout);
        }
    }

    [Benchmark(Description = "PriorityQueue, stale entries dropped", OperationsPerInvoke = Workload.MeanTimeout)]
    public int Queue()
    {
        var expired = 0;
        for (var i = 0; i < Workload.MeanTimeout; i++)
        {
            if (TimeGoesOn())
                expired += ExpireQueue();

            var (timer, timeout) = _workload.Next();
            _queue.Enqueue((timer, ++_versions[timer]), _now + timeout);
        }

        return expired;
    }

    private int ExpireQueue()
    {
        var expired = 0;
        while (_queue.TryPeek(out var entry, out var deadline) && deadline <= _now)
        {
            _queue.Dequeue();
            if (entry.Version != _versions[entry.Timer])
                continue;

            expired++;
            _queue.Enqueue((entry.Timer, ++_versions[entry.Timer]), _now + Workload.MeanTimeout);
        }

        return expired;
    }

    private void Setup()
    {
        _workload = new Workload(Timers);
        _now = 0;
        _restarts = 0;
    }

    // With N timers and a mean timeout of T milliseconds there are N restarts in T: N / T between two ticks.
    private bool TimeGoesOn()
    {
        _restarts += Workload.MeanTimeout;
        if (_restarts < Timers)
            return false;

        _now += Math.Max(1, _restarts / Timers);
        _restarts %= Timers;
        return true;
    }

    private sealed class Node(ExpireBenchmarks owner) : TimerNode
    {
        protected override void OnExpired() => owner._wheel.Schedule(this, owner._wheel.Now + TimeSpan.FromMilliseconds(Workload.MeanTimeout));
    }

    private sealed class HashedNode(ExpireBenchmarks owner) : HashedWheel.Node
    {
        public override void OnExpired() => owner._hashed.Schedule(this, owner._hashed.Now + Workload.MeanTimeout);
    }
}
