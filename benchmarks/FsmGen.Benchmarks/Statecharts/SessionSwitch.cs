using System.Runtime.CompilerServices;

namespace FsmGen.Benchmarks.Statecharts;

/// <summary>What one writes by hand for the session: a deadline, and a look at it whenever time passes.</summary>
internal sealed class SessionSwitch
{
    public Stage Current;
    public long Effects;

    private long _now, _deadline = long.MaxValue;

    internal enum Stage : byte { LoggedOut, Active, Warned }

    /// <summary>Time passes.</summary>
    /// <param name="seconds">How much of it.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Wait(long seconds)
    {
        _now += seconds;
        while (_deadline <= _now)
        {
            if (Current == Stage.Active)
            {
                Effects += 1;
                Current = Stage.Warned;
                _deadline += 10;
            }
            else
            {
                Effects += 2 + 4;
                Current = Stage.LoggedOut;
                _deadline = long.MaxValue;
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public bool Call(SessionInput e)
    {
        if (Current == Stage.LoggedOut)
        {
            if (e != SessionInput.Login)
                return false;
            Activate();
            return true;
        }

        if (e == SessionInput.Login)
            return false;
        if (Current == Stage.Warned)
            Effects += 2;
        if (e == SessionInput.Activity)
        {
            Activate();
        }
        else
        {
            Current = Stage.LoggedOut;
            _deadline = long.MaxValue;
        }

        return true;
    }

    private void Activate()
    {
        Current = Stage.Active;
        _deadline = _now + 30;
    }
}
