using System.CommandLine;
using System.Text;

namespace Handshake;

/// <summary>Plays the scenarios and draws them as ladders.</summary>
internal static class Program
{
    private const int Success = 0, Failure = 1, Misuse = 2;
    private const ushort FirstClientPort = 49152;

    private static int Main(string[] args)
    {
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        return Run(args, Console.Out, Console.Error);
    }

    /// <summary>Does what the command line says.</summary>
    /// <returns>0; 1 if a scenario does not meet its expectation; 2 if the command line makes no sense.</returns>
    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        var list = new Option<bool>("--list") { Description = "Lists the scenarios and stops." };
        var only = new Option<string?>("--only") { Description = "Plays one scenario.", HelpName = "NAME" };
        var pcap = new Option<FileInfo?>("--pcap") { Description = "Writes all segments to a capture file.", HelpName = "FILE" };
        var command = new RootCommand("TCP's handshake and close, by a machine that is generated from spec/tcp.fsm.yaml.") { list, only, pcap };
        command.SetAction(parsed => parsed.GetValue(list)
            ? List(output)
            : Play(parsed.GetValue(only), parsed.GetValue(pcap), output, error));

        var parsed = command.Parse(args);
        if (parsed.Errors.Count == 0)
            return parsed.Invoke(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false });

        var unknown = parsed.UnmatchedTokens.FirstOrDefault();
        error.WriteLine(unknown is null
            ? parsed.Errors[0].Message
            : $"Unknown option '{unknown}'{Nearest.Hint(unknown, command.Options.Select(static o => o.Name))}");
        return Misuse;
    }

    private static int List(TextWriter output)
    {
        var width = Scenarios.All.Max(static s => s.Name.Length);
        foreach (var scenario in Scenarios.All)
            output.WriteLine($"{scenario.Name.PadRight(width)}  {scenario.Title}");

        return Success;
    }

    private static int Play(string? only, FileInfo? pcap, TextWriter output, TextWriter error)
    {
        if (only is not null && Scenarios.All.All(s => s.Name != only))
        {
            error.WriteLine($"There is no scenario '{only}'{Nearest.Hint(only, Scenarios.All.Select(static s => s.Name))}; --list lists them");
            return Misuse;
        }

        try
        {
            using var capture = pcap is null ? null : new Capture(pcap.Create());
            return Play(only, capture, output, error);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"'{pcap}' cannot be written: {e.Message}");
            return Misuse;
        }
    }

    private static int Play(string? only, Capture? capture, TextWriter output, TextWriter error)
    {
        var ladder = new Ladder(output);
        var (played, met) = (0, 0);
        for (var i = 0; i < Scenarios.All.Count; i++)
        {
            var scenario = Scenarios.All[i];
            if (only is not null && scenario.Name != only)
                continue;

            // A port of its own, so that a reader of the capture can tell the scenarios apart.
            var stage = new Stage(ladder, capture, (ushort)(FirstClientPort + i));
            ladder.Begin(scenario);
            capture?.Begin();
            try
            {
                scenario.Play(stage);
            }
            catch (ExpectationException e)
            {
                output.Flush();
                error.WriteLine($"Scenario '{scenario.Name}' failed: {e.Message}");
                return Failure;
            }

            played++;
            met += stage.Met;
        }

        output.WriteLine();
        output.WriteLine($"{played} scenario{(played == 1 ? "" : "s")}, {met} expectations met.");
        return Success;
    }
}
