using System.CommandLine;
using DiffPlex.Renderer;
using FsmGen.Compiler.Edits;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Tool;

/// <summary><c>fsmgen fix FILE…</c>: the edits that an editor offers, applied until none is left.</summary>
internal static class FixCommand
{
    public static Command Create()
    {
        var paths = new Argument<string[]>("file") { Description = "Specs, or directories with specs below them.", Arity = ArgumentArity.OneOrMore };
        var dry = new Option<bool>("--dry-run") { Description = "Shows what would change as a diff, and changes nothing." };
        var rules = new Option<string[]>("--rule") { Description = "Mends findings of this rule only; can be said several times.", HelpName = "id" };
        var unhandled = new Option<string?>("--unhandled") { Description = "The word for events that a state does not handle; without it they stay as they are." };
        unhandled.AcceptOnlyFromAmong("ignore", "reject", "never");
        var host = new Option<string?>("--host") { Description = "Writes the methods that the machine's C# half lacks, and mends those with another signature: in this file, or in the project in this directory.", HelpName = "path" };
        var @namespace = NamespaceOption();
        var command = new Command("fix", "Mends what is wrong with specs, without touching anything else: exit code 0 if nothing is left to say, 1 if something is, 2 if a file cannot be read or written.") { paths, dry, rules, unhandled, host, @namespace };
        command.SetAction(parsed =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var options = new RepairOptions(parsed.GetValue(rules) ?? [], parsed.GetValue(unhandled));
            var isDry = parsed.GetValue(dry);
            return Run(parsed.GetRequiredValue(paths), error, path =>
            {
                var exit = FixFile(path, options, isDry, output, error);
                return parsed.GetValue(host) is { } target && exit != ExitCode.Failure
                    ? Math.Max(exit, HostFile.Complete(path, target, parsed.GetValue(@namespace), isDry, output, error))
                    : exit;
            });
        });
        return command;
    }

    public static Option<string?> NamespaceOption() =>
        new("--namespace") { Description = "The namespace of a spec that names none; without it, that of the project around.", HelpName = "name" };

    /// <summary>Shows a change of a file, or makes it.</summary>
    public static void Apply(TextFile file, SourceText changed, bool isDry, TextWriter output)
    {
        if (isDry)
            output.Write(UnidiffRenderer.GenerateUnidiff(file.Text.ToString(), changed.ToString(), file.Path, file.Path, ignoreWhitespace: false).ReplaceLineEndings("\n"));
        else
            file.Replace(changed);
    }

    /// <summary>A path that cannot be read does not keep the others from being mended.</summary>
    private static int Run(IEnumerable<string> paths, TextWriter error, Func<string, int> fix)
    {
        var exit = ExitCode.Success;
        foreach (var path in paths)
        {
            var at = path;
            try
            {
                foreach (var file in SpecSource.Expand(path))
                {
                    at = file;
                    exit = Math.Max(exit, fix(file));
                }
            }
            catch (Exception e) when (SpecSource.Explain(e) is { } why)
            {
                error.WriteLine($"fsmgen: '{at}' cannot be mended: {why}");
                exit = ExitCode.Failure;
            }
        }

        return exit;
    }

    private static int FixFile(string path, RepairOptions options, bool isDry, TextWriter output, TextWriter error)
    {
        var file = TextFile.Read(path);
        var full = Path.GetFullPath(path);
        var repair = Repair.Of(file.Text, options with { Context = new SpecContext(full, SpecSource.Open), Severities = findings => SpecConfiguration.Apply(full, findings) });
        if (repair.Titles.Count > 0)
            Apply(file, repair.Text, isDry, output);
        if (!isDry)
        {
            foreach (var title in repair.Titles)
                output.WriteLine($"{path}: {title}");
        }

        var (errors, warnings) = FindingLines.Write(SpecSource.Compile(path, text: repair.Text).Findings, path, error);
        return errors + warnings == 0 ? ExitCode.Success : ExitCode.Findings;
    }
}
