using System.Diagnostics;

namespace FsmGen.Runtime.Tests.Fuzzing;

/// <summary>Runs the fuzzing project in a process of its own: an over-read ends it, and would end that of the tests.</summary>
internal static class FuzzProgram
{
    private static readonly string Assembly = typeof(FuzzTarget).Assembly.Location;

    /// <summary>Runs it to its end, which must be a good one.</summary>
    /// <returns>What it prints.</returns>
    public static async Task<string> Run(params string[] arguments)
    {
        var ct = TestContext.Current.CancellationToken;
        using var program = Process.Start(new ProcessStartInfo("dotnet", [Assembly, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!; // null only with the shell

        var errors = program.StandardError.ReadToEndAsync(ct);
        var output = await program.StandardOutput.ReadToEndAsync(ct);
        await program.WaitForExitAsync(ct);
        Assert.True(program.ExitCode == 0, $"{string.Join(' ', arguments)}\n{output}{await errors}");
        return output;
    }
}
