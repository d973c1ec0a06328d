using System.Runtime.ExceptionServices;

namespace FsmGen.Tcp.Stack;

// Turns: one thread at a time is inside. What it leaves behind is sent, and whoever waits is told, when it leaves.
public sealed partial class TcpStack
{
    private readonly Lock _lock = new();
    private TimeSpan _now;
    private int _depth;
    private bool _isPromised;
    private bool _isFullKnown;
    private TimeSpan _promise;
    private Completion? _firstCompletion;
    private Completion? _lastCompletion;

    /// <summary>Waits until no other thread is inside; dispose what it gives to leave.</summary>
    internal Turn Enter()
    {
#if NET9_0_OR_GREATER
        _lock.Enter();
#else
        Monitor.Enter(_lock);
#endif
        if (_depth++ == 0)
            _now = Now;

        return new(this);
    }

    /// <summary>Sees to it that a call is told of its answer when this turn ends.</summary>
    internal void Complete(Completion completion)
    {
        if (_lastCompletion is null)
            _firstCompletion = completion;
        else
            _lastCompletion.Next = completion;

        _lastCompletion = completion;
    }

    // Until the next poll, somebody sleeps until then, or until a device that is full has room.
    private TimeSpan? Promise()
    {
        var next = _wheel.NextDeadline;
        (_isPromised, _promise, _isFullKnown) = (true, next ?? TimeSpan.MaxValue, _isDeviceFull);
        return next;
    }

    private bool IsPromiseBroken() => _isPromised && ((IsOutputLeft && !_isFullKnown) || _wheel.NextDeadline < _promise);

    // Where the device fails, those that have their answer are told all the same: it is not kept for another turn.
    private void Leave()
    {
        Completion? completions = null;
        try
        {
            if (EndTurn(ref completions))
                _device.Wake();
        }
        finally
        {
            Tell(completions);
        }
    }

    // Whether a wake is due. A cancellation may come within a turn of the same thread: the outer one does the rest.
    private bool EndTurn(ref Completion? completions)
    {
        try
        {
            if (_depth > 1)
                return false;

            Transmit();
            var isWakeDue = IsPromiseBroken();
            _isPromised &= !isWakeDue;
            return isWakeDue;
        }
        finally
        {
            if (--_depth == 0)
            {
                completions = _firstCompletion;
                (_firstCompletion, _lastCompletion) = (null, null);
            }

#if NET9_0_OR_GREATER
            _lock.Exit();
#else
            Monitor.Exit(_lock);
#endif
        }
    }

    // What one of them throws, a logger for example, must not keep the others waiting.
    private static void Tell(Completion? completions)
    {
        ExceptionDispatchInfo? error = null;
        while (completions is { } completion)
        {
            (completions, completion.Next) = (completion.Next, null);
            try
            {
                completion.Run();
            }
            catch (Exception e)
            {
                error ??= ExceptionDispatchInfo.Capture(e);
            }
        }

        error?.Throw();
    }

    /// <summary>The time that a thread is inside.</summary>
    internal readonly ref struct Turn(TcpStack stack) : IDisposable
    {
        public void Dispose() => stack.Leave();
    }
}
