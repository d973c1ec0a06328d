using FsmGen.Compiler.Binding;
using FsmGen.Compiler.Scxml;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Compiler.Tests.Scxml;

public class ExporterTests
{
    /// <summary>Whatever a document can say of a spec, and the words that it lacks.</summary>
    private const string Everything =
        """
        machine: Oven
        summary: An oven -- with a light.
        events:
          Open:
          Close:
          HangUp: { id: hang-up }
          Baked: { internal: true }
        guards: { Hot:, Full: }
        actions: { Ding:, Glow:, "Show(string text)": }
        timers:
          Beep: { after: 1500ms, event: Baked }
          Wait: { code: System.TimeSpan.FromSeconds(1), event: Open }
        initial: { to: Body, do: Glow }
        states:
          Body:
            regions:
              Heater:
                id: the-heater
                initial: { to: Cold, do: Ding }
                states:
                  Cold:
                    summary: Nobody gets burnt.
                    on:
                      Open: { when: not (Hot or in(Cold)) and Full, to: Warm, do: ['Show("a<b")', "raise Baked"] }
                      Close: { when: Hot and Full or not Full, to: [Warm, Lit], summary: Both at once. }
                      HangUp: reject
                  Warm:
                    exit: [start Beep, start Wait]
                    after: { 10s: Cold }
                    always: { when: in(Lit), do: { raise: Baked, when: Hot } }
                    on:
                      Open: defer
                      Close: never
                      HangUp: ignore
                      Baked: Ready
                  Ready: { final: true, entry: stop Beep }
                  Last: { history: shallow, default: Cold }
              Light:
                initial: Dark
                on: { "Open, Close": { to: Lit, type: internal } }
                states:
                  Dark:
                  Lit:
              Resume: { history: deep, default: { to: [Warm, Lit], do: Ding } }
            done: Off
            on: { done(Heater): { do: Glow }, HangUp: Resume }
          Off: { final: true }
        """;

    public static TheoryData<string> Names => [.. Documents.Names];

    [Fact]
    public void A_spec_becomes_a_document() =>
        Snapshot.Match(ScxmlExporter.Export(Compile(Everything)), "Snapshots/exported.verified.xml");

    [Theory]
    [MemberData(nameof(Names))]
    public void A_document_that_was_imported_and_exported_goes_where_it_went(string name)
    {
        var exported = ScxmlExporter.Export(Compile(Documents.Import(name).Yaml!));
        var (yaml, _) = ScxmlImporter.Import(SourceText.From(exported), "again.scxml");
        var run = new DocumentRun(yaml!);
        foreach (var line in Documents.Steps(name))
        {
            var (before, expected) = (line.Split('|')[0].Trim(), line[(line.IndexOf('|', StringComparison.Ordinal) + 1)..].Trim());
            Assert.Equal($"{before} | {expected}", $"{before} | {run.Step(before)}");
        }
    }

    [Fact]
    public void A_machine_of_regions_gets_a_state_around_them()
    {
        var document = ScxmlExporter.Export(Compile("machine: M\nevents: { E: }\nregions: { M_: { initial: M, states: { M: { on: { E: M } } } } }"));
        Assert.Contains("initial=\"M__\">\n  <fsm:event name=\"E\"/>\n  <parallel id=\"M__\">\n    <state id=\"M_\" initial=\"M\">", document, StringComparison.Ordinal);
    }

    [Fact]
    public void An_id_that_no_document_can_have_is_left_out() =>
        Assert.Contains("<state id=\"A\">\n    <transition event=\"E\" target=\"A\"/>", ScxmlExporter.Export(Compile("machine: M\nevents: { E: { id: a b } }\ninitial: A\nstates: { A: { id: the first, on: { E: A } } }")), StringComparison.Ordinal);

    [Fact]
    public void The_TCP_machine_comes_back_with_every_state_event_and_row()
    {
        var spec = Compile(Repository.Read("spec", "tcp.fsm.yaml"));
        var (yaml, notes) = ScxmlImporter.Import(SourceText.From(ScxmlExporter.Export(spec)), "tcp.scxml");
        var back = Compile(yaml!);
        Assert.DoesNotContain(notes, static note => note.IsError);
        Assert.Equal(Describe(spec), Describe(back));
    }

    /// <summary>The tree of states and what each does, in one line per row.</summary>
    private static IEnumerable<string> Describe(Spec spec) =>
        from state in spec.Root.Descendants
        from pair in state.Rows.OrderBy(static pair => pair.Key.Name.Text, StringComparer.Ordinal)
        from row in pair.Value
        select $"{string.Join(" in ", state.Ancestry)}: {pair.Key} [{row.When}] {row.Outcome} {string.Join(" ", row.Targets)} {Show(row.Do)} {Show(state.Entry)} {Show(state.Exit)} {state.Initial} {row.Docs.Summary} {state.Docs.Summary}";

    private static string Show(IEnumerable<ActionUse> uses) => string.Join(", ", uses.Select(static use => use is Call call ? $"{call.Action}({string.Join(", ", call.Arguments)})" : use is Raise raise ? $"raise {raise.Event}" : use.GetType().Name));

    private static Spec Compile(string yaml)
    {
        var compilation = SpecCompilation.Of(SourceText.From(yaml), "test.fsm.yaml", null);
        Assert.Empty(compilation.Findings.Where(static finding => finding.Severity == DiagnosticSeverity.Error && !finding.Rule.Id.StartsWith("FSM2", StringComparison.Ordinal)).Select(static finding => $"{finding.Lines.Start} {finding.Message}"));
        return compilation.Spec!;
    }
}
