using System.CommandLine;
using FsmGen.Compiler.Binding;

namespace FsmGen.Tool;

/// <summary>A command that makes a text of a spec, in one of several formats.</summary>
internal static class RenderingCommand
{
    public static Command Create(string name, string description, string formatDescription, Dictionary<string, Func<Spec, string>> formats, string standard)
    {
        var path = new Argument<string>("file") { Description = "The spec." };
        var format = new Option<string>("--format") { Description = formatDescription, DefaultValueFactory = _ => standard };
        format.AcceptOnlyFromAmong([.. formats.Keys]);
        var target = OutputOption();
        var command = new Command(name, description) { path, format, target };
        command.SetAction(parsed => SpecRendering.Run(parsed.GetRequiredValue(path), formats[parsed.GetRequiredValue(format)], parsed.GetValue(target), parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error));
        return command;
    }

    public static Option<string?> OutputOption() =>
        new("--output") { Description = "The file to write; without it the text goes to the standard output.", HelpName = "file" };
}
