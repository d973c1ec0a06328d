namespace FsmGen.Compiler.Model;

/// <summary>What tells of a machine's steps.</summary>
[Flags]
internal enum Telemetry
{
    None = 0,

    /// <summary>An <c>Activity</c> per step.</summary>
    Trace = 1,

    /// <summary>A counter of steps.</summary>
    Meter = 2,

    /// <summary>A line for an <c>ILogger</c>.</summary>
    Log = 4,
}
