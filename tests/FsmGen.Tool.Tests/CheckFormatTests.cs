using System.Text.Json;

namespace FsmGen.Tool.Tests;

/// <summary>What <c>check</c> says to programs, how it is configured, and how it watches.</summary>
public sealed class CheckFormatTests : IDisposable
{
    private const string Attic = "  Attic: { on: { Go: Closed, Lock: ignore } }\n";

    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Json_has_every_finding_with_both_ends()
    {
        var path = _folder.Add("door.fsm.yaml", Folder.BadDoor);
        var (exit, output, error) = _folder.Run("check", path, "--format", "json");
        Assert.Equal((1, ""), (exit, error));
        Assert.Equal(
            """
            {
              "files": [
                {
                  "path": "~/door.fsm.yaml",
                  "machine": "Door",
                  "errors": 1,
                  "warnings": 0,
                  "suggestions": 0,
                  "findings": [
                    {
                      "rule": "FSM2001",
                      "severity": "error",
                      "message": "State 'Opened' does not handle event 'Lock'",
                      "start": {
                        "line": 8,
                        "column": 3
                      },
                      "end": {
                        "line": 8,
                        "column": 9
                      }
                    }
                  ]
                }
              ]
            }

            """, output);
    }

    [Fact]
    public void Sarif_has_rules_results_and_places()
    {
        var path = _folder.Add("döör 1.fsm.yaml", Folder.BadDoor + Attic);
        var (exit, output, error) = _folder.Run("check", path, "--format", "sarif");
        Assert.Equal((1, ""), (exit, error));
        using var log = JsonDocument.Parse(output);
        Assert.Equal("2.1.0", log.RootElement.GetProperty("version").GetString());
        var run = Assert.Single(log.RootElement.GetProperty("runs").EnumerateArray());
        var rules = run.GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray().ToList();
        Assert.Equal(["FSM2001", "FSM2002"], rules.Select(static rule => rule.GetProperty("id").GetString()));
        Assert.All(rules, static rule => Assert.StartsWith("# FSM", rule.GetProperty("help").GetProperty("markdown").GetString(), StringComparison.Ordinal));
        var results = run.GetProperty("results").EnumerateArray().ToList();
        Assert.Equal(["error", "warning"], results.Select(static result => result.GetProperty("level").GetString()));
        Assert.All(results, result => Assert.Equal(result.GetProperty("ruleId").GetString(), rules[result.GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString()));
        var place = results[0].GetProperty("locations")[0].GetProperty("physicalLocation");
        Assert.EndsWith("d%C3%B6%C3%B6r%201.fsm.yaml", place.GetProperty("artifactLocation").GetProperty("uri").GetString(), StringComparison.Ordinal);
        Assert.Equal("""{"startLine":8,"startColumn":3,"endLine":8,"endColumn":9}""", JsonSerializer.Serialize(place.GetProperty("region")));
    }

    [Theory]
    [InlineData("json")]
    [InlineData("sarif")]
    public void A_file_that_cannot_be_read_leaves_a_document_about_the_others(string format)
    {
        var (exit, output, error) = _folder.Run("check", _folder["nope.fsm.yaml"], _folder.Add("a.fsm.yaml", Folder.Door), "--format", format);
        Assert.Equal((2, "fsmgen: '~/nope.fsm.yaml' cannot be read: it does not exist\n"), (exit, error));
        JsonDocument.Parse(output).Dispose();
    }

    [Theory]
    [InlineData("none", 0, "")]
    [InlineData("silent", 0, "")]
    [InlineData("suggestion", 0, "~/specs/door.fsm.yaml(9,3): info FSM2002: No sequence of events leads to state 'Attic'\n")]
    [InlineData("error", 1, "~/specs/door.fsm.yaml(9,3): error FSM2002: No sequence of events leads to state 'Attic'\n")]
    public void An_editorconfig_above_the_spec_chooses_severities(string severity, int exit, string error)
    {
        _folder.Add(".editorconfig", $"root = true\n[*.fsm.yaml]\nfsmgen.FSM2002.severity = {severity}\n[*.cs]\nfsmgen.FSM2001.severity = none\n");
        var path = _folder.Add("specs/door.fsm.yaml", Folder.Door + Attic);
        Assert.Equal((exit, error), _folder.Run("check", path) switch { var (code, _, said) => (code, said) });
    }

    [Fact]
    public void What_is_information_only_is_said_in_every_format_and_fails_nothing()
    {
        _folder.Add(".editorconfig", "root = true\n[*.fsm.yaml]\nfsmgen.FSM2002.severity = suggestion\n");
        var path = _folder.Add("door.fsm.yaml", Folder.Door + Attic);
        Assert.Equal((0, "~/door.fsm.yaml: 3 states, 2 events, 6 rows, 1 suggestion\n", "~/door.fsm.yaml(9,3): info FSM2002: No sequence of events leads to state 'Attic'\n"), _folder.Run("check", path));

        var (exit, json, _) = _folder.Run("check", path, "--format", "json");
        using var document = JsonDocument.Parse(json);
        var file = document.RootElement.GetProperty("files")[0];
        Assert.Equal((0, 0, 0, 1, "suggestion"), (exit, file.GetProperty("errors").GetInt32(), file.GetProperty("warnings").GetInt32(), file.GetProperty("suggestions").GetInt32(), file.GetProperty("findings")[0].GetProperty("severity").GetString()));

        using var sarif = JsonDocument.Parse(_folder.Run("check", path, "--format", "sarif").Output);
        Assert.Equal("note", sarif.RootElement.GetProperty("runs")[0].GetProperty("results")[0].GetProperty("level").GetString());
    }

    [Fact]
    public void The_nearest_editorconfig_wins_and_roots_end_the_search()
    {
        _folder.Add(".editorconfig", "[*.fsm.yaml]\nfsmgen.FSM2002.severity = none\n");
        _folder.Add("a/.editorconfig", "[*.fsm.yaml]\nfsmgen.FSM2002.severity = error\n");
        _folder.Add("b/.editorconfig", "root = true\n");
        Assert.Equal((1, "1 error"), Verdict(_folder.Add("a/door.fsm.yaml", Folder.Door + Attic)));
        Assert.Equal((1, "1 warning"), Verdict(_folder.Add("b/door.fsm.yaml", Folder.Door + Attic)));

        (int, string) Verdict(string path) => _folder.Run("check", path) switch { var (exit, output, _) => (exit, output.Trim().Split(", ")[^1]) };
    }

    [Fact]
    public void A_globalconfig_counts_last_and_moves_no_error_of_the_language()
    {
        _folder.Add(".editorconfig", "root = true\n[*.fsm.yaml]\nfsmgen.FSM2002.severity = error\n");
        _folder.Add(".globalconfig", "is_global = true\ndotnet_diagnostic.FSM2002.severity = none\ndotnet_diagnostic.FSM1001.severity = none\n");
        Assert.Equal(0, _folder.Run("check", _folder.Add("door.fsm.yaml", Folder.Door + Attic)).Exit);
        Assert.Equal(1, _folder.Run("check", _folder.Add("bad.fsm.yaml", Folder.Door.Replace("Go: Closed", "Go: Clsed", StringComparison.Ordinal))).Exit);
    }

    [Fact]
    public void A_watch_speaks_of_what_is_new()
    {
        var good = _folder.Add("a.fsm.yaml", Folder.Door);
        var other = _folder.Add("b.fsm.yaml", Folder.Door.Replace("Door", "Gate", StringComparison.Ordinal));
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var watch = new SpecWatch([good, other], output, error);

        Assert.Equal(0, watch.Look());
        Assert.Equal(2, Take(output).Split('\n').Length - 1);
        Assert.Equal(0, watch.Look());
        Assert.Equal("", Take(output));

        _folder.Add("b.fsm.yaml", Folder.BadDoor.Replace("Door", "Gate", StringComparison.Ordinal));
        Assert.Equal(1, watch.Look());
        Assert.EndsWith("b.fsm.yaml: 2 states, 2 events, 3 rows, 1 error\n", Take(output), StringComparison.Ordinal);
        Assert.Contains("FSM2001", Take(error), StringComparison.Ordinal);

        File.Delete(other);
        Assert.Equal(2, watch.Look());
        Assert.Contains("it does not exist", Take(error), StringComparison.Ordinal);
        Assert.Equal(2, watch.Look());
        Assert.Equal("", Take(error));

        _folder.Add(".editorconfig", "root = true\n[*.fsm.yaml]\nfsmgen.FSM2001.severity = warning\n");
        _folder.Add("b.fsm.yaml", Folder.BadDoor.Replace("Door", "Gate", StringComparison.Ordinal));
        Assert.Equal(1, watch.Look());
        Assert.Contains("1 warning", Take(output), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changes_are_followed_until_they_are_cancelled()
    {
        var path = _folder.Add("a.fsm.yaml", Folder.Door);
        using var cancellation = new CancellationTokenSource();
        var works = 0;
        var exit = await FileChanges.Follow([path], () =>
        {
            if (++works == 1)
                _folder.Add("a.fsm.yaml", Folder.BadDoor);
            else
                cancellation.Cancel();
            return works;
        }, cancellation.Token);
        Assert.Equal(2, exit);
    }

    [Fact]
    public void A_watch_has_no_other_format() => Assert.Equal(2, _folder.Run("check", _folder.Add("a.fsm.yaml", Folder.Door), "--watch", "--format", "json").Exit);

    [Theory]
    [InlineData("a.fsm.yaml", "--watch")]
    [InlineData("a.fsm.yaml", "--watch", "--format", "text")]
    public void A_watch_needs_no_format(params string[] args) => Assert.Empty(CheckCommand.Create().Parse(args).Errors);

    [Fact]
    public void What_is_not_a_terminal_gets_no_colour() =>
        Assert.DoesNotContain('\e', _folder.Run("check", _folder.Add("door.fsm.yaml", Folder.BadDoor)).Error);

    private static string Take(StringWriter writer)
    {
        var text = writer.ToString();
        writer.GetStringBuilder().Clear();
        return text;
    }
}
