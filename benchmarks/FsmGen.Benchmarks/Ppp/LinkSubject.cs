using FsmGen.Benchmarks.Contenders;
using static FsmGen.Benchmarks.Ppp.LinkEvent;

namespace FsmGen.Benchmarks.Ppp;

/// <content>The number that actions add to.</content>
internal partial class Link
{
    public long Effects;
}

/// <content>The number that actions add to.</content>
internal partial struct LinkValue
{
    public long Effects;
}

/// <summary>The automaton of PPP in all the ways there are to write it.</summary>
internal static class LinkSubject
{
    public static Subject Make() => Subject.Of("ppp", "A PPP link: 10 states, 16 events", LinkRows.All,
        [
            Open, Up, GoodRequest, Ack, EchoRequest, EchoRequest, UnknownCode, EchoRequest, TerminateRequest, TimeoutLast, Down, Close,
        ],
        new MachineContender<Called, LinkEvent>(Subject.Baseline, static () => new Called(new())),
        new MachineContender<Inlined, LinkEvent>("hand-written switch, inlined", static () => new Inlined(new())),
        new MachineContender<Generated, LinkEvent>(Subject.Ours, static () => new Generated(Started())),
        new MachineContender<GeneratedValue, LinkEvent>("FsmGen, struct", static () => new GeneratedValue(StartedValue())));

    public static Link Started()
    {
        var machine = new Link();
        machine.Start();
        return machine;
    }

    public static LinkValue StartedValue()
    {
        var machine = new LinkValue();
        machine.Start();
        return machine;
    }

    private readonly struct Called(LinkSwitch machine) : IMachine<LinkEvent>
    {
        public int State => (int)machine.State;

        public long Effects => machine.Effects;

        public bool Fire(LinkEvent e) => machine.Call(e);
    }

    private readonly struct Inlined(LinkSwitch machine) : IMachine<LinkEvent>
    {
        public int State => (int)machine.State;

        public long Effects => machine.Effects;

        public bool Fire(LinkEvent e) => machine.Fire(e);
    }

    private readonly struct Generated(Link machine) : IMachine<LinkEvent>
    {
        public int State => (int)machine.State;

        public long Effects => machine.Effects;

        public bool Fire(LinkEvent e) => machine.Fire(e) != Link.FireResult.Unhandled;
    }

    private struct GeneratedValue(LinkValue machine) : IMachine<LinkEvent>
    {
        private LinkValue _machine = machine;

        public readonly int State => (int)_machine.State;

        public readonly long Effects => _machine.Effects;

        public bool Fire(LinkEvent e) => _machine.Fire((LinkValueEvent)e) != LinkValue.FireResult.Unhandled;
    }
}
