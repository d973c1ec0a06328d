using System.Diagnostics;
using System.Text.RegularExpressions;

namespace FsmGen.Generators.Tests;

/// <summary>What a person sees who runs <c>dotnet build</c> on a project of their own.</summary>
public sealed partial class BuildTests : IDisposable
{
    private const string Door =
        """
        machine: Door
        namespace: Demo
        events:
          Open:
          Close:
          Lock:
        guards:
          Oiled:
        actions:
          Creak:
        initial: Closed
        states:
          Closed:
            on:
              Open: { when: Oiled, to: Opened, do: Creak }
              Close: ignore
              Lock: ignore
          Opened:
            on:
              Close: Closed
              Open: ignore
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("fsmgen-build-").FullName;

    [Fact]
    public async Task A_build_prints_each_finding_once_beside_the_missing_host_methods()
    {
        Write("Door.fsm.yaml", Door);

        var (exit, output) = await Build();

        Assert.NotEqual(0, exit);
        Assert.Equal(
            [
                "Door.fsm.yaml(10,3): error FSM3001: Machine 'Door' has no action 'Creak' yet: write 'private partial void Creak()'",
                "Door.fsm.yaml(13,3): error FSM2001: State 'Closed' does not handle event 'Open' when not Oiled",
                "Door.fsm.yaml(18,3): error FSM2001: State 'Opened' does not handle event 'Lock'",
                "Door.fsm.yaml(8,3): error FSM3001: Machine 'Door' has no guard 'Oiled' yet: write 'private partial bool Oiled()'",
            ],
            Findings(output));
        Assert.Contains("error CS8795: Partial method 'Door.Oiled()'", output, StringComparison.Ordinal);
        Assert.Contains("error CS8795: Partial method 'Door.Creak()'", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_editor_sees_each_finding_once_from_the_analyzer()
    {
        Write("Door.fsm.yaml", Door);
        Write("Door.cs", "namespace Demo; public partial class Door { private partial bool Oiled() => true; private partial void Creak() { } }");

        var (_, output) = await Build("-p:DesignTimeBuild=true");

        Assert.Equal(2, Findings(output).Count);
    }

    [Fact]
    public async Task Configuration_files_decide_as_they_do_for_the_tool()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "specs"));
        Write(Path.Combine("specs", ".editorconfig"), "[*.fsm.yaml]\nfsmgen.FSM2001.severity = none\nfsmgen.FSM2006.severity = warning\n");
        Write(".globalconfig", "is_global = true\ndotnet_diagnostic.FSM2002.severity = error\n");
        Write(Path.Combine("specs", "Door.fsm.yaml"), "machine: Door\nevents: { Go: }\nactions:\n  Ring: { code: return }\ninitial: A\nstates:\n  A:\n  B:\n");

        Write("Other.cs", "internal static class Other;");

        var (_, output) = await Build("-p:TreatWarningsAsErrors=false");

        Assert.Equal(["Door.fsm.yaml(4,3): warning FSM2006: The action 'Ring' is declared, and nothing uses it", "Door.fsm.yaml(8,3): error FSM2002: No sequence of events leads to state 'B'"], Findings(output));
    }

    [Fact]
    public async Task A_complete_project_builds_without_a_word()
    {
        Write("Door.fsm.yaml", Door.Replace("      Open: { when: Oiled, to: Opened, do: Creak }", "      Open:\n        - { when: Oiled, to: Opened }\n        - { to: Opened, do: Creak }", StringComparison.Ordinal) + "\n      Lock: reject\n");
        Write("Door.cs", "namespace Demo; public partial class Door { private partial bool Oiled() => true; private partial void Creak() { } }");

        var (exit, output) = await Build();

        Assert.True(exit == 0, output);
        Assert.Contains("0 Warning(s)", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_methods_that_a_build_misses_are_written_by_the_tool()
    {
        Write("Door.fsm.yaml", Door.Replace("namespace: Demo\n", "", StringComparison.Ordinal));
        var (_, missing) = await Build();
        Assert.Contains("error CS8795: Partial method 'Door.Oiled()'", missing, StringComparison.Ordinal);

        // The pairs that are not handled, and the host in the namespace of the project.
        Assert.Equal(Tool.ExitCode.Success, Tool.CommandLine.Run(["fix", Path.Combine(_folder, "Door.fsm.yaml"), "--unhandled", "reject", "--host", _folder], TextWriter.Null, TextWriter.Null));

        var (exit, output) = await Build();
        Assert.True(exit == 0, output);
        Assert.Contains("namespace Consumer;", await File.ReadAllTextAsync(Path.Combine(_folder, "Door.cs")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_that_are_no_specs_give_findings_and_leave_the_compiler_standing()
    {
        Write("Aliases.fsm.yaml", "a: &a [x]\n" + string.Concat(Enumerable.Range(1, 30).Select(i => $"b{i}: &{(char)('a' + i % 26)}{i} [*{(i == 1 ? "a" : $"{(char)('a' + (i - 1) % 26)}{i - 1}")}, *{(i == 1 ? "a" : $"{(char)('a' + (i - 1) % 26)}{i - 1}")}]\n")));
        Write("Deep.fsm.yaml", new string('[', 300_000));
        Write("Empty.fsm.yaml", "");
        Write("Huge.fsm.yaml", "machine: Huge\nsummary: " + new string('x', 10_000_000) + "\n");
        File.WriteAllBytes(Path.Combine(_folder, "Binary.fsm.yaml"), [.. Enumerable.Range(0, 4096).Select(i => (byte)(i * 7))]);

        var (exit, output) = await Build();

        Assert.NotEqual(0, exit);
        foreach (var file in (string[])["Aliases", "Deep", "Empty", "Huge", "Binary"])
            Assert.Matches($@"{file}\.fsm\.yaml.*error (FSM9\d\d\d|CS2015)", output);
        Assert.DoesNotContain("CS8785", output, StringComparison.Ordinal);
        Assert.DoesNotContain("AD0001", output, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);

    private async Task<(int Exit, string Output)> Build(params string[] arguments)
    {
        var package = Path.Combine(Repository.Root, "src", "FsmGen", "build");
        Write("Consumer.csproj",
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              </PropertyGroup>
              <Import Project="{package}/FsmGen.props" />
              <ItemGroup>
                <Analyzer Include="{AppContext.BaseDirectory}FsmGen.Generators.dll;{AppContext.BaseDirectory}FsmGen.Compiler.dll;{AppContext.BaseDirectory}YamlDotNet.dll" />
              </ItemGroup>
              <Import Project="{package}/FsmGen.targets" />
            </Project>
            """);
        var start = new ProcessStartInfo("dotnet", ["build", "-nodeReuse:false", "-tl:off", "-p:UseSharedCompilation=false", .. arguments])
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }

    /// <summary>The findings, in the order of the file; MSBuild prints its errors a second time in the summary.</summary>
    private static List<string> Findings(string output) =>
        [.. output.Split("Build FAILED.")[0].Split('\n').Select(line => Finding().Match(line)).Where(match => match.Success).Select(match => match.Value.Trim()).Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"Door\.fsm\.yaml\(\d+,\d+\): \w+ FSM\d+: [^\[]*")]
    private static partial Regex Finding();
}
