using System.Text.Json.Nodes;
using FsmGen.Benchmarks.Contenders;
using FsmGen.Benchmarks.Streams;
using static FsmGen.Benchmarks.Statecharts.WasherSwitch;

namespace FsmGen.Benchmarks.Statecharts;

/// <content>The number that actions add to.</content>
internal partial class Washer
{
    public long Effects;
}

/// <summary>History: the washer in the ways there are to write it.</summary>
internal static class WasherSubject
{
    // Without so many steps it would hardly come to its end.
    public static Subject Make() => Subject.Of(
        EventStream.AtRandom("history", [.. Enum.GetValues<WasherEvent>(), WasherEvent.Step, WasherEvent.Step, WasherEvent.Step, WasherEvent.Close, WasherEvent.Begin]),
        new MachineContender<ByHand, WasherEvent>(Subject.Baseline, static () => new(new())),
        new MachineContender<Generated, WasherEvent>(Subject.Ours, static () => new(Started())),
        XStateContender.Read<WasherEvent>("Statecharts/Washer.xstate.json", static state => (int)Enum.Parse<Phase>(Innermost(state))));

    private static Washer Started()
    {
        var machine = new Washer();
        machine.Start();
        return machine;
    }

    private static string Innermost(JsonNode state) => state is JsonObject { Count: 1 } nested ? Innermost(nested.First().Value!) : (string)state!; // no state is null

    private readonly struct ByHand(WasherSwitch machine) : IMachine<WasherEvent>
    {
        public int State => (int)machine.Current;

        public long Effects => machine.Effects;

        public bool Fire(WasherEvent e) => machine.Call(e);
    }

    private readonly struct Generated(Washer machine) : IMachine<WasherEvent>
    {
        public int State => (int)Enum.Parse<Phase>($"{machine.State}");

        public long Effects => machine.Effects;

        public bool Fire(WasherEvent e) => machine.Fire(e) != Washer.FireResult.Unhandled;
    }
}
