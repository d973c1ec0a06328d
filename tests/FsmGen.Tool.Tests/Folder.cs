using System.Text;

namespace FsmGen.Tool.Tests;

/// <summary>A directory of its own, in which a test runs <c>fsmgen</c>.</summary>
internal sealed class Folder : IDisposable
{
    public const string Door =
        """
        machine: Door
        namespace: Demo
        events: { Go:, Lock: }
        actions: { Ring: }
        initial: Closed
        states:
          Closed: { on: { Go: { to: Opened, do: Ring }, Lock: ignore } }
          Opened: { on: { Go: Closed, Lock: reject } }

        """;

    /// <summary>A door of which <c>Opened</c> forgets an event: the only finding stands at line 8, column 3.</summary>
    public static readonly string BadDoor = Door.Replace(", Lock: reject", "", StringComparison.Ordinal);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("fsmgen");

    public string this[string name] => Path.Combine(_directory.FullName, name);

    public string Add(string name, string text) => Add(name, Encoding.UTF8.GetBytes(text));

    public string Add(string name, byte[] bytes)
    {
        var path = this[name];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <summary>Runs the tool; the folder's own path is printed as <c>~</c>.</summary>
    public (int Exit, string Output, string Error) Run(params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var exit = CommandLine.Run(args, output, error);
        return (exit, Shorten(output), Shorten(error));
    }

    public void Dispose() => _directory.Delete(recursive: true);

    private string Shorten(StringWriter writer) => writer.ToString().Replace(_directory.FullName, "~", StringComparison.Ordinal);
}
