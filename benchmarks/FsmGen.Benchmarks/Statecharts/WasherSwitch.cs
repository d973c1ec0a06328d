using System.Runtime.CompilerServices;
using static FsmGen.Benchmarks.Statecharts.WasherSwitch.Phase;

namespace FsmGen.Benchmarks.Statecharts;

/// <summary>What one writes by hand for the washer: a phase, and the one to go back to.</summary>
internal sealed class WasherSwitch
{
    public Phase Current;
    public long Effects = 1;

    private Phase _last;

    internal enum Phase : byte { Idle, Fill, Heat, Turn, Soak, Drain, Spin, Ajar }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public bool Call(WasherEvent e) => e switch
    {
        WasherEvent.Begin => Begin(),
        WasherEvent.Step => Step(),
        WasherEvent.Open => Open(),
        WasherEvent.Close => Close(),
        _ => Cancel(),
    };

    private bool Begin()
    {
        if (Current != Idle)
            return false;
        Effects += 2 + 8;
        Current = Fill;
        return true;
    }

    private bool Step()
    {
        switch (Current)
        {
            case Fill: Effects += 32; Current = Heat; return true;
            case Heat: Current = Turn; return true;
            case Turn: Effects += 16; Current = Soak; return true;
            case Soak: Effects += 64; Current = Drain; return true;
            case Drain: Effects += 128; Current = Spin; return true;
            case Spin: Effects += 4 + 1; Current = Idle; return true;
            default: return false;
        }
    }

    private bool Open()
    {
        if (Current is Idle or Ajar)
            return false;
        _last = Current;
        Leave();
        Effects += 256;
        Current = Ajar;
        return true;
    }

    private bool Close()
    {
        if (Current != Ajar)
            return false;
        Current = _last;
        Effects += 2;
        if (Current <= Turn)
            Effects += 8;
        if (Current == Heat)
            Effects += 32;
        if (Current == Drain)
            Effects += 64;
        return true;
    }

    private bool Cancel()
    {
        if (Current == Idle)
            return false;
        if (Current != Ajar)
            Leave();
        Effects += 1;
        Current = Idle;
        return true;
    }

    private void Leave()
    {
        if (Current <= Turn)
            Effects += 16;
        Effects += 4;
    }
}
