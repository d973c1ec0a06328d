using System.Runtime.CompilerServices;
using DiffPlex.Renderer;

namespace FsmGen.Tests;

/// <summary>Compares a text with a file beside the test. UPDATE_SNAPSHOTS=1 writes the file instead.</summary>
internal static class Snapshot
{
    /// <param name="actual">What the code says now.</param>
    /// <param name="name">The file, seen from the test: <c>Snapshots/handshake.verified.txt</c>.</param>
    /// <param name="test">The file of the test.</param>
    public static void Match(string actual, string name, [CallerFilePath] string test = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(test)!, name);
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
            File.WriteAllText(path, actual);

        var expected = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        Assert.True(expected == actual,
            $"""
            The text is not what {name} says. If it is what you would have written, run the test with UPDATE_SNAPSHOTS=1 and
            commit the file.

            {UnidiffRenderer.GenerateUnidiff(expected, actual, "verified", "now")}
            """);
    }
}
