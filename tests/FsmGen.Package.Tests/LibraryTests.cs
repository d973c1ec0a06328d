namespace FsmGen.Package.Tests;

/// <summary>The libraries, each used as the README in its package says.</summary>
public class LibraryTests(Feed feed)
{
    [Fact]
    public async Task The_runtime_runs_the_example_of_its_README() =>
        Assert.Equal("True", (await Example("FsmGen.Runtime").BuildAndRun("Example")).Trim());

    [Fact]
    public async Task The_TCP_builds_the_example_of_its_README() => (await Example("FsmGen.Tcp").Build()).Success();

    [Fact]
    public async Task The_transport_of_Kestrel_builds_the_example_of_its_README() =>
        (await Example("FsmGen.Tcp.Kestrel", "Microsoft.NET.Sdk.Web").Build()).Success();

    private Workspace Example(string package, string sdk = "Microsoft.NET.Sdk") => feed.Workspace()
        .Project("Example.csproj", package, "<OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable>", sdk: sdk)
        .Write("Program.cs", Assert.Single(Markdown.Blocks(feed.Read(package, "README.md"), "csharp")));
}
