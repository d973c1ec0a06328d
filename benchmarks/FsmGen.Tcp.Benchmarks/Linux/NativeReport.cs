using System.Text.Json;

namespace FsmGen.Tcp.Benchmarks.Linux;

/// <summary>What a program of <c>Native</c> says at its end.</summary>
/// <param name="Count">Packets, bytes, round trips or connections.</param>
/// <param name="Seconds">How long they took.</param>
/// <param name="Cpu">User and system time of the program, in seconds.</param>
internal sealed record NativeReport(double Count, double Seconds, double Cpu)
{
    public double Rate => Count / Seconds;

    public static NativeReport Parse(string output) =>
        JsonSerializer.Deserialize<NativeReport>(output, JsonSerializerOptions.Web)!; // one object, not null
}
