using FsmGen.Tool;
using Microsoft.CodeAnalysis;

namespace FsmGen.Generators.Tests.Reporting;

/// <summary>Wrong specs as people write them: what the tool, the build and the editor say of each.</summary>
public class CorpusTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "Corpus");

    public static TheoryData<string> Names => [.. Directory.EnumerateFiles(Folder, "*.fsm.yaml").Select(static path => Path.GetFileName(path).Replace(".fsm.yaml", "", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_tool_the_build_and_the_editor_say_the_same_at_the_same_places(string name)
    {
        var path = Path.Combine(Folder, $"{name}.fsm.yaml");
        var spec = new SpecText(path, await File.ReadAllTextAsync(path));

        var check = Check(path);

        Assert.NotEmpty(check);
        Assert.Equal(check, Lines(Consumer.Build.Generate([spec]).Reported));
        Assert.Equal(check, Lines(await Consumer.Editor.Analyze(spec)));
        Snapshot.Match(string.Concat(check.Select(line => line.Replace(path, name, StringComparison.Ordinal) + "\n")), $"../../Corpus/Findings/{name}.verified.txt");
    }

    [Fact]
    public void The_corpus_has_a_wrong_spec_for_every_rule_that_one_file_can_break()
    {
        var said = Directory.EnumerateFiles(Folder, "*.fsm.yaml").SelectMany(Check).Select(static line => line.Split(": ")[1].Split(' ')[1]).ToHashSet();

        // A file that is too large is no example, nor one that the analysis gives up on; two files of one machine are two files.
        string[] elsewhere = ["FSM2008", "FSM9002", "FSM9005"];
        Assert.Equal([], Compiler.Rules.All.Select(static rule => rule.Id).Where(id => id[3] is '1' or '2' or '9' && !said.Contains(id)).Except(elsewhere));
        Assert.True(Names.Count >= 60);
    }

    /// <summary>What hosts say of the spec; what they say of the C# around it, the tool cannot know.</summary>
    private static IEnumerable<string> Lines(IEnumerable<Diagnostic> diagnostics) =>
        diagnostics.Where(static diagnostic => !diagnostic.Id.StartsWith("FSM3", StringComparison.Ordinal)).Select(Expected.Line).Order(StringComparer.Ordinal);

    private static List<string> Check(string path)
    {
        using var output = new StringWriter();
        using var error = new StringWriter { NewLine = "\n" };
        Assert.Equal(ExitCode.Findings, CommandLine.Run(["check", path], output, error));
        return [.. error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];
    }
}
