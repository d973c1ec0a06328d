using System.ComponentModel;
using System.Diagnostics;

namespace FsmGen.Tests;

/// <summary>Wireshark's command-line programs; a test that asks for one that is missing is skipped and says why.</summary>
internal static class Tshark
{
    /// <summary>What tshark shows of each packet: one line each, the fields separated by commas.</summary>
    public static async Task<string[]> Fields(string path, string[] fields, CancellationToken ct, params string[] options)
    {
        string[] arguments =
        [
            "-n", "-r", path, .. options, "-T", "fields", "-E", "separator=,",
            .. fields.SelectMany(field => new[] { "-e", field }),
        ];

        var lines = await Run("tshark", arguments, ct);
        return lines.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Runs one of the programs, and gives what it writes to its standard output.</summary>
    public static async Task<string> Run(string program, string[] arguments, CancellationToken ct)
    {
        using var process = Start(program, arguments);
        var errors = process.StandardError.ReadToEndAsync(ct);
        var output = await process.StandardOutput.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        Assert.True(process.ExitCode == 0, $"{program} ends with {process.ExitCode}: {await errors}");
        return output;
    }

    private static Process Start(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            return Process.Start(start)!; // null only with the shell
        }
        catch (Win32Exception)
        {
            Assert.Skip($"{program} is not on the PATH");
            throw;
        }
    }
}
