using System.Diagnostics;

namespace FsmGen.Package.Tests;

/// <summary>What a command printed, and how it ended.</summary>
internal sealed record Outcome(int Exit, string Output)
{
    /// <summary>What it printed, if it went well.</summary>
    public string Success()
    {
        Assert.True(Exit == 0, Output);
        return Output;
    }
}

/// <summary>The SDK's command line.</summary>
internal static class Dotnet
{
    /// <summary>Servers outlive the build, and keep the pipes of whoever waits for it open.</summary>
    public static readonly string[] NoServers = ["-nodeReuse:false", "-tl:off", "-p:UseSharedCompilation=false"];

    public static Task<Outcome> Run(string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        Run("dotnet", folder, environment, arguments);

    public static async Task<Outcome> Run(string program, string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new Outcome(process.ExitCode, output + await error);
    }
}
