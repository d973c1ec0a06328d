namespace FsmGen.Runtime.Timers;

/// <summary>A timer that calls a delegate; where there is a class to derive from <see cref="TimerNode"/>, that is one object less.</summary>
public sealed class CallbackTimer : TimerNode
{
    private readonly Action _callback;

    /// <summary>Makes a timer that is not scheduled.</summary>
    /// <param name="callback">What to call when the timer expires.</param>
    public CallbackTimer(Action callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        _callback = callback;
    }

    /// <inheritdoc/>
    protected override void OnExpired() => _callback();
}
