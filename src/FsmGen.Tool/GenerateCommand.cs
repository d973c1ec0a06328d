using System.CommandLine;
using FsmGen.Compiler;
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
        var version = new Option<string>("--langversion") { Description = "The version of C# that the project compiles, like 9 or latest.", DefaultValueFactory = _ => "latest", HelpName = "version" };
        version.Validators.Add(result =>
        {
            if (!LanguageVersionFacts.TryParse(result.GetValueOrDefault<string>(), out _))
                result.AddError($"'{result.GetValueOrDefault<string>()}' is not a version of C#.");
        });
        var target = RenderingCommand.OutputOption();
        var command = new Command("generate", "Prints the C# that a build makes of a spec.") { path, @namespace, version, target };
        command.SetAction(parsed =>
        {
            LanguageVersionFacts.TryParse(parsed.GetRequiredValue(version), out var language);
            return Run(parsed.GetRequiredValue(path), parsed.GetValue(@namespace), language, parsed.GetValue(target), parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        });
        return command;
    }

    private static int Run(string path, string? @namespace, LanguageVersion language, string? target, TextWriter output, TextWriter error) => SpecRendering.Guard(path, target, error, () =>
    {
        var compilation = SpecCompilation.Of(SpecSource.Read(path), Path.GetFullPath(path), @namespace ?? ProjectFile.NamespaceAround(path));
        var (errors, _) = FindingLines.Write(compilation.Findings, path, error);

        // The generator writes a machine with errors, too, so that the C# around it keeps its names.
        if (compilation.Machine is not { } machine)
            return ExitCode.Findings;
        var exit = SpecRendering.Write(MachineEmitter.Emit(machine, new EmitOptions(SpanDirectives: language.MapSpecifiedToEffectiveVersion() >= LanguageVersion.CSharp10)), target, output);
        return errors > 0 ? ExitCode.Findings : exit;
    });
}
