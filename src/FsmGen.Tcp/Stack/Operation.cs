using System.Threading.Tasks.Sources;

namespace FsmGen.Tcp.Stack;

/// <summary>A call that waits for its answer. It can be used again once the answer was taken, and allocates nothing then.</summary>
/// <remarks>All but the taking of the answer happens while the stack is entered.</remarks>
/// <param name="stack">The stack that answers.</param>
/// <param name="withdraw">Called when the call is cancelled, before it is answered.</param>
internal sealed class Operation<T>(TcpStack stack, Action<Operation<T>>? withdraw = null)
    : Completion, IValueTaskSource<T>, IValueTaskSource
{
    private ManualResetValueTaskSourceCore<T> _core = new() { RunContinuationsAsynchronously = !stack.ContinuesInline };
    private ManualResetEventSlim? _answered;
    private CancellationToken _token;
    private CancellationTokenRegistration _registration;
    private T _result = default!; // read only once it is set
    private Exception? _error;
    private volatile bool _isBusy;
    private bool _isBlocking;

    /// <summary>Whether the call waits.</summary>
    public bool IsPending { get; private set; }

    /// <summary>Whether the call waits, or its answer was not taken yet.</summary>
    public bool IsBusy => _isBusy;

    /// <summary>Begins to wait, and gives the token to make a task of.</summary>
    public short Begin(CancellationToken ct)
    {
        (_isBusy, IsPending, _isBlocking, _token) = (true, true, false, ct);
        _registration = ct.UnsafeRegister(static operation => ((Operation<T>)operation!).Cancel(), this); // it was given as state
        return _core.Version;
    }

    /// <summary>Answers the call.</summary>
    public void Succeed(T result)
    {
        (IsPending, _result) = (false, result);
        stack.Complete(this);
    }

    /// <summary>Answers the call with an exception.</summary>
    public void Fail(Exception error)
    {
        (IsPending, _error) = (false, error);
        stack.Complete(this);
    }

    public override void Run()
    {
        var (result, error, answered) = (_result, _error, _isBlocking ? _answered : null);
        (_result, _error) = (default!, null); // the next answer sets it
        if (error is null)
            _core.SetResult(result);
        else
            _core.SetException(error);

        answered?.Set();
    }

    /// <summary>Blocks the thread until the call is answered; on a timeout, that is the answer.</summary>
    /// <param name="token">What <see cref="BeginBlocking"/> gave.</param>
    /// <param name="timeout">How long at most, in milliseconds.</param>
    public T Wait(short token, int timeout)
    {
        var answered = _answered ?? throw new InvalidOperationException("The call was not made to be waited for");
        if (!answered.Wait(timeout))
        {
            using (stack.Enter())
            {
                if (IsPending)
                    Fail(new IOException($"The call took longer than {timeout} ms", new TimeoutException()));
            }

            answered.Wait();
        }

        return ((IValueTaskSource<T>)this).GetResult(token);
    }

    /// <summary>Begins to wait with a thread that will call <see cref="Wait"/>.</summary>
    public short BeginBlocking()
    {
        var token = Begin(CancellationToken.None);
        (_answered ??= new()).Reset();
        _isBlocking = true;
        return token;
    }

    ValueTaskSourceStatus IValueTaskSource<T>.GetStatus(short token) => _core.GetStatus(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource<T>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    void IValueTaskSource.GetResult(short token) => ((IValueTaskSource<T>)this).GetResult(token);

    T IValueTaskSource<T>.GetResult(short token)
    {
        // Throws if there is no answer yet, or it was taken before; then nothing may change.
        if (_core.GetStatus(token) == ValueTaskSourceStatus.Pending)
            throw new InvalidOperationException("The call has not been answered yet");

        // A cancellation that has begun looks at this operation: it must be over before the next call begins.
        _registration.Dispose();
        try
        {
            return _core.GetResult(token);
        }
        finally
        {
            (_registration, _token) = (default, default);
            _core.Reset();
            _isBusy = false;
        }
    }

    private void Cancel()
    {
        using (stack.Enter())
        {
            if (!IsPending)
                return;

            withdraw?.Invoke(this);
            Fail(new OperationCanceledException(_token));
        }
    }
}
