using System.Globalization;
using System.Runtime.InteropServices;

namespace FsmGen.Benchmarks.Shared;

/// <summary>Where the figures come from.</summary>
internal static class Machine
{
    public static string Description { get; } =
        $"{Processor()}, {Environment.ProcessorCount} logical cores, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}";

    /// <summary>Processes that ran or wanted to, in the mean of the last minute; null where nobody tells.</summary>
    public static double? Load()
    {
        const string file = "/proc/loadavg";
        return File.Exists(file) ? double.Parse(File.ReadAllText(file).Split(' ')[0], CultureInfo.InvariantCulture) : null;
    }

    private static string Processor()
    {
        const string list = "/proc/cpuinfo", key = "model name";
        var line = File.Exists(list) ? File.ReadLines(list).FirstOrDefault(static line => line.StartsWith(key, StringComparison.Ordinal)) : null;
        return line is null ? RuntimeInformation.ProcessArchitecture.ToString() : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }
}
