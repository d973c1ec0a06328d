using System.CommandLine;
using FsmGen.Compiler.Emit;
using Microsoft.CodeAnalysis.CSharp;

namespace FsmGen.Tool;

/// <summary><c>fsmgen generate FILE</c>: the very C# that the generator gives to the compiler.</summary>
internal static class GenerateCommand
{
    public static Command Create()
    {
        var path = new Argument<string>("file") { Description = "The spec." };
        var @namespace = FixCommand.NamespaceOption();
        var version = new Option<LanguageVersion>("--langversion")
        {
            Description = "The version of C# that the project compiles, like 9 or latest.",
            HelpName = "version",
            DefaultValueFactory = _ => LanguageVersion.Latest,
            CustomParser = static result =>
            {
                if (!LanguageVersionFacts.TryParse(result.Tokens[0].Value, out var parsed))
                    result.AddError($"'{result.Tokens[0].Value}' is not a version of C#.");
                return parsed;
            },
        };
        var target = RenderingCommand.OutputOption();
        var command = new Command("generate", "Prints the C# that a build makes of a spec.") { path, @namespace, version, target };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(path), parsed.GetValue(@namespace), parsed.GetValue(version), parsed.GetValue(target), parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error));
        return command;
    }

    private static int Run(string path, string? @namespace, LanguageVersion language, string? target, TextWriter output, TextWriter error) => SpecRendering.Guard(path, target, error, () =>
    {
        var compilation = SpecSource.CompileMachine(path, @namespace ?? ProjectFile.NamespaceAround(path));
        var (errors, _) = FindingLines.Write(compilation.Findings, path, error);

        // The generator writes a machine with errors, too, so that the C# around it keeps its names.
        if (compilation.Machine is not { } machine)
            return ExitCode.Findings;
        var exit = SpecRendering.Write(MachineEmitter.Emit(machine, new EmitOptions(SpanDirectives: language.MapSpecifiedToEffectiveVersion() >= LanguageVersion.CSharp10)), target, output);
        return errors > 0 ? ExitCode.Findings : exit;
    });
}
