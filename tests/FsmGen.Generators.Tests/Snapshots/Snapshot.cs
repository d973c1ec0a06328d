using System.Runtime.CompilerServices;
using DiffPlex.Renderer;

namespace FsmGen.Generators.Tests.Snapshots;

/// <summary>Compares a text with the file beside the test. UPDATE_SNAPSHOTS=1 rewrites the file instead.</summary>
internal static class Snapshot
{
    public static void Match(string actual, [CallerFilePath] string test = "", [CallerMemberName] string name = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(test)!, $"{name}.verified.cs");
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
            File.WriteAllText(path, actual);

        var expected = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        Assert.True(expected == actual,
            $"""
            The generated code is not what {path} says. If the new text is what you would have written, run the test
            with UPDATE_SNAPSHOTS=1 and commit the file.

            {UnidiffRenderer.GenerateUnidiff(expected, actual, "verified", "generated")}
            """);
    }
}
