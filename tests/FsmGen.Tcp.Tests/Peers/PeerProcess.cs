using System.Diagnostics;

namespace FsmGen.Tcp.Tests.Peers;

/// <summary>A program that runs, with all that it writes; it is killed if it still runs when it is disposed.</summary>
internal sealed class PeerProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;
    private readonly string _command;

    public PeerProcess(string program, params string[] arguments)
    {
        _command = string.Join(' ', [program, .. arguments]);
        _process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!; // null only with the shell
        _process.StandardInput.Close();
        (_output, _errors) = (_process.StandardOutput.ReadToEndAsync(), _process.StandardError.ReadToEndAsync());
    }

    public int Id => _process.Id;

    /// <summary>Runs a program until it ends, and gives its output; it must succeed.</summary>
    public static string Run(string program, params string[] arguments)
    {
        using var process = new PeerProcess(program, arguments);
        return process.Finish().GetAwaiter().GetResult();
    }

    /// <summary>Waits for the end; false if the program fails, and what it says then.</summary>
    public bool TryFinish(out string complaint)
    {
        _process.WaitForExit();
        complaint = _process.ExitCode == 0 ? "" : _errors.GetAwaiter().GetResult();
        return _process.ExitCode == 0;
    }

    /// <summary>Waits for the end, and gives the output; the program must succeed.</summary>
    public async Task<string> Finish()
    {
        var output = await _output.ConfigureAwait(false);
        await _process.WaitForExitAsync().ConfigureAwait(false);
        Assert.True(_process.ExitCode == 0, $"'{_command}' ends with {_process.ExitCode}: {await _errors.ConfigureAwait(false)}{output}");
        return output;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);

        _process.WaitForExit();
        _process.Dispose();
    }
}
