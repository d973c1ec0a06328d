using FsmGen.Benchmarks.Contenders;
using FsmGen.Benchmarks.Streams;
using FsmGen.Runtime.Timers;
using static FsmGen.Benchmarks.Statecharts.SessionInput;
using static FsmGen.Benchmarks.Statecharts.SessionSwitch;

namespace FsmGen.Benchmarks.Statecharts;

/// <content>The number that actions add to.</content>
internal partial class Session
{
    public long Effects;
}

/// <summary>Timers: the session in the ways there are to write it.</summary>
internal static class SessionSubject
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    // Most of the time somebody does something, or nobody does anything.
    public static Subject Make() => Subject.Of(
        EventStream.AtRandom("timers", Login, Activity, Activity, Activity, Logout, TenSeconds, TenSeconds, TenSeconds, TenSeconds),
        new MachineContender<ByHand, SessionInput>(Subject.Baseline, static () => new(new())),
        new MachineContender<Generated, SessionInput>(Subject.Ours, Started),
        XStateContender.Read<SessionInput>("Statecharts/Session.xstate.json", static state => (int)Enum.Parse<Stage>((string)state!), (TenSeconds, Pause))); // no state is null

    private static Generated Started()
    {
        var wheel = new TimerWheel(TimeSpan.FromMilliseconds(1));
        var machine = new Session { Timers = wheel };
        machine.Start();
        return new(machine, wheel);
    }

    private readonly struct ByHand(SessionSwitch machine) : IMachine<SessionInput>
    {
        public int State => (int)machine.Current;

        public long Effects => machine.Effects;

        public bool Fire(SessionInput e)
        {
            if (e != TenSeconds)
                return machine.Call(e);
            machine.Wait((long)Pause.TotalSeconds);
            return true;
        }
    }

    private readonly struct Generated(Session machine, TimerWheel wheel) : IMachine<SessionInput>
    {
        public int State => (int)Enum.Parse<Stage>($"{machine.State}");

        public long Effects => machine.Effects;

        // SessionInput begins with the events of the session, in their order.
        public bool Fire(SessionInput e)
        {
            if (e != TenSeconds)
                return machine.Fire((SessionEvent)e) != Session.FireResult.Unhandled;
            wheel.Advance(wheel.Now + Pause);
            return true;
        }
    }
}
