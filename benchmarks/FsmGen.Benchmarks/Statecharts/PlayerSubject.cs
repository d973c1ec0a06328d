using System.Text.Json.Nodes;
using FsmGen.Benchmarks.Contenders;
using FsmGen.Benchmarks.Streams;
using static FsmGen.Benchmarks.Statecharts.PlayerSwitch;

namespace FsmGen.Benchmarks.Statecharts;

/// <content>The number that actions add to.</content>
internal partial class Player
{
    public long Effects;
}

/// <summary>Regions: the player in the ways there are to write it.</summary>
internal static class PlayerSubject
{
    public static Subject Make() => Subject.Of(
        EventStream.AtRandom("regions", Enum.GetValues<PlayerEvent>()),
        new MachineContender<ByHand, PlayerEvent>(Subject.Baseline, static () => new(new())),
        new MachineContender<Generated, PlayerEvent>(Subject.Ours, static () => new(Started())),
        XStateContender.Read<PlayerEvent>("Statecharts/Player.xstate.json", static state => state is JsonObject player && player["On"] is { } regions
            ? Number(NameOf<Playback>(regions["Playback"]), NameOf<Volume>(regions["Volume"]), (string?)regions["Sound"] == "Silent")
            : 0));

    private static Player Started()
    {
        var machine = new Player();
        machine.Start();
        return machine;
    }

    private static int Number(Playback track, Volume level, bool isSilent) => 1 + (int)track + (3 * (int)level) + (isSilent ? 9 : 0);

    private static T NameOf<T>(JsonNode? state) where T : struct, Enum => Enum.Parse<T>((string?)state ?? "");

    private readonly struct ByHand(PlayerSwitch machine) : IMachine<PlayerEvent>
    {
        public int State => machine.IsOn ? Number(machine.Track, machine.Level, machine.IsSilent) : 0;

        public long Effects => machine.Effects;

        public bool Fire(PlayerEvent e) => machine.Call(e);
    }

    private readonly struct Generated(Player machine) : IMachine<PlayerEvent>
    {
        public int State => machine.PlaybackState is { } track && machine.VolumeState is { } level
            ? Number(Enum.Parse<Playback>($"{track}"), Enum.Parse<Volume>($"{level}"), machine.SoundState == PlayerState.Silent)
            : 0;

        public long Effects => machine.Effects;

        public bool Fire(PlayerEvent e) => machine.Fire(e) != Player.FireResult.Unhandled;
    }
}
