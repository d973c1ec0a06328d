using System.CommandLine;

namespace FsmGen.Tool;

/// <summary><c>fsmgen check FILE…</c>: what the build would say of each file, without a build.</summary>
internal static class CheckCommand
{
    private const string Text = "text", Json = "json", Sarif = "sarif";

    public static Command Create()
    {
        var paths = new Argument<string[]>("file") { Description = "Specs, or directories with specs below them.", Arity = ArgumentArity.OneOrMore };
        var format = new Option<string>("--format") { Description = "How to say it: lines for people and MSBuild, JSON, or SARIF 2.1.0 for code hosts.", DefaultValueFactory = static _ => Text };
        format.AcceptOnlyFromAmong(Text, Json, Sarif);
        var watch = new Option<bool>("--watch") { Description = "Check again whenever a file changes, until Ctrl+C." };
        var command = new Command("check", "Says what is wrong with specs: exit code 0 if nothing is, or suggestions only; 1 if something is, 2 if a file cannot be read.") { paths, format, watch };
        command.Validators.Add(result =>
        {
            if (result.GetValue(watch) && result.GetValue(format) is not (null or Text))
                result.AddError("--watch speaks to a person: it goes with the format 'text' only.");
        });
        command.SetAction((parsed, cancellation) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var files = parsed.GetRequiredValue(paths);
            return parsed.GetValue(watch)
                ? FileChanges.Follow(files, new SpecWatch(files, output, error).Look, cancellation)
                : Task.FromResult(Run(files, parsed.GetRequiredValue(format), output, error));
        });
        return command;
    }

    private static int Run(IEnumerable<string> paths, string format, TextWriter output, TextWriter error)
    {
        var files = new List<CheckedFile>();
        var exit = Each(paths, error, file =>
        {
            files.Add(file);
            if (format == Text)
                CheckText.Write(file, output, error);
        });
        if (format != Text)
            output.Write(format == Json ? CheckJson.Write(files) : CheckSarif.Write(files));
        return exit;
    }

    /// <summary>Checks the files that paths stand for. One that cannot be read does not keep the others from being checked.</summary>
    public static int Each(IEnumerable<string> paths, TextWriter error, Action<CheckedFile> found)
    {
        var exit = ExitCode.Success;
        var files = new List<CheckedFile>();
        foreach (var path in paths)
        {
            var at = path;
            try
            {
                foreach (var file in SpecSource.Expand(path))
                {
                    at = file;
                    files.Add(CheckedFile.Of(file));
                }
            }
            catch (Exception e) when (SpecSource.Explain(e) is { } why)
            {
                error.WriteLine($"fsmgen: '{at}' cannot be read: {why}");
                exit = ExitCode.Failure;
            }
        }

        foreach (var file in files.Select(file => file.Among(files)))
        {
            found(file);
            exit = Math.Max(exit, file.Exit);
        }

        return exit;
    }
}
