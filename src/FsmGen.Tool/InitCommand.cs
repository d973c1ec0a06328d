using System.CommandLine;
using FsmGen.Compiler;
using FsmGen.Compiler.Binding;

namespace FsmGen.Tool;

/// <summary><c>fsmgen init Door</c>: a small machine to begin with.</summary>
internal static class InitCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("name") { Description = "The name of the machine." };
        name.Validators.Add(result =>
        {
            if (Names.RejectMachine(result.GetValueOrDefault<string>() ?? "") is { } why)
                result.AddError($"'{result.GetValueOrDefault<string>()}' cannot be the name of a machine: {why}.");
        });
        var directory = new Option<string>("--directory") { Description = "Where the file is written.", DefaultValueFactory = _ => ".", HelpName = "path" };
        var command = new Command("init", "Writes a small spec to begin with.") { name, directory };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(name), parsed.GetRequiredValue(directory), parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error));
        return command;
    }

    private static int Run(string name, string directory, TextWriter output, TextWriter error)
    {
        var path = Path.Combine(directory, $"{name}{SpecFile.Extension}");
        try
        {
            // What is there already is never written over, not even by two at once.
            using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
            using var writer = new StreamWriter(file);
            writer.Write(Spec(name));
        }
        catch (IOException) when (File.Exists(path))
        {
            error.WriteLine($"fsmgen: '{path}' is there already");
            return ExitCode.Failure;
        }
        catch (Exception e) when (SpecSource.Explain(e) is { } why)
        {
            error.WriteLine($"fsmgen: '{path}' cannot be written: {why}");
            return ExitCode.Failure;
        }

        output.WriteLine(path);
        return ExitCode.Success;
    }

    private static string Spec(string name) =>
        $"""
        machine: {name}
        summary: Opens and closes.

        events:
          Open:
          Close:

        guards:
          Allowed: Whether it may open now.

        actions:
          Ring: Says that it stays shut.

        initial: Closed
        states:
          Closed:
            on:
              Open:
                - when: Allowed
                  to: Opened
                - do: Ring
              Close: ignore
          Opened:
            on:
              Open: ignore
              Close: Closed

        scenarios:
          It opens and closes:
            - Open [Allowed]: Opened
            - Close: Closed
          It stays shut:
            - Open: Closed / Ring

        """;
}
