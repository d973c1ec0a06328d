using System.IO.Compression;
using System.Reflection;
using FsmGen.Package.Tests;

[assembly: AssemblyFixture(typeof(Feed))]
// One build at a time: each takes what the machine has.
[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly)]

namespace FsmGen.Package.Tests;

/// <summary>All packages, packed once a run into a folder of its own, and the projects that use them.</summary>
public sealed class Feed : IAsyncLifetime
{
    /// <summary>Where the pages of the rules are said to lie, to see that findings name them.</summary>
    public const string HelpBase = "docs/rules/";

    private readonly string _root = Directory.CreateTempSubdirectory("fsmgen-packages-").FullName;

    /// <summary>Apart from the build that runs the tests, and inside the repository, as for everybody who packs.</summary>
    private readonly string _artifacts = System.IO.Path.Combine(Repository.Root, "artifacts", $"packages-{Environment.ProcessId}");

    /// <summary>The version of everything in this repository.</summary>
    public static readonly Version Prefix = typeof(Feed).Assembly.GetName().Version!;

    /// <summary>A version that no other run has: packages are cached by it.</summary>
    public string Version { get; } = $"{Prefix.ToString(3)}-t{DateTime.UtcNow:yyyyMMddHHmmss}.{Environment.ProcessId}";

    /// <summary>The folder of the packages.</summary>
    public string Path => In("feed");

    /// <summary>The folder of packages that are not ours.</summary>
    public string Others => In("others");

    /// <summary>A package's file.</summary>
    public string Package(string id) => System.IO.Path.Combine(Path, $"{id}.{Version}.nupkg");

    /// <summary>A file of a package, as text.</summary>
    public string Read(string id, string entry)
    {
        using var package = ZipFile.OpenRead(Package(id));
        using var reader = new StreamReader(package.GetEntry(entry)!.Open());
        return reader.ReadToEnd();
    }

    public async ValueTask InitializeAsync()
    {
        var pack = await Dotnet.Run(Repository.Root, new Dictionary<string, string>(), [
            "pack", "FsmGen.sln", "--output", Path, "-p:ArtifactsPath=" + _artifacts, "-p:Version=" + Version,
            // The build of the solution has analyzed the same sources.
            "-p:RunAnalyzers=false", "-p:FsmGenHelpBase=" + HelpBase, .. Dotnet.NoServers]);
        pack.Success();

        // Nothing is taken from, or left in, the packages of the machine, but for those that this project brought there.
        var packages = typeof(Feed).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "PackageRoot").Value;
        Directory.CreateDirectory(Others);
        File.WriteAllText(In("Directory.Build.props"),
            $"""
            <Project>
              <PropertyGroup>
                <RestoreSources>{Path};{Others}</RestoreSources>
                <RestoreFallbackFolders>{packages}</RestoreFallbackFolders>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
            </Project>
            """);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_root, recursive: true);
        if (Directory.Exists(_artifacts))
            Directory.Delete(_artifacts, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>An empty folder, in which dotnet sees the packages.</summary>
    internal Workspace Workspace() => new(this, Directory.CreateDirectory(In(Guid.NewGuid().ToString("N")[..8])).FullName);

    internal string In(string name) => System.IO.Path.Combine(_root, name);
}
