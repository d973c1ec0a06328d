using System.Text.RegularExpressions;

namespace FsmGen.Package.Tests;

/// <summary><c>dotnet new</c>, from an empty folder to a program that runs.</summary>
public partial class TemplateTests(Feed feed)
{
    [Fact]
    public async Task A_new_machine_asks_for_its_methods_which_the_tool_writes_and_then_runs()
    {
        var workspace = await App();
        await New(workspace, "fsm", "-n", "Door");

        var first = await workspace.Build();

        Assert.NotEqual(0, first.Exit);
        Assert.Equal(
            [
                $"Door.fsm.yaml(11,3): error FSM3001: Machine 'Door' has no guard 'Fits' yet: write 'private partial bool Fits(int code)' ({Feed.HelpBase}FSM3001.md)",
                $"Door.fsm.yaml(14,3): error FSM3001: Machine 'Door' has no action 'Creak' yet: write 'private partial void Creak()' ({Feed.HelpBase}FSM3001.md)",
                "error CS8795: Door.Creak()",
                "error CS8795: Door.Fits(int)",
            ],
            Workspace.Findings(first.Output).Select(Short).Order(StringComparer.Ordinal).ToList());

        (await workspace.Dotnet("tool", "install", "FsmGen.Tool", "--version", feed.Version, "--source", feed.Path, "--tool-path", workspace["tools"])).Success();
        (await workspace.Run("tools/fsmgen", "fix", "Door.fsm.yaml", "--host", ".")).Success();

        Assert.Equal("Hello, World!", (await Run(workspace)).Trim());

        var host = File.ReadAllText(workspace["Door.cs"]);
        workspace.Write("Door.cs", host
            .Replace("Fits(int code) => throw new System.NotImplementedException()", "Fits(int code) => code == 1", StringComparison.Ordinal)
            .Replace("Creak() => throw new System.NotImplementedException()", "Creak() => Console.WriteLine(\"creak\")", StringComparison.Ordinal));
        workspace.Write("Program.cs", "var door = new App.Door(); door.Start(); Console.WriteLine($\"{door.Turn(2)} {door.Open()} {door.State}\");");

        Assert.Equal("creak\nRejected Handled Opened\n", (await Run(workspace)).ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task A_second_machine_in_a_folder_shares_the_schema()
    {
        var workspace = await App();
        await New(workspace, "fsm", "-n", "Door");
        await New(workspace, "fsm", "-n", "side-gate", "--schema", "false");

        var build = await workspace.Build();

        Assert.Equal(
            ["error CS8795: Door.Creak()", "error CS8795: Door.Fits(int)", "error CS8795: Side_gate.Creak()", "error CS8795: Side_gate.Fits(int)"],
            Workspace.Findings(build.Output).Select(Short).Where(finding => finding.Contains("CS8795", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        string[] specs = ["Door.fsm.yaml", "side-gate.fsm.yaml"];
        Assert.All(specs, spec => Assert.StartsWith("# yaml-language-server: $schema=fsm.schema.json", File.ReadAllText(workspace[spec]), StringComparison.Ordinal));
        Assert.Equal(File.ReadAllText(Path.Combine(Repository.Root, "spec", "fsm.schema.json")), File.ReadAllText(workspace["fsm.schema.json"]));
    }

    [Fact]
    public async Task A_new_project_runs_whatever_its_name()
    {
        var workspace = feed.Workspace();
        await Install(workspace);
        await New(workspace, "fsm-project", "-n", "My-First.Gate", "-o", ".");

        Assert.Equal("  clack\nIgnored, Locked\n  20 back\nHandled, Locked\n  click\nHandled, Unlocked\n  clack\nHandled, Locked\n", (await workspace.BuildAndRun("My-First.Gate")).ReplaceLineEndings("\n"));
    }

    /// <summary>The templates of the machine stay as they are.</summary>
    private static string[] Hive(Workspace workspace) => ["--debug:custom-hive", workspace[".hive"]];

    private async Task Install(Workspace workspace) =>
        (await workspace.Dotnet(["new", "install", feed.Package("FsmGen.Templates"), .. Hive(workspace)])).Success();

    /// <summary>What <c>dotnet new console</c> makes, with the package added.</summary>
    private async Task<Workspace> App()
    {
        var workspace = feed.Workspace();
        await Install(workspace);
        await New(workspace, "console", "--no-restore", "-n", "App", "-o", ".");
        (await workspace.Dotnet("add", "package", "FsmGen", "--version", feed.Version)).Success();
        return workspace;
    }

    private static async Task<string> Run(Workspace workspace) => (await workspace.Dotnet("run", "-p:UseSharedCompilation=false")).Success();

    /// <summary>What C# says of a missing method, without the place in the generated file.</summary>
    private static string Short(string finding) => MissingMethod().Match(finding) is { Success: true } match ? $"error CS8795: {match.Groups[1].Value}" : finding;

    private static async Task New(Workspace workspace, params string[] arguments) =>
        (await workspace.Dotnet(["new", .. arguments, .. Hive(workspace)])).Success();

    [GeneratedRegex(@"error CS8795: Partial method '([^']+)' must have an implementation part")]
    private static partial Regex MissingMethod();
}
