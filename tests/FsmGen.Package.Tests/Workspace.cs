using System.Text.RegularExpressions;

namespace FsmGen.Package.Tests;

/// <summary>A folder in which somebody works who has nothing but the packages.</summary>
internal sealed partial class Workspace(Feed feed, string folder)
{
    private readonly Dictionary<string, string> _environment = new() { ["NUGET_PACKAGES"] = feed.In("packages") };

    /// <summary>The path of a file or folder in this one.</summary>
    public string this[string name] => Path.Combine(folder, name);

    public Workspace Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[name])!);
        File.WriteAllText(this[name], text);
        return this;
    }

    /// <summary>A project with these lines in its body, beside a reference to the package of that name.</summary>
    public Workspace Project(string name, string package, string properties, string items = "", string sdk = "Microsoft.NET.Sdk") => Write(name,
        $"""
        <Project Sdk="{sdk}">
          <PropertyGroup>
            {properties}
          </PropertyGroup>
          <ItemGroup>
            {(package.Length == 0 ? "" : $"""<PackageReference Include="{package}" Version="{feed.Version}" />""")}
            {items}
          </ItemGroup>
        </Project>
        """);

    public Task<Outcome> Dotnet(params string[] arguments) => Tests.Dotnet.Run(folder, _environment, arguments);

    public Task<Outcome> Build(params string[] arguments) => Dotnet(["build", .. Tests.Dotnet.NoServers, .. arguments]);

    /// <summary>Builds, without a warning, and runs what was built.</summary>
    public async Task<string> BuildAndRun(string assembly, params string[] arguments)
    {
        var output = (await Build(["-o", "out", .. arguments])).Success();
        Assert.Contains("0 Warning(s)", output, StringComparison.Ordinal);
        return (await Dotnet($"out/{assembly}.dll")).Success();
    }

    public Task<Outcome> Run(string program, params string[] arguments) => Tests.Dotnet.Run(this[program], folder, _environment, arguments);

    /// <summary>
    /// What the build says of specs and of C#, each as often as it was said. MSBuild repeats it all at its end, which does not count.
    /// </summary>
    public static List<string> Findings(string output) =>
        [.. output.Split("\nBuild ")[0].Split('\n').Select(line => Finding().Match(line)).Where(match => match.Success).Select(match => match.Groups[1].Value.Trim()).Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"([^/\\]+\(\d+,\d+\): (?:error|warning) [A-Z]+\d+: [^\[]*)")]
    private static partial Regex Finding();
}
