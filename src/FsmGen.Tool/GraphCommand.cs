using System.CommandLine;
using FsmGen.Compiler.Diagrams;

namespace FsmGen.Tool;

/// <summary><c>fsmgen graph FILE</c>: a picture of a machine, as text that other tools draw.</summary>
internal static class GraphCommand
{
    private const string Mermaid = "mermaid";

    public static Command Create()
    {
        var path = new Argument<string>("file") { Description = "The spec." };
        var format = new Option<string>("--format") { Description = "The language of the diagram.", DefaultValueFactory = static _ => Mermaid };
        format.AcceptOnlyFromAmong(Mermaid);
        var target = new Option<string?>("--output") { Description = "The file to write; without it the diagram goes to the standard output.", HelpName = "file" };
        var command = new Command("graph", "Draws the states of a spec and the transitions between them.") { path, format, target };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(path), parsed.GetValue(target), parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error));
        return command;
    }

    public static int Run(string path, string? target, TextWriter output, TextWriter error)
    {
        try
        {
            if (Directory.Exists(path))
                throw new IOException("it is a directory");
            var compilation = SpecSource.Compile(path);
            var (errors, _) = FindingLines.Write(compilation.Findings, path, error);
            if (errors > 0 || compilation.Spec is not { } spec)
                return ExitCode.Findings;

            var diagram = MermaidDiagram.Of(spec);
            if (target is null)
                output.Write(diagram);
            else
                File.WriteAllText(path = target, diagram);
            return ExitCode.Success;
        }
        catch (Exception e) when (SpecSource.Explain(e) is { } why)
        {
            error.WriteLine($"fsmgen: '{path}' cannot be {(path == target ? "written" : "read")}: {why}");
            return ExitCode.Failure;
        }
    }

}
