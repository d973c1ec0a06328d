using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using FsmGen.Tool;
using Microsoft.CodeAnalysis;

namespace FsmGen.Generators.Tests;

/// <summary>What the pages for users show is what happens.</summary>
public sealed partial class DocsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fsmgen-docs-");

    public static TheoryData<string> Pages => [.. DocsPage.Names];

    public static TheoryData<string, string> Projects =>
        [.. DocsPage.Names.SelectMany(static page => DocsPage.Projects(page).Select(project => (page, project.Key)))];

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Projects))]
    public void Every_whole_spec_compiles_without_a_finding(string page, string project)
    {
        foreach (var block in Blocks(page, project).Where(static block => block.IsWholeSpec))
            Assert.Empty(FsmGen.Compiler.SpecCompilation.Of(Microsoft.CodeAnalysis.Text.SourceText.From(block.Text), $"/project/{block.SpecFile}", null).Findings.Select(finding => $"{block}: {finding.Lines.Start}: {finding.Rule.Id} {finding.Message}"));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Every_project_compiles_and_its_tests_pass(string page, string project)
    {
        var blocks = Blocks(page, project);
        if (!blocks.Any(static block => block.Language == "csharp"))
            return;

        var build = DocsProject.Build(blocks);
        Assert.Empty(build.Reported);
        var facts = from type in build.Load().GetTypes()
                    from method in type.GetMethods()
                    where method.GetCustomAttribute<FactAttribute>() is not null
                    select (Action)(() => method.Invoke(Activator.CreateInstance(type), null));
        Assert.All(facts, static fact => fact());
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Every_program_prints_what_stands_below_it(string page, string project)
    {
        var blocks = Blocks(page, project);
        for (var i = 0; i < blocks.Count; i++)
        {
            if (!DocsProject.IsProgram(blocks[i]))
                continue;
            var build = DocsProject.Build(blocks, blocks[i]);
            Assert.Empty(build.Reported);
            var printed = DocsProject.Run(build.Load());
            Assert.Equal(blocks.ElementAtOrDefault(i + 1) is { Language: "text" } below ? below.Text : "", printed);
        }
    }

    [Fact]
    public void The_gate_lets_the_action_of_a_timer_fire_another_machine()
    {
        const string Program =
            """
            using Demo;
            using FsmGen.Runtime.Timers;

            var time = new VirtualTimeProvider();
            using var driver = new TimerWheelDriver(time, resolution: TimeSpan.FromMilliseconds(1));
            var gate = new Clockwork(driver);
            var request = new Request { Timers = gate.Timers };
            var other = new CallbackTimer(() => gate.Run(() => request.Send()));
            gate.Run(() => { request.Start(); gate.Timers.Schedule(other, TimeSpan.FromSeconds(1)); });
            time.Advance(TimeSpan.FromSeconds(4));
            Console.WriteLine(request.State);
            """;
        var blocks = Blocks("host-classes.md", "request");
        Assert.Equal("transmit\ntransmit\nWaiting\n", DocsProject.Run(DocsProject.Build(blocks, new DocsBlock("host-classes.md", "request", 0, "csharp", Program)).Load()));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Every_finding_is_what_the_build_says_of_the_files_above_it(string page, string project)
    {
        foreach (var block in Blocks(page, project).Where(static block => block.Language == "text" && FindingLine.IsMatch(block.Text)))
        {
            var reported = DocsProject.Build(DocsPage.Above(block)).Reported.OrderBy(static finding => finding.Location.SourceSpan.Start).Select(ToLine);
            Assert.Equal(block.Text, string.Concat(reported));
        }
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Every_command_prints_what_stands_below_it(string page, string project)
    {
        foreach (var block in Blocks(page, project).Where(static block => block.Language == "console"))
        {
            foreach (var (file, text) in DocsPage.Specs(DocsPage.Above(block)))
                File.WriteAllText(Path.Combine(_folder.FullName, file), text);
            Assert.Equal(block.Text, string.Concat(block.Text.Split('\n').Where(static line => line.StartsWith("$ ", StringComparison.Ordinal)).Select(line => $"{line}\n{Run(line[2..])}")));
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_command_that_is_named_exists(string page)
    {
        foreach (Match match in Mention.Matches(DocsPage.Text(page)))
        {
            var words = match.Groups["command"].Value.Split(' ');
            var command = CommandLine.Create().Subcommands.SingleOrDefault(command => command.Name == words[0]);
            Assert.True(command is not null, $"docs/{page}: {match.Value}");
            // Not by parsing: where any number of files may stand, an option that does not exist is a file.
            Assert.All(words.Where(static word => word.StartsWith("--", StringComparison.Ordinal)), word => Assert.Contains(word, command.Options.Select(static option => option.Name)));
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_leads_to_a_file(string page)
    {
        foreach (Match match in Link.Matches(DocsPage.Text(page)))
        {
            var file = Path.Combine(Repository.Root, "docs", match.Groups["file"].Value is { Length: > 0 } other ? other : page);
            Assert.True(File.Exists(file), $"docs/{page}: {match.Value}");
            if (match.Groups["heading"].Value is { Length: > 0 } heading)
                Assert.Contains(heading, Heading.Matches(File.ReadAllText(file)).Select(static title => Slug.Replace(title.Groups[1].Value.ToLowerInvariant(), "").Replace(' ', '-')));
        }
    }

    [Fact]
    public void The_site_and_the_readme_lead_to_every_page() =>
        Assert.All(DocsPage.Names, static page =>
        {
            Assert.Contains($"href: {page}", Repository.Read("docs", "toc.yml"), StringComparison.Ordinal);
            Assert.Contains($"(docs/{page})", Repository.Read("README.md"), StringComparison.Ordinal);
        });

    [GeneratedRegex(@"\A\S+\.fsm\.yaml\(")]
    private static partial Regex FindingLine { get; }

    [GeneratedRegex(@"(?:`|^    |^\$ )fsmgen (?<command>[a-z][^`\n]*)", RegexOptions.Multiline)]
    private static partial Regex Mention { get; }

    [GeneratedRegex(@"\]\((?!https?:)(?<file>[^)#\s]*)(?:#(?<heading>[^)\s]+))?\)")]
    private static partial Regex Link { get; }

    [GeneratedRegex("^#+ (.+?)\r?$", RegexOptions.Multiline)]
    private static partial Regex Heading { get; }

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex Slug { get; }

    private static List<DocsBlock> Blocks(string page, string project) => [.. DocsPage.Read(page).Where(block => block.Project == project)];

    /// <summary>A finding as MSBuild prints it.</summary>
    private static string ToLine(Diagnostic finding)
    {
        var place = finding.Location.GetLineSpan();
        var severity = finding.Severity == DiagnosticSeverity.Error ? "error" : "warning";
        return string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(place.Path)}({place.StartLinePosition.Line + 1},{place.StartLinePosition.Character + 1}): {severity} {finding.Id}: {finding.GetMessage(CultureInfo.InvariantCulture)}\n");
    }

    /// <summary>Runs the tool in the folder; what it prints of either kind, with paths as the reader sees them.</summary>
    private string Run(string command)
    {
        using var printed = new StringWriter { NewLine = "\n" };
        var args = System.CommandLine.Parsing.CommandLineParser.SplitCommandLine(command).Skip(1).Select(arg => arg.EndsWith(".fsm.yaml", StringComparison.Ordinal) ? Path.Combine(_folder.FullName, arg) : arg);
        CommandLine.Run([.. args], printed, printed);
        return printed.ToString().Replace(_folder.FullName + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);
    }
}
