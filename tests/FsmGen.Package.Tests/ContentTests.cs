using System.IO.Compression;
using System.Xml.Linq;

namespace FsmGen.Package.Tests;

/// <summary>What lies in each package, and nothing else.</summary>
public class ContentTests(Feed feed)
{
    [Theory]
    [InlineData("FsmGen",
        "THIRD-PARTY-NOTICES.txt",
        "analyzers/dotnet/cs/FsmGen.CodeFixes.dll", "analyzers/dotnet/cs/FsmGen.Compiler.dll", "analyzers/dotnet/cs/FsmGen.Generators.dll", "analyzers/dotnet/cs/FsmGen.YamlDotNet.dll",
        "build/FsmGen.Build.globalconfig", "build/FsmGen.props", "build/FsmGen.targets",
        "buildTransitive/FsmGen.Build.globalconfig", "buildTransitive/FsmGen.props", "buildTransitive/FsmGen.targets")]
    [InlineData("FsmGen.Runtime",
        "lib/net10.0/FsmGen.Runtime.dll", "lib/net10.0/FsmGen.Runtime.xml", "lib/net8.0/FsmGen.Runtime.dll", "lib/net8.0/FsmGen.Runtime.xml")]
    [InlineData("FsmGen.Tcp",
        "lib/net10.0/FsmGen.Tcp.dll", "lib/net10.0/FsmGen.Tcp.xml", "lib/net8.0/FsmGen.Tcp.dll", "lib/net8.0/FsmGen.Tcp.xml")]
    [InlineData("FsmGen.Tcp.Kestrel",
        "lib/net10.0/FsmGen.Tcp.Kestrel.dll", "lib/net10.0/FsmGen.Tcp.Kestrel.xml", "lib/net8.0/FsmGen.Tcp.Kestrel.dll", "lib/net8.0/FsmGen.Tcp.Kestrel.xml")]
    [InlineData("FsmGen.Templates",
        "content/fsm-project/.template.config/template.json", "content/fsm-project/FsmApp.csproj", "content/fsm-project/Program.cs",
        "content/fsm-project/Turnstile.cs", "content/fsm-project/Turnstile.fsm.yaml",
        "content/fsm/.template.config/template.json", "content/fsm/Machine1.fsm.yaml")]
    [InlineData("FsmGen.Tool",
        "THIRD-PARTY-NOTICES.txt",
        "tools/net10.0/any/DiffPlex.dll", "tools/net10.0/any/DotnetToolSettings.xml", "tools/net10.0/any/FsmGen.Compiler.dll", "tools/net10.0/any/Microsoft.CodeAnalysis.CSharp.dll",
        "tools/net10.0/any/Microsoft.CodeAnalysis.dll", "tools/net10.0/any/System.CommandLine.dll", "tools/net10.0/any/YamlDotNet.dll",
        "tools/net10.0/any/fsmgen.deps.json", "tools/net10.0/any/fsmgen.dll", "tools/net10.0/any/fsmgen.runtimeconfig.json")]
    public void A_package_holds_what_it_should(string id, params string[] files)
    {
        using var package = ZipFile.OpenRead(feed.Package(id));
        var found = package.Entries.Select(entry => entry.FullName)
            .Where(name => name is not ("[Content_Types].xml" or "_rels/.rels") && !name.StartsWith("package/", StringComparison.Ordinal));

        Assert.Equal(((string[])[$"{id}.nuspec", "README.md", "icon.png", .. files, .. FromSpec(id)]).Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("FsmGen", "net8.0: FsmGen.Runtime {0}", ".NETStandard2.0:")]
    [InlineData("FsmGen.Runtime", "net10.0:", "net8.0:")]
    [InlineData("FsmGen.Tcp",
        "net10.0: FsmGen.Runtime {0}, Microsoft.Extensions.Logging.Abstractions 8.0.3",
        "net8.0: FsmGen.Runtime {0}, Microsoft.Extensions.Logging.Abstractions 8.0.3, System.IO.Pipelines 8.0.0")]
    [InlineData("FsmGen.Tcp.Kestrel", "net10.0: FsmGen.Tcp {0}", "net8.0: FsmGen.Tcp {0}")]
    [InlineData("FsmGen.Templates")]
    [InlineData("FsmGen.Tool")]
    public void A_package_depends_on_what_it_should(string id, params string[] groups)
    {
        var found = Nuspec(id).Descendants().Where(element => element.Name.LocalName == "group" && element.Parent!.Name.LocalName == "dependencies")
            .Select(group => $"{group.Attribute("targetFramework")!.Value}: {string.Join(", ", group.Elements().Select(dependency => $"{dependency.Attribute("id")!.Value} {dependency.Attribute("version")!.Value}"))}".TrimEnd());

        Assert.Equal(groups.Select(group => group.Replace("{0}", feed.Version, StringComparison.Ordinal)), found);
    }

    [Theory]
    [InlineData("FsmGen")]
    [InlineData("FsmGen.Runtime")]
    [InlineData("FsmGen.Tcp")]
    [InlineData("FsmGen.Tcp.Kestrel")]
    [InlineData("FsmGen.Templates")]
    [InlineData("FsmGen.Tool")]
    public void A_package_says_what_it_is(string id)
    {
        var metadata = Nuspec(id).Descendants().Where(element => !element.HasElements).ToLookup(element => element.Name.LocalName, element => element.Value);

        Assert.Equal(("MIT", "README.md", "icon.png"), (metadata["license"].Single(), metadata["readme"].Single(), metadata["icon"].Single()));
        Assert.NotEqual("Package Description", metadata["description"].Single());
        Assert.NotEmpty(metadata["tags"].Single());
        Assert.StartsWith($"# {id}\n", feed.Read(id, "README.md").ReplaceLineEndings("\n"), StringComparison.Ordinal);
        // Neither has a home yet, and none is made up.
        Assert.Empty(metadata["projectUrl"]);
    }

    [Fact]
    public void Every_package_is_looked_at_here() =>
        Assert.Equal(
            ((string[])["FsmGen", "FsmGen.Runtime", "FsmGen.Tcp", "FsmGen.Tcp.Kestrel", "FsmGen.Templates", "FsmGen.Tool"]).Select(feed.Package).Order(StringComparer.Ordinal),
            Directory.GetFiles(feed.Path).Order(StringComparer.Ordinal));

    /// <summary>What a package takes from <c>spec/</c>: the pages of the rules, the schema for editors.</summary>
    private static IEnumerable<string> FromSpec(string id)
    {
        var spec = new DirectoryInfo(Path.Combine(Repository.Root, "spec"));
        return id switch
        {
            "FsmGen" => spec.GetFiles("*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(spec.FullName, file.FullName).Replace('\\', '/'))
                .Where(name => name.StartsWith("rules/", StringComparison.Ordinal)).Select(name => $"docs/{name}"),
            "FsmGen.Templates" => spec.GetFiles("fsm.schema.json").SelectMany(file => (string[])[$"content/fsm/{file.Name}", $"content/fsm-project/{file.Name}"]),
            _ => [],
        };
    }

    private XDocument Nuspec(string id) => XDocument.Parse(feed.Read(id, $"{id}.nuspec"));
}
