using System.Text.Json.Nodes;
using CsCheck;
using FsmGen.Compiler.Tests.Rules;
using Json.Schema;

namespace FsmGen.Compiler.Tests.Schema;

/// <summary><c>spec/fsm.schema.json</c>: it takes what the compiler takes, and rejects nothing else that the compiler would take.</summary>
public class SchemaTests
{
    private static readonly JsonSchema Schema = JsonSchema.FromText(Repository.Read("spec", "fsm.schema.json"));

    private static readonly EvaluationOptions List = new() { OutputFormat = OutputFormat.List };

    /// <summary>The specs of the repository that are files of their own. Those of tests/Corpus are wrong on purpose.</summary>
    public static TheoryData<string> Files => [.. new[] { "spec", "samples", "src", "tests" }
        .SelectMany(static folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.fsm.yaml", SearchOption.AllDirectories))
        .Select(static file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
        .Where(static file => !file.StartsWith("tests/Corpus/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    public static TheoryData<string> Imported => [.. Directory.GetFiles(Path.Combine(Repository.Root, "tests", "FsmGen.Compiler.Tests", "Scxml", "Snapshots"), "*.yaml").Select(Path.GetFileName).OfType<string>()];

    public static TheoryData<string> PageExamples => [.. Repository.Read("spec", "language.md").ReplaceLineEndings("\n").Split("```yaml\n").Skip(1).Select(static part => part.Split("```")[0]).Where(static part => part.StartsWith("machine:", StringComparison.Ordinal))];

    public static TheoryData<string> Rules => [.. RuleExample.All.Select(static example => example.Id)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_spec_of_the_repository_is_valid_and_names_the_schema(string file)
    {
        var yaml = Repository.Read(file.Split('/'));
        Assert.Equal("", Complaints(yaml));
        var named = yaml.Split('\n')[0].TrimEnd().Split("# yaml-language-server: $schema=")[^1];
        // Packing puts the schema beside the specs of templates, and so does `dotnet new`.
        var schema = file.StartsWith("src/FsmGen.Templates/content/", StringComparison.Ordinal) ? Path.GetDirectoryName(file)! : "spec";
        Assert.Equal(Path.GetFullPath(Path.Combine(Repository.Root, schema, "fsm.schema.json")), Path.GetFullPath(Path.Combine(Repository.Root, Path.GetDirectoryName(file)!, named)));
    }

    [Theory]
    [MemberData(nameof(Imported))]
    public void What_the_importer_writes_is_valid(string file) => Assert.Equal("", Complaints(Repository.Read("tests", "FsmGen.Compiler.Tests", "Scxml", "Snapshots", file).ReplaceLineEndings("\n").Split("\n# ---\n")[0]));

    [Theory]
    [MemberData(nameof(PageExamples))]
    public void Every_example_of_the_language_page_is_valid(string yaml) => Assert.Equal("", Complaints(yaml));

    [Theory]
    [MemberData(nameof(Rules))]
    public void What_the_compiler_accepts_is_valid(string id) => Assert.Equal("", Complaints(RuleExample.All.Single(example => example.Id == id).Good));

    [Theory]
    [InlineData("FSM1005")]
    [InlineData("FSM1007")]
    [InlineData("FSM1008")]
    [InlineData("FSM1016")]
    [InlineData("FSM1023")]
    public void What_is_wrong_in_shape_is_invalid(string id) => Assert.NotEqual("", Complaints(Markup.Parse(RuleExample.All.Single(example => example.Id == id).Bad).Yaml));

    [Fact]
    public void Every_construct_of_the_language_is_valid()
    {
        Markup.Accepts(Everything);
        Assert.Equal("", Complaints(Everything));
    }

    [Fact]
    public void Every_object_of_the_schema_is_described()
    {
        var bare = new List<string>();
        Visit(JsonNode.Parse(Repository.Read("spec", "fsm.schema.json"))!, "");
        Assert.Empty(bare);

        void Visit(JsonNode node, string path)
        {
            foreach (var group in new[] { "properties", "definitions" })
            {
                foreach (var (name, value) in node[group]?.AsObject() ?? [])
                {
                    if (value!["description"] is null && value["$ref"] is null)
                        bare.Add($"{path}/{name}");
                    Visit(value, $"{path}/{name}");
                }
            }
        }
    }

    /// <summary>The property that lets an editor be trusted: red there is red in the build.</summary>
    [Fact]
    public void What_the_schema_rejects_the_compiler_rejects()
    {
        string[] seeds = [Everything, .. RuleExample.All.Where(static example => example.Id[3] == '1').Select(static example => example.Good)];
        var rejected = 0;
        SpecMutation.Of(seeds).Sample(yaml =>
        {
            if (!YamlJson.TryRead(yaml, out var json) || Schema.Evaluate(Element(json), List).IsValid)
                return;
            Interlocked.Increment(ref rejected);
            Assert.True(Markup.Compile(yaml).Findings.Count > 0, $"The schema rejects what the compiler takes: {Complaints(yaml)}\n\n{yaml}");
        }, iter: 2_000);
        Assert.True(rejected > 250, $"only {rejected} mutants were rejected by the schema");
    }

    private const string Everything =
        """
        machine: Everything
        namespace: Demo
        using: [System, static System.Math, Text = System.String]
        summary: All that there is.
        reference: 1
        kind: class
        accessibility: internal
        unhandled: ignore
        reentrancy: reject
        concurrency: checked
        deferral: 4
        events:
          Go(int n): Off it goes.
          Halt: { summary: Stop., reference: 3.1, id: halt.now }
          Gone: { internal: true }
          Echo:
          Kick: { transient: true }
        guards:
          Large(n): { code: n > 10 }
          Late: It is late.
        actions:
          Store(n): { code: return, summary: Keeps it. }
          Say(string text):
        timers:
          Poll: 1.5s
          Wait: { after: 10s, event: Halt, summary: Waits. }
          Odd: { code: TimeSpan.FromSeconds(3) }
        exclusive: [[Large, Late]]
        invariants:
          Not both: not (in(Off) and in(Dim))
        initial: { to: Off, do: Say("on") }
        states:
          Off:
            entry: [stop Poll, stop Wait]
            on:
              Go: { when: Large and not Late, to: [Dim, Slow], do: [Store, raise Gone], summary: Up., reference: 2 }
              Halt: Pause
          On:
            summary: Two regions.
            id: on
            exit: Say("bye")
            regions:
              Light:
                initial: Dim
                states:
                  Dim: { on: { Go: { to: Bright, do: [{ raise: Gone, when: Late }] } } }
                  Bright: { entry: start Poll, on: { "Go, Poll": Dim } }
                  Burnt: { final: true }
                done: Off
                always: [{ when: Late and in(Bright), to: Burnt }]
              Fan:
                initial: Slow
                states:
                  Slow: { after: { 10s: Fast, 1m: ignore }, on: { Echo: defer, Gone: [{ when: Late, do: never }, ignore] } }
                  Fast: { entry: [start Wait, start Odd], on: { Echo: Slow, Odd: Slow } }
              Resume: { history: deep, default: [Dim, Slow], summary: Where it was. }
            on:
              Halt: { to: Off }
              any: ignore
          Pause:
            always: Resume
        shared:
          - { states: [Off, Dim], on: { Kick: ignore } }
        scenarios:
          It goes:
            - Go(20) [Large]: (Dim, Slow)
            - after 10s: (Dim, Fast)
            - Halt: Off
          From there:
            from: [Dim, Slow]
            steps:
              - Halt: Off / Say("bye")
            summary: Short.
        """;

    private static string Complaints(string yaml)
    {
        Assert.True(YamlJson.TryRead(yaml, out var json), yaml);
        var result = Schema.Evaluate(Element(json), List);
        return result.IsValid ? "" : string.Join("\n", (result.Details ?? []).Where(static detail => detail.Errors is not null).SelectMany(static detail => detail.Errors!.Select(error => $"{detail.InstanceLocation}: {error.Value}")).DefaultIfEmpty("invalid"));
    }

    private static System.Text.Json.JsonElement Element(JsonNode? json) => System.Text.Json.JsonSerializer.SerializeToElement(json);
}
