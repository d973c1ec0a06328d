using System.CommandLine;
using FsmGen.Compiler.Binding;

namespace FsmGen.Tool;

/// <summary><c>fsmgen check FILE…</c>: what the build would say of each file, without a build.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var paths = new Argument<string[]>("file") { Description = "Specs, or directories with specs below them.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("check", "Says what is wrong with specs: exit code 0 if nothing is, 1 if something is, 2 if a file cannot be read.") { paths };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(paths), parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error));
        return command;
    }

    public static int Run(IEnumerable<string> paths, TextWriter output, TextWriter error) =>
        paths.Select(path => Each(path, output, error)).Aggregate(ExitCode.Success, Math.Max);

    /// <summary>A path that cannot be read does not keep the others from being checked.</summary>
    private static int Each(string path, TextWriter output, TextWriter error)
    {
        var exit = ExitCode.Success;
        try
        {
            foreach (var file in SpecSource.Expand(path))
            {
                path = file;
                exit = Math.Max(exit, CheckFile(file, output, error));
            }
        }
        catch (Exception e) when (SpecSource.Explain(e) is { } why)
        {
            error.WriteLine($"fsmgen: '{path}' cannot be read: {why}");
            return ExitCode.Failure;
        }

        return exit;
    }

    private static int CheckFile(string path, TextWriter output, TextWriter error)
    {
        var compilation = SpecSource.Compile(path);
        var (errors, warnings) = FindingLines.Write(compilation.Findings, path, error);
        string[] parts = [.. compilation.Spec is { } spec ? Sizes(spec) : [], .. Verdict(errors, warnings)];
        output.WriteLine($"{path}: {string.Join(", ", parts)}");
        return errors + warnings == 0 ? ExitCode.Success : ExitCode.Findings;
    }

    private static IEnumerable<string> Sizes(Spec spec) =>
    [
        Count(spec.Leaves.Count(), "state"),
        Count(spec.Events.Count, "event"),
        Count(spec.Root.Descendants.Sum(static state => state.Rows.Values.Sum(static rows => rows.Count)), "row"),
    ];

    private static IEnumerable<string> Verdict(int errors, int warnings) => (errors, warnings) switch
    {
        (0, 0) => ["no findings"],
        (_, 0) => [Count(errors, "error")],
        (0, _) => [Count(warnings, "warning")],
        _ => [Count(errors, "error"), Count(warnings, "warning")],
    };

    private static string Count(int count, string noun) => $"{count} {noun}{(count == 1 ? "" : "s")}";
}
