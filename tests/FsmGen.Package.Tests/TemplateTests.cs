using System.Text.RegularExpressions;

namespace FsmGen.Package.Tests;

/// <summary><c>dotnet new</c>, from an empty folder to a program that runs.</summary>
public partial class TemplateTests(Feed feed)
{
    [Fact]
    public async Task A_new_machine_asks_for_its_methods_and_then_runs()
    {
        var workspace = feed.Workspace();
        await Install(workspace);
        await New(workspace, "console", "--no-restore", "-n", "App", "-o", ".");
        (await workspace.Dotnet("add", "package", "FsmGen", "--version", feed.Version)).Success();
        await New(workspace, "fsm", "-n", "Door");
        await New(workspace, "fsm", "-n", "side-gate", "--schema", "false");

        var first = await workspace.Build();

        Assert.NotEqual(0, first.Exit);
        Assert.Equal(["Door.Creak()", "Door.Fits(int)", "Side_gate.Creak()", "Side_gate.Fits(int)"], MissingMethod().Matches(first.Output).Select(match => match.Groups[1].Value).Distinct().Order(StringComparer.Ordinal));
        Assert.All(Workspace.Findings(first.Output), finding => Assert.Contains("error CS8795", finding, StringComparison.Ordinal));

        string[] machines = ["Door", "Side_gate"];
        foreach (var machine in machines)
            workspace.Write($"{machine}.cs", $"namespace App; partial class {machine} {{ private partial bool Fits(int code) => code == 1; private partial void Creak() => Console.WriteLine(\"creak\"); }}");
        workspace.Write("Program.cs", "var door = new App.Door(); door.Start(); Console.WriteLine($\"{door.Turn(2)} {door.Open()} {door.State}\");");

        Assert.Equal("creak\nRejected Handled Opened\n", (await workspace.BuildAndRun("App")).ReplaceLineEndings("\n"));
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

    private static async Task New(Workspace workspace, params string[] arguments) =>
        (await workspace.Dotnet(["new", .. arguments, .. Hive(workspace)])).Success();

    [GeneratedRegex(@"Partial method '([^']+)' must have an implementation part")]
    private static partial Regex MissingMethod();
}
