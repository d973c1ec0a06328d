using System.Text.Json;
using Json.Schema;

namespace FsmGen.Tool.Tests;

/// <summary>
/// What <c>check --format sarif</c> writes is SARIF 2.1.0: by the schema that Microsoft's Sarif.Sdk brings, and by what the
/// standard demands beyond a schema.
/// </summary>
public sealed class SarifTests : IDisposable
{
    private static readonly JsonSchema Schema = JsonSchema.FromFile(Path.Combine(AppContext.BaseDirectory, "sarif-2.1.0.json"));

    private static readonly EvaluationOptions Strict = new() { OutputFormat = OutputFormat.List, RequireFormatValidation = true };

    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_document_about_wrong_specs_of_every_kind_is_valid()
    {
        var results = Check(Path.Combine(Repository.Root, "tests", "Corpus"));
        Assert.True(results.Count > 100);
        Assert.Equal(["error", "warning"], results.Select(static result => result.GetProperty("level").GetString()).Distinct().Order());
    }

    [Fact]
    public void A_document_about_nothing_is_valid() => Assert.Empty(Check(_folder.Add("door.fsm.yaml", Folder.Door)));

    [Fact]
    public void A_document_without_a_file_is_valid() => Assert.Empty(Check(_folder["nope.fsm.yaml"]));

    [Fact]
    public void Every_level_is_one_of_the_standard()
    {
        _folder.Add(".editorconfig", "root = true\n[*.fsm.yaml]\nfsmgen.FSM2001.severity = silent\nfsmgen.FSM2002.severity = suggestion\nfsmgen.FSM2006.severity = error\n");
        var path = _folder.Add("door.fsm.yaml", Folder.BadDoor.Replace("Ring: }", "Ring:, Hum: }", StringComparison.Ordinal) + "  Attic: { on: { Go: Closed, Lock: [ignore, Closed] } }\n");
        Assert.Equal(["error", "none", "note", "warning"], Check(path).Select(static result => result.GetProperty("level").GetString()).Order());
    }

    [Theory]
    [InlineData("a b.fsm.yaml")]
    [InlineData("döör [1] #2 100%.fsm.yaml")]
    [InlineData("50%25.fsm.yaml")]
    [InlineData("c:door.fsm.yaml")]
    [InlineData("deep/er/./door.fsm.yaml")]
    public void A_path_is_a_valid_URI_and_leads_back_to_the_file(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() && name.Contains(':', StringComparison.Ordinal), "a file has no such name there");
        var path = _folder.Add(name, Folder.BadDoor);
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        Assert.Equal(Path.GetFullPath(path), new Uri(new Uri(new Uri(Environment.CurrentDirectory + "/").AbsoluteUri), UriOf(Assert.Single(Check(relative)))).LocalPath);
        Assert.Equal(Path.GetFullPath(path), new Uri(UriOf(Assert.Single(Check(path)))).LocalPath);
    }

    /// <summary>The results of a document that was found to be valid.</summary>
    private List<JsonElement> Check(string path)
    {
        var (_, output, _) = _folder.Run("check", path, "--format", "sarif");
        var log = JsonDocument.Parse(output.Replace("~", _folder[""].TrimEnd('/'), StringComparison.Ordinal)).RootElement;
        var evaluation = Schema.Evaluate(log, Strict);
        Assert.True(evaluation.IsValid, string.Join("\n", evaluation.Details?.Where(static detail => detail.Errors is not null).Select(static detail => $"{detail.InstanceLocation}: {string.Join(", ", detail.Errors!.Values)}") ?? []));

        var run = Assert.Single(log.GetProperty("runs").EnumerateArray());
        var rules = run.GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray().Select(static rule => rule.GetProperty("id").GetString()).ToList();
        Assert.Equal(rules.Distinct(), rules);
        var results = run.GetProperty("results").EnumerateArray().ToList();
        foreach (var result in results)
        {
            Assert.Equal(result.GetProperty("ruleId").GetString(), rules[result.GetProperty("ruleIndex").GetInt32()]);
            var region = result.GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("region");
            var (start, end) = (Place(region, "start"), Place(region, "end"));
            Assert.True(start.CompareTo(end) <= 0, $"{start} is behind {end}");
        }

        return results;
    }

    private static (int Line, int Column) Place(JsonElement region, string end) => (region.GetProperty($"{end}Line").GetInt32(), region.GetProperty($"{end}Column").GetInt32());

    private static string UriOf(JsonElement result) => result.GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("artifactLocation").GetProperty("uri").GetString()!;
}
