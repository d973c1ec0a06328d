namespace FsmGen.Tcp.Benchmarks.Simulated;

/// <summary>The congestion controls that there are.</summary>
internal static class CongestionControls
{
    public static IReadOnlyList<(string Name, Func<ICongestionControl> Make)> All { get; } = [("FsmGen, NewReno", static () => new NewReno())];
}
