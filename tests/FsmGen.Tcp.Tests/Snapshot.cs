using System.Runtime.CompilerServices;

namespace FsmGen.Tcp.Tests;

/// <summary>Text that is kept beside the tests. UPDATE_SNAPSHOTS=1 in the environment writes it anew.</summary>
internal static class Snapshot
{
    public static void Match(string actual, string name, [CallerFilePath] string test = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(test)!, "Snapshots", name);
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
            File.WriteAllText(path, actual);

        Assert.True(File.Exists(path), $"There is no {path}; UPDATE_SNAPSHOTS=1 writes it");
        Assert.Equal(File.ReadAllText(path), actual);
    }
}
