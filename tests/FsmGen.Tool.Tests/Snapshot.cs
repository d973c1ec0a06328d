using System.Runtime.CompilerServices;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace FsmGen.Tool.Tests;

/// <summary>Compares text with a file beside the test. UPDATE_SNAPSHOTS=1 accepts what the code says now.</summary>
internal static class Snapshot
{
    private static readonly bool Accepts = Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1";

    public static void Match(string actual, [CallerMemberName] string test = "", [CallerFilePath] string file = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(file)!, "Snapshots", $"{Path.GetFileNameWithoutExtension(file)}.{test}.verified.txt");
        var expected = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        if (actual == expected)
            return;

        if (Accepts)
            File.WriteAllText(path, actual);
        else
            Assert.Fail($"{Path.GetFileName(path)} differs (UPDATE_SNAPSHOTS=1 accepts it):\n{Diff(expected, actual)}");
    }

    private static string Diff(string expected, string actual) => string.Join("\n",
        from line in InlineDiffBuilder.Diff(expected, actual).Lines
        where line.Type != ChangeType.Unchanged
        select $"{(line.Type == ChangeType.Inserted ? '+' : '-')} {line.Text}");
}
