using System.Text.RegularExpressions;
using FsmGen.Compiler.Interpreting;
using FsmGen.Compiler.Scxml;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Compiler.Tests.Scxml;

/// <summary>What is exported and imported again is the same machine, wherever SCXML, or our own namespace in it, can say it.</summary>
public class RoundTripTests
{
    private const string Request =
        """
        machine: Request
        summary: Somebody asks & waits.
        unhandled: ignore
        events:
          Send(int size, string text): Somebody asks.
          Answer:
          Repeat: { id: repeat.me }
          Failed(size): { internal: true }
        guards: { "Large(size)": Too much. }
        actions:
          Transmit(size, int attempt):
          Note(string text):
          Fail:
        timers:
          Retransmission: 2s
          Patience: { after: 10s, event: Answer }
          Pause: { code: System.TimeSpan.FromSeconds(5), event: Repeat }
        initial: Idle
        states:
          Idle:
            summary: Nothing is to be done.
            on:
              Send:
                - { when: Large, do: raise Failed }
                - { to: Waiting, do: ["Transmit(1)", start Retransmission] }
              Failed: { do: 'Note("a, ''b'' <c>")' }
          Waiting:
            entry: start Patience
            exit: [stop Retransmission, stop Patience]
            after:
              5s: { to: Slow, do: Fail }
            on:
              Answer: { to: Idle, summary: "What it \"waited\" for: an answer." }
              Retransmission: { do: [Fail, start Retransmission] }
              Repeat: { do: [stop Patience, start Pause] }
          Slow:
            after:
              1500ms: [{ when: in(Idle), do: Fail }, { to: Idle }]

        """;

    /// <summary>The complete examples of the language page that have scenarios.</summary>
    public static TheoryData<string> Examples =>
        [.. Regex.Matches(Repository.Read("spec", "language.md").ReplaceLineEndings("\n"), "```yaml\n(machine: .*?)```", RegexOptions.Singleline).Select(static match => match.Groups[1].Value).Where(static yaml => yaml.Contains("\nscenarios:", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Examples))]
    public void The_scenarios_of_an_example_hold_for_what_comes_back(string yaml)
    {
        var back = RoundTrip(yaml, out var notes);
        Assert.DoesNotContain(notes, static note => note.Message.Contains("not carried over", StringComparison.Ordinal) && !note.Message.Contains("never happens", StringComparison.Ordinal));
        var scenarios = yaml[yaml.IndexOf("\nscenarios:", StringComparison.Ordinal)..];
        Assert.Empty(Findings($"{back}{scenarios}").Where(static finding => finding.Severity == DiagnosticSeverity.Error).Select(finding => $"{finding.Rule.Id} {finding.Message}\n{back}"));
    }

    [Fact]
    public void The_scenarios_of_the_TCP_machine_hold_for_what_comes_back()
    {
        var yaml = Repository.Read("spec", "tcp.fsm.yaml").ReplaceLineEndings("\n");
        var back = RoundTrip(yaml, out var notes);
        Assert.Empty(notes);
        Assert.Empty(Findings(back + yaml[yaml.IndexOf("\nscenarios:", StringComparison.Ordinal)..]).Select(static finding => $"{finding.Rule.Id} {finding.Message}"));
    }

    [Fact]
    public void Timers_parameters_and_arguments_come_back_as_they_were()
    {
        var back = RoundTrip(Request, out var notes);
        Assert.Empty(notes);
        Snapshot.Match(back, "Snapshots/round-trip.verified.yaml");
        Assert.Equal(ScxmlExporter.Export(Compile(Request)), ScxmlExporter.Export(Compile(back)));
    }

    [Fact]
    public void A_machine_that_comes_back_goes_through_the_same_configurations_as_time_passes()
    {
        string[] steps = ["Send(1, x)[Large]", "Send(1, x)", "+1s", "+1s", "+2s", "+1s", "+1s", "+1s", "Send(1, x)", "repeat.me", "+4s", "Answer", "+1m", "Send(1, x)", "+2s", "+2s", "+1s", "+1s", "+500ms", "+1h"];
        var (before, after) = (new Simulation(Compile(Request)), new Simulation(Compile(RoundTrip(Request, out _))));
        foreach (var step in steps)
            Assert.Equal(Show(before.Take(step, [])), Show(after.Take(step, [])));
    }

    [Fact]
    public void A_document_of_conditions_that_SCXML_has_claims_the_null_data_model()
    {
        const string Machine = "machine: M\nevents: { E: }\nguards: { G: }\ninitial: A\nstates: { A: { on: { E: [{ when: COND, to: A }, ignore] } } }\n";
        Assert.Contains("datamodel=\"null\"", ScxmlExporter.Export(Compile(Machine.Replace("COND", "in(A)", StringComparison.Ordinal))), StringComparison.Ordinal);
        foreach (var condition in new[] { "G", "not in(A)", "in(A) and G" })
        {
            var document = ScxmlExporter.Export(Compile(Machine.Replace("COND", condition, StringComparison.Ordinal)));
            Assert.Contains("datamodel=\"x-fsmgen\"", document, StringComparison.Ordinal);
            Assert.Empty(ScxmlImporter.Import(SourceText.From(document), "m.scxml").Notes);
        }
    }

    private static string Show(SimulatedStep step) => $"{step.Event}: {step.Outcome}, {string.Join(" ", step.Leaves.Select(static leaf => leaf.Name.Text))} / {string.Join(", ", step.Actions)}";

    private static string RoundTrip(string yaml, out IReadOnlyList<ScxmlNote> notes)
    {
        var import = ScxmlImporter.Import(SourceText.From(ScxmlExporter.Export(Compile(yaml))), "again.scxml");
        notes = import.Notes;
        return import.Yaml!;
    }

    private static Compiler.Binding.Spec Compile(string yaml)
    {
        Assert.Empty(Findings(yaml).Where(static finding => finding.Severity == DiagnosticSeverity.Error && !finding.Rule.Id.StartsWith("FSM2", StringComparison.Ordinal)).Select(finding => $"{finding.Rule.Id} {finding.Message}\n{yaml}"));
        return SpecCompilation.Of(SourceText.From(yaml), "test.fsm.yaml", null).Spec!;
    }

    private static IEnumerable<Finding> Findings(string yaml) => SpecCompilation.Of(SourceText.From(yaml), "test.fsm.yaml", null).Findings;
}
