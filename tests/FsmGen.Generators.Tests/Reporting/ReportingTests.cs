using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace FsmGen.Generators.Tests.Reporting;

/// <summary>Who reports what is wrong with a spec: one host, once, at its place.</summary>
public class ReportingTests
{
    private const string Faulty =
        """
        machine: Door
        events: { Open: , Close: }
        guards: { Locked: { code: "true" } }
        initial: Shut
        states:
          [|Shut|]:
            on:
              Open: [{ when: not Locked, to: [|Ajr|] }]
          Ajar:
            on: { Open: ignore, [|Clse|]: Shut }
          [|Ajar|]:
        """;

    private const string Warned =
        """
        machine: Door
        unhandled: warning
        events: { Open: , Close: }
        initial: Shut
        actions: { [|Slam|]: { code: return } }
        states:
          [|Shut|]: { on: { Open: Ajar } }
          Ajar: { on: { Open: ignore, Close: Shut } }
          [|Lost|]: { on: { Open: ignore, Close: ignore } }
        """;

    public static TheoryData<string, string[]> Specs => new()
    {
        { Faulty, ["FSM2001 Error", "FSM2001 Error", "FSM1001 Error", "FSM1002 Error", "FSM1006 Error"] },
        { Warned, ["FSM2006 Warning", "FSM2001 Warning", "FSM2002 Warning"] },
    };

    [Theory]
    [MemberData(nameof(Specs))]
    public async Task A_build_reports_each_finding_once_through_the_generator(string marked, string[] findings)
    {
        var (spec, places) = Expected.Of("/specs/door.fsm.yaml", marked);
        Check(Consumer.Build.Generate([spec]).Reported, findings, places);
        Assert.Empty(await Consumer.Build.Analyze(spec));
    }

    [Theory]
    [MemberData(nameof(Specs))]
    public async Task An_editor_reports_each_finding_once_through_the_analyzer(string marked, string[] findings)
    {
        var (spec, places) = Expected.Of("/specs/door.fsm.yaml", marked);
        Check(await Consumer.Editor.Analyze(spec), findings, places);
        Assert.Empty(Consumer.Editor.Generate([spec]).Reported);
    }

    [Fact]
    public async Task Both_hosts_say_the_same_of_several_files()
    {
        SpecText[] specs = [Expected.Of("/specs/a.fsm.yaml", Faulty).Spec, Expected.Of("/specs/b.fsm.yaml", Warned).Spec, new SpecText("/specs/c.fsm.yaml", "a: [b"), new SpecText("/specs/d.fsm.yaml", "")];
        Assert.Equal(Consumer.Build.Generate(specs).Reported.Select(Expected.Line).Order(), (await Consumer.Editor.Analyze(specs)).Select(Expected.Line).Order());
    }

    [Fact]
    public void A_finding_reads_like_any_other_line_of_the_compiler() =>
        Assert.Equal("/specs/gate.fsm.yaml(5,3): error FSM2001: State 'A' does not handle event 'Go'",
            Expected.Line(Assert.Single(Consumer.Build.Generate([new SpecText("/specs/gate.fsm.yaml", "machine: M\nevents: { Go: }\ninitial: A\nstates:\n  A:")]).Reported)));

    [Fact]
    public void A_spec_with_errors_still_declares_what_the_host_refers_to()
    {
        var generation = Consumer.Build.Generate(
            """
            machine: M
            colour: red
            events:
              Go(int n):
              Stop:
              Go:
              Odd(:
            guards: { Ready(n): , Late(x): }
            actions: { Act(n): , Other: }
            initial: Nowhere
            states:
              A:
                entry: Act
                on:
                  Go: [{ when: Ready and Unknown, to: Nowhere, do: [Act, Missing, Other(1)] }, { to: B, do: raise Absent }]
                  Odd: B
                  What: A
              B:
                on: { Stop: never, Go: ignore, Stop: B }
                initial: C
            scenarios: { x: [{ Go: Nope }] }
            """,
            """
            namespace Demo;
            public partial class M
            {
                private partial bool Ready(int n) => true;
                private partial bool Late(object x) => true;
                private partial void Act(int n) { }
                private partial void Other() { }
                partial void OnTransition(MState from, MState to) { }
                public static M.FireResult Use(M m) => m.CanFire(MEvent.Stop) && m.State == MState.B && m.CanGo(1) ? m.Go(1) : m.Fire(MEvent.Stop);
            }
            """);
        Assert.True(generation.Reported.Length > 8);
        Assert.Empty(generation.Complaints);
    }

    [Fact]
    public void A_missing_host_method_is_an_error_with_the_signature_to_write()
    {
        var generation = Consumer.Build.Generate("machine: M\nevents: { Go: }\nactions: { Act: }\ninitial: A\nstates: { A: { on: { Go: { do: Act } } } }");
        Assert.Equal("/specs/test.fsm.yaml(3,12): error FSM3001: Machine 'M' has no action 'Act' yet: write 'private partial void Act()'", Expected.Line(Assert.Single(generation.Reported)));
        var error = Assert.Single(generation.Complaints);
        Assert.Equal("CS8795", error.Id);
        Assert.Contains("'M.Act()'", error.GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_host_method_does_not_hide_what_is_wrong_with_the_spec()
    {
        var generation = Consumer.Build.Generate("machine: M\nevents: { Go: , Stop: }\nactions: { Act: }\ninitial: A\nstates: { A: { on: { Go: { do: Act } } } }");
        Assert.Equal(["FSM2001", "FSM3001"], generation.Reported.Select(static diagnostic => diagnostic.Id).Order());
        Assert.Equal("CS8795", Assert.Single(generation.Complaints).Id);
    }

    [Theory]
    [InlineData(ReportDiagnostic.Suppress, null)]
    [InlineData(ReportDiagnostic.Error, DiagnosticSeverity.Error)]
    [InlineData(ReportDiagnostic.Info, DiagnosticSeverity.Info)]
    public async Task The_project_decides_on_the_severity(ReportDiagnostic option, DiagnosticSeverity? severity)
    {
        var (spec, _) = Expected.Of("/specs/door.fsm.yaml", Warned);
        var options = Consumer.Build.Options.WithSpecificDiagnosticOptions(new Dictionary<string, ReportDiagnostic> { ["FSM2002"] = option });
        var reported = (Consumer.Build with { Options = options }).Generate([spec]).Reported;
        var analyzed = await (Consumer.Editor with { Options = options }).Analyze(spec);

        Assert.Equal(severity, reported.SingleOrDefault(static d => d.Id == "FSM2002")?.Severity);
        Assert.Equal(severity, analyzed.SingleOrDefault(static d => d.Id == "FSM2002")?.Severity);
        Assert.Equal(severity is null ? 2 : 3, reported.Length);
    }

    [Fact]
    public void Nothing_silences_an_error_of_the_language()
    {
        var options = Consumer.Build.Options.WithSpecificDiagnosticOptions(new Dictionary<string, ReportDiagnostic> { ["FSM1001"] = ReportDiagnostic.Suppress });
        Assert.Equal("FSM1001", Assert.Single((Consumer.Build with { Options = options }).Generate("machine: M\nevents: { Go: }\ninitial: A\nstates: { A: { on: { Go: B } } }").Reported).Id);
    }

    [Theory]
    [InlineData("none", null)]
    [InlineData("suggestion", DiagnosticSeverity.Info)]
    [InlineData("error", DiagnosticSeverity.Error)]
    public async Task An_editorconfig_decides_for_the_files_it_matches(string word, DiagnosticSeverity? severity)
    {
        var (spec, _) = Expected.Of("/specs/door.fsm.yaml", Warned);
        var choose = Consumer.Build with { FileOptions = ImmutableDictionary<string, string>.Empty.Add("fsmgen.fsm2002.severity", word) };
        Assert.Equal(severity, choose.Generate([spec]).Reported.SingleOrDefault(static d => d.Id == "FSM2002")?.Severity);
        Assert.Equal(severity, (await (choose with { IsBuild = false }).Analyze(spec)).SingleOrDefault(static d => d.Id == "FSM2002")?.Severity);
    }

    [Fact]
    public void NoWarn_silences_a_finding_even_where_the_spec_made_it_an_error()
    {
        var options = Consumer.Build.Options.WithSpecificDiagnosticOptions(new Dictionary<string, ReportDiagnostic> { ["FSM2001"] = ReportDiagnostic.Suppress });
        Assert.Empty((Consumer.Build with { Options = options }).Generate("machine: M\nevents: { Go: }\ninitial: A\nstates:\n  A:").Reported);
    }

    public static TheoryData<string, string> Odd => new()
    {
        { "empty", "" },
        { "blank", " \n\n" },
        { "comment", "# nothing\n" },
        { "binary", "\u007fELF\u0002\u0001\u0000\u0000\u0003\ufffd\ufffd>\u0000" },
        { "scalar", "just words" },
        { "list", "- a\n- b\n" },
        { "huge", new string('a', 10_000_000) },
        { "many", "machine: M\nstates:\n" + string.Concat(Enumerable.Range(0, 700_000).Select(n => $"  S{n}:\n")) },
        { "deep", string.Concat(Enumerable.Repeat("[", 300_000)) },
        { "bomb", "a: &a [x, x, x, x, x, x, x, x, x]\n" + string.Concat(Enumerable.Range(0, 20).Select(n => $"{(char)('b' + n)}: &{(char)('b' + n)} [{string.Join(", ", Enumerable.Repeat($"*{(char)('a' + n)}", 9))}]\n")) },
        { "half", "machine: M\nstates:\n  A:\n    on: { Go: [" },
        { "no states", "machine: M" },
    };

    [Theory]
    [MemberData(nameof(Odd))]
    public async Task A_file_that_is_no_spec_is_a_finding_and_no_crash(string what, string text)
    {
        var spec = new SpecText($"/specs/{what}.fsm.yaml", text);
        var reported = Consumer.Build.Generate([spec]).Reported;
        Assert.NotEmpty(reported);
        Assert.All(reported, static diagnostic => Assert.StartsWith("FSM", diagnostic.Id, StringComparison.Ordinal));
        Assert.Equal(reported.Select(Expected.Line).Order(), (await Consumer.Editor.Analyze(spec)).Select(Expected.Line).Order());
    }

    private static void Check(IEnumerable<Diagnostic> diagnostics, string[] findings, string[] places)
    {
        var sorted = diagnostics.OrderBy(static d => d.Location.SourceSpan.Start).ToList();
        Assert.Equal(findings, sorted.Select(static d => $"{d.Id} {d.Severity}"));
        Assert.Equal(places, sorted.Select(Expected.PlaceOf).Distinct());
        Assert.All(sorted, static d => Assert.Equal("/specs/door.fsm.yaml", d.Location.GetLineSpan().Path));
        Assert.Equal(sorted.Count, sorted.Select(Expected.Line).Distinct().Count());
    }
}
