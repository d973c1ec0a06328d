namespace FsmGen.Tcp.Simulation;

// How time passes: from one instant at which something happens to the next.
public sealed partial class SimulatedNetwork
{
    private static readonly TimeSpan Never = TimeSpan.MaxValue;

    private readonly ArrivalQueue _underway = new();
    private readonly Queue<SimulatedHost> _ready = new();
    private readonly SimulationContext _context = new();
    private bool _isRunning;

    /// <summary>Lets so much time pass.</summary>
    /// <param name="duration">How much; not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException">The duration is negative.</exception>
    /// <exception cref="InvalidOperationException">The network is running already.</exception>
    public void Run(TimeSpan duration) => RunUntil(static () => false, duration);

    /// <summary>Lets time pass until something is the case.</summary>
    /// <param name="condition">What is asked first, and after each instant at which something happened.</param>
    /// <param name="limit">The most time that may pass; not negative.</param>
    /// <returns>Whether it is the case; otherwise all the time has passed.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The limit is negative.</exception>
    /// <exception cref="InvalidOperationException">The network is running already.</exception>
    public bool RunUntil(Func<bool> condition, TimeSpan limit)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return Run(limit, condition, out _);
    }

    /// <summary>Lets time pass until nothing is left that could happen: no packet is under way, no timer runs, and no owner has a deadline.</summary>
    /// <param name="limit">The most time that may pass; not negative.</param>
    /// <returns>Whether nothing is left; otherwise all the time has passed.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The limit is negative.</exception>
    /// <exception cref="InvalidOperationException">The network is running already.</exception>
    public bool RunUntilIdle(TimeSpan limit)
    {
        Run(limit, condition: null, out var isIdle);
        return isIdle;
    }

    /// <summary>Runs asynchronous code, and lets time pass until it has completed.</summary>
    /// <remarks>
    /// What the code awaits, it goes on from at the same instant and on this thread, as long as it awaits in the usual way:
    /// <c>ConfigureAwait(false)</c> may lead to another thread, for which nobody waits here.
    /// </remarks>
    /// <param name="main">The code; its delays are those of <see cref="Time"/>.</param>
    /// <param name="limit">The most time that may pass; not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is negative.</exception>
    /// <exception cref="InvalidOperationException">The network is running already.</exception>
    /// <exception cref="TimeoutException">The code has not completed by then.</exception>
    public void Run(Func<Task> main, TimeSpan limit)
    {
        ArgumentNullException.ThrowIfNull(main);
        var previous = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(_context);
        try
        {
            var task = main();
            if (!RunUntil(() => task.IsCompleted, limit))
                throw new TimeoutException($"The code has not completed in {limit} of virtual time");

            task.GetAwaiter().GetResult();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(previous);
        }
    }

    /// <summary>Puts a packet on its channel.</summary>
    internal void Schedule(SimulatedPacket packet, long arrival, Queue<SimulatedPacket>? lane) =>
        _underway.Enqueue(packet, Math.Max(arrival, Now.Ticks + 1), lane);

    /// <summary>Has a host polled at the present instant.</summary>
    internal void Enqueue(SimulatedHost host) => _ready.Enqueue(host);

    private bool Run(TimeSpan limit, Func<bool>? condition, out bool isIdle)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, TimeSpan.Zero);
        if (_isRunning)
            throw new InvalidOperationException("The network is running already");

        _isRunning = true;
        try
        {
            return RunUntil(End(limit), condition, out isIdle);
        }
        finally
        {
            _isRunning = false;
        }
    }

    private bool RunUntil(TimeSpan end, Func<bool>? condition, out bool isIdle)
    {
        // Calls may have been made since time last passed, and not everybody says so.
        foreach (var host in _hosts)
            host.Wake();

        isIdle = false;
        for (var next = Now; next <= end; next = NextInstant())
        {
            MoveTo(next);
            if (condition?.Invoke() == true)
                return true;
        }

        isIdle = NextInstant() == Never;
        if (condition is not null || !isIdle)
            Time.Wheel.Advance(end);

        return false;
    }

    private TimeSpan End(TimeSpan limit) => limit < Never - Now ? Now + limit : Never - new TimeSpan(1);

    private TimeSpan NextInstant()
    {
        if (_ready.Count > 0 || !_context.IsEmpty)
            return Now;

        var timer = Time.Wheel.GetNextDeadline() ?? Never;
        var arrival = new TimeSpan(_underway.NextTick);
        return arrival < timer ? arrival : timer;
    }

    private void MoveTo(TimeSpan instant)
    {
        Time.Wheel.Advance(instant);
        while (_underway.TryDequeue(instant.Ticks, out var packet))
            packet.Channel!.Deliver(packet); // It was scheduled with its channel.

        do
        {
            while (_ready.TryDequeue(out var host))
                host.Poll();
        }
        while (_context.TryRunNext());
    }
}
