namespace FsmGen.Benchmarks.Shared;

/// <summary>Where this was built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    private static string Find(DirectoryInfo? folder)
    {
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "FsmGen.sln")))
            folder = folder.Parent;

        return folder?.FullName ?? throw new InvalidOperationException("The benchmarks run from within the repository");
    }
}
