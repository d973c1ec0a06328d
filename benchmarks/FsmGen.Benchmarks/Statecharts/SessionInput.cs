namespace FsmGen.Benchmarks.Statecharts;

/// <summary>What happens to a session: its events, and time that passes.</summary>
internal enum SessionInput : byte
{
    Login,
    Activity,
    Logout,
    TenSeconds,
}
