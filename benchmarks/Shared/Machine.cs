using System.Runtime.InteropServices;

namespace FsmGen.Benchmarks.Shared;

/// <summary>Where the figures come from.</summary>
internal static class Machine
{
    public static string Description { get; } =
        $"{Processor()}, {Environment.ProcessorCount} logical cores, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}";

    private static string Processor()
    {
        const string list = "/proc/cpuinfo", key = "model name";
        var line = File.Exists(list) ? File.ReadLines(list).FirstOrDefault(static line => line.StartsWith(key, StringComparison.Ordinal)) : null;
        return line is null ? RuntimeInformation.ProcessArchitecture.ToString() : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }
}
