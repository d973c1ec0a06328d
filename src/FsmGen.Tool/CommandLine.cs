using System.CommandLine;
using System.CommandLine.Invocation;

namespace FsmGen.Tool;

/// <summary>The commands of <c>fsmgen</c>, run on any pair of writers.</summary>
internal static class CommandLine
{
    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        var parsed = Create().Parse(args);
        // A bug shows its stack; it is not an answer that a caller could take for one about a spec.
        var exit = parsed.Invoke(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false });
        return parsed.Action is ParseErrorAction ? ExitCode.Failure : exit;
    }

    public static RootCommand Create() =>
        new("Checks, mends, draws and converts FsmGen state machines (*.fsm.yaml).")
        {
            CheckCommand.Create(),
            FixCommand.Create(),
            ExplainCommand.Create(),
            GraphCommand.Create(),
            SimulateCommand.Create(),
            TableCommand.Create(),
            ImportCommand.Create(),
            ExportCommand.Create(),
            GenerateCommand.Create(),
            InitCommand.Create(),
        };
}
