using System.CommandLine;
using FsmGen.Compiler.Scxml;

namespace FsmGen.Tool;

/// <summary><c>fsmgen import FILE</c>: the spec of a machine that another tool's document describes.</summary>
internal static class ImportCommand
{
    public static Command Create()
    {
        var path = new Argument<string>("file") { Description = "The SCXML document." };
        var target = RenderingCommand.OutputOption();
        var command = new Command("import", "Writes an SCXML document as a spec, and says what it could not carry over.") { path, target };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(path), parsed.GetValue(target), parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error));
        return command;
    }

    public static int Run(string path, string? target, TextWriter output, TextWriter error) => SpecRendering.Guard(path, target, error, () =>
    {
        var (yaml, notes) = ScxmlImporter.Import(SpecSource.Read(path), path);
        foreach (var note in notes)
            error.WriteLine($"{path}({note.Position.Line + 1},{note.Position.Character + 1}): {(note.IsError ? "error" : "warning")}: {note.Message}");
        return yaml is null ? ExitCode.Findings : SpecRendering.Write(yaml, target, output);
    });
}
