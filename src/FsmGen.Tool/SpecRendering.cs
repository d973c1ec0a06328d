using FsmGen.Compiler.Binding;

namespace FsmGen.Tool;

/// <summary>Turns a spec into a text for another tool, and puts it where the caller wants it.</summary>
internal static class SpecRendering
{
    /// <summary>Writes what <paramref name="render"/> makes of the spec at <paramref name="path"/>; one that cannot be read is made into nothing.</summary>
    public static int Run(string path, Func<Spec, string> render, string? target, TextWriter output, TextWriter error) => Guard(path, target, error, () =>
    {
        var compilation = SpecSource.CompileMachine(path);
        var (errors, _) = FindingLines.Write(compilation.Findings, path, error);
        // What is wrong with the design is best seen in a picture.
        if (compilation.Spec is not { Root.IsLeaf: false } spec || compilation.IsUnreadable)
            return ExitCode.Findings;
        var written = Write(render(spec), target, output);
        return errors > 0 ? ExitCode.Findings : written;
    });

    /// <summary>Writes a text to a file, or to the output where the caller names none.</summary>
    public static int Write(string text, string? target, TextWriter output)
    {
        if (target is null)
            output.Write(text);
        else
        {
            try
            {
                File.WriteAllText(target, text);
            }
            catch (DirectoryNotFoundException)
            {
                throw new TargetException($"the directory '{Path.GetDirectoryName(target)}' does not exist");
            }
            catch (UnauthorizedAccessException) when (Directory.Exists(target))
            {
                throw new TargetException("it is a directory");
            }
            catch (Exception e) when (SpecSource.Explain(e) is { } why)
            {
                throw new TargetException(why);
            }
        }

        return ExitCode.Success;
    }

    /// <summary>Runs a command on one file, and says which of the two files stands in its way.</summary>
    public static int Guard(string path, string? target, TextWriter error, Func<int> run)
    {
        try
        {
            return Directory.Exists(path) ? throw new IOException("it is a directory") : run();
        }
        catch (TargetException e)
        {
            error.WriteLine($"fsmgen: '{target}' cannot be written: {e.Message}");
        }
        catch (Exception e) when (SpecSource.Explain(e) is { } why)
        {
            error.WriteLine($"fsmgen: '{path}' cannot be read: {why}");
        }

        return ExitCode.Failure;
    }

    /// <summary>The result could not be written.</summary>
    private sealed class TargetException(string why) : Exception(why);
}
