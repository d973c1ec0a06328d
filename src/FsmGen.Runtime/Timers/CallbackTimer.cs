namespace FsmGen.Runtime.Timers;

/// <summary>A timer that calls a delegate; where there is a class to derive from <see cref="TimerNode"/>, that is one object less.</summary>
/// <param name="callback">What to call when the timer expires.</param>
public sealed class CallbackTimer(Action callback) : TimerNode
{
    /// <inheritdoc/>
    protected override void OnExpired() => callback();
}
