namespace FsmGen.Package.Tests;

/// <summary>Projects that refer to the package.</summary>
public class ConsumerTests(Feed feed)
{
    private const string Console =
        """
        <OutputType>Exe</OutputType>
        <TargetFramework>net10.0</TargetFramework>
        <ImplicitUsings>enable</ImplicitUsings>
        <Nullable>enable</Nullable>
        """;

    /// <summary>A machine that asks for one method, and declares an action that nothing uses.</summary>
    private const string Lamp =
        """
        machine: Lamp
        namespace: Lamps
        events: { Press: }
        actions: { Click:, Hum: }
        initial: Dark
        states:
          Dark: { on: { Press: { to: Lit, do: Click } } }
          Lit: { on: { Press: { to: Dark, do: Click } } }

        """;

    private const string Unused = $"Lamp.fsm.yaml(4,20): warning FSM2006: The action 'Hum' is declared, and nothing uses it ({Feed.HelpBase}FSM2006.md)";

    private const string Host = "namespace Lamps { public partial class Lamp { private partial void Click() { } private partial void Hum() { } } }";

    private static string CleanLamp => Lamp.Replace(", Hum:", "", StringComparison.Ordinal);

    private static string CleanHost => Host.Replace("private partial void Hum() { } ", "", StringComparison.Ordinal);

    [Fact]
    public async Task The_example_of_the_README_builds_and_prints_what_it_says()
    {
        var readme = feed.Read("FsmGen", "README.md");
        var code = Markdown.Blocks(readme, "csharp");

        var printed = await feed.Workspace()
            .Project("Demo.csproj", "FsmGen", Console)
            .Write("Door.fsm.yaml", Assert.Single(Markdown.Blocks(readme, "yaml")))
            .Write("Door.cs", code[0])
            .Write("Program.cs", code[1])
            .BuildAndRun("Demo");

        Assert.Equal(Assert.Single(Markdown.Blocks(readme, "text")), printed.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task A_library_for_any_framework_in_CSharp_9_builds()
    {
        var build = await feed.Workspace()
            .Project("Lamps.csproj", "FsmGen", "<TargetFramework>netstandard2.0</TargetFramework><LangVersion>9</LangVersion><TreatWarningsAsErrors>true</TreatWarningsAsErrors>")
            .Write("Lamp.fsm.yaml", CleanLamp)
            .Write("Lamp.cs", CleanHost)
            .Build();

        build.Success();
    }

    [Fact]
    public async Task Without_analyzers_the_generator_reports_what_is_wrong_with_a_spec()
    {
        var build = await feed.Workspace()
            .Project("Lamps.csproj", "FsmGen", "<TargetFramework>net10.0</TargetFramework><RunAnalyzers>false</RunAnalyzers>")
            .Write("Lamp.fsm.yaml", Lamp)
            .Write("Lamp.cs", Host)
            .Build();

        Assert.Equal([Unused], Workspace.Findings(build.Success()));
    }

    /// <summary>The package flows along, so the application has specs of its own without a word; those of the library are not its.</summary>
    [Fact]
    public async Task A_library_and_the_application_on_it_each_say_their_own_once()
    {
        var workspace = feed.Workspace()
            .Project("Lib/Lamps.csproj", "FsmGen", "<TargetFramework>net10.0</TargetFramework>")
            .Write("Lib/Lamp.fsm.yaml", Lamp)
            .Write("Lib/Lamp.cs", Host)
            .Project("App/App.csproj", "", Console, """<ProjectReference Include="../Lib/Lamps.csproj" />""")
            .Write("App/Switch.fsm.yaml", Lamp.Replace("Lamp", "Switch", StringComparison.Ordinal))
            .Write("App/Switch.cs", Host.Replace("Lamp", "Switch", StringComparison.Ordinal))
            .Write("App/Program.cs", "var lamp = new Lamps.Lamp(); lamp.Start(); var s = new Switchs.Switch(); s.Start(); Console.Write($\"{lamp.Press()} {lamp.State}, {s.Press()} {s.State}\");");

        var build = await workspace.Build("App");

        Assert.Equal([Unused, Unused.Replace("Lamp", "Switch", StringComparison.Ordinal)], Workspace.Findings(build.Success()));
        Assert.Equal("Handled Lit, Handled Lit", (await workspace.Dotnet("run", "--no-build", "--project", "App")).Success().Trim());
    }
}
