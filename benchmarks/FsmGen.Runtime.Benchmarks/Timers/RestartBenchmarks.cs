using BenchmarkDotNet.Attributes;
using FsmGen.Runtime.Timers;

namespace FsmGen.Runtime.Benchmarks.Timers;

/// <summary>One of many running timers is restarted before it expires: what a TCP does for each acknowledgment.</summary>
public class RestartBenchmarks
{
    private Workload _workload = new(1);
    private TimerWheel _wheel = new(TimeSpan.FromMilliseconds(1));
    private Node[] _nodes = [];
    private ConcurrentNode[] _concurrent = [];
    private ConcurrentTimerWheel _concurrentWheel = new(TimeSpan.FromMilliseconds(1));
    private int _sinceLook;
    private HashedWheel _hashed = new();
    private HashedNode[] _hashedNodes = [];
    private Timer[] _system = [];
    private PriorityQueue<(int Timer, int Version), long> _queue = new();
    private int[] _versions = [];

    public static IEnumerable<int> Sizes => Workload.Sizes;

    [ParamsSource(nameof(Sizes))]
    public int Timers { get; set; }

    [GlobalSetup]
    public void SetupWorkload() => _workload = new Workload(Timers);

    [GlobalSetup(Target = nameof(Wheel))]
    public void SetupWheel()
    {
        SetupWorkload();
        _wheel = new(TimeSpan.FromMilliseconds(1));
        _nodes = [.. Enumerable.Range(0, Timers).Select(_ => new Node())];
        foreach (var node in _nodes)
            _wheel.Schedule(node, TimeSpan.FromMilliseconds(_workload.Next().Timeout));
    }

    [GlobalSetup(Target = nameof(ConcurrentWheel))]
    public void SetupConcurrentWheel()
    {
        SetupWorkload();
        _concurrentWheel = new(TimeSpan.FromMilliseconds(1));
        _concurrent = [.. Enumerable.Range(0, Timers).Select(_ => new ConcurrentNode(_concurrentWheel))];
        foreach (var node in _concurrent)
            node.Schedule(TimeSpan.FromMilliseconds(_workload.Next().Timeout));
    }

    [GlobalSetup(Target = nameof(Hashed))]
    public void SetupHashed()
    {
        SetupWorkload();
        _hashed = new();
        _hashedNodes = [.. Enumerable.Range(0, Timers).Select(_ => new HashedNode())];
        foreach (var node in _hashedNodes)
            _hashed.Schedule(node, _workload.Next().Timeout);
    }

    [GlobalSetup(Target = nameof(SystemTimer))]
    public void SetupSystem()
    {
        SetupWorkload();
        _system = [.. Enumerable.Range(0, Timers).Select(_ => new Timer(static _ => { }, null, Hours(_workload.Next().Timeout), Timeout.Infinite))];
    }

    [GlobalCleanup(Target = nameof(SystemTimer))]
    public void CleanUpSystem()
    {
        foreach (var timer in _system)
            timer.Dispose();
    }

    [GlobalSetup(Target = nameof(Queue))]
    public void SetupQueue()
    {
        SetupWorkload();
        _queue = new();
        _versions = new int[Timers];
        for (var i = 0; i < Timers; i++)
            _queue.Enqueue((i, 0), _workload.Next().Timeout);
    }

    [Benchmark(Baseline = true, Description = "FsmGen, TimerWheel")]
    public void Wheel()
    {
        var (timer, timeout) = _workload.Next();
        _wheel.Schedule(_nodes[timer], TimeSpan.FromMilliseconds(timeout));
    }

    [Benchmark(Description = "FsmGen, ConcurrentTimerWheel")]
    public void ConcurrentWheel()
    {
        var (timer, timeout) = _workload.Next();
        _concurrent[timer].Schedule(TimeSpan.FromMilliseconds(timeout));

        // The owner looks into its inbox now and then; its work counts too.
        if (++_sinceLook % 64 == 0)
            _concurrentWheel.Advance(TimeSpan.Zero);
    }

    [Benchmark(Description = "Hashed wheel, 512 slots")]
    public void Hashed()
    {
        var (timer, timeout) = _workload.Next();
        _hashed.Schedule(_hashedNodes[timer], timeout);
    }

    [Benchmark(Description = "System.Threading.Timer, Change")]
    public void SystemTimer()
    {
        var (timer, timeout) = _workload.Next();
        _system[timer].Change(Hours(timeout), Timeout.Infinite);
    }

    // It cannot move an entry: the new one is put beside the old one, which is dropped when it comes to the front.
    [Benchmark(Description = "PriorityQueue, stale entries dropped")]
    public void Queue()
    {
        var (timer, timeout) = _workload.Next();
        _queue.Enqueue((timer, ++_versions[timer]), timeout);
        if (_queue.Count > 2 * Timers)
            DropStale();
    }

    private void DropStale()
    {
        var live = _queue.UnorderedItems.Where(item => item.Element.Version == _versions[item.Element.Timer]).ToArray();
        _queue.Clear();
        foreach (var (element, priority) in live)
            _queue.Enqueue(element, priority);
    }

    // Long enough that none expires while it is measured.
    private static int Hours(int timeout) => 3_600_000 + timeout;

    private sealed class Node : TimerNode
    {
        protected override void OnExpired()
        {
        }
    }

    private sealed class ConcurrentNode(ConcurrentTimerWheel wheel) : ConcurrentTimerNode(wheel)
    {
        protected override void OnExpired()
        {
        }
    }

    private sealed class HashedNode : HashedWheel.Node
    {
        public override void OnExpired()
        {
        }
    }
}
