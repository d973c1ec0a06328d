using System.Diagnostics;
using System.Globalization;
using FsmGen.Compiler;
using FsmGen.Compiler.Binding;
using FsmGen.Compiler.Diagrams;
using FsmGen.Compiler.Diagrams.Svg;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Tool.Tests;

public sealed class SvgTests : IDisposable
{
    private readonly Folder _folder = new();

    public static TheoryData<string> Specs => [.. new[] { "spec", "samples", "benchmarks", "tests/Corpus" }.SelectMany(static folder => SpecSource.Expand(Path.Combine(Repository.Root, folder)))
        .Where(static path => Compile(path) is not null).Select(static path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))];

    public static TheoryData<string> Examples =>
        [.. Repository.Read("spec", "language.md").ReplaceLineEndings("\n").Split("```yaml\n").Skip(1).Select(static part => part.Split("```")[0]).Where(static part => part.StartsWith("machine:", StringComparison.Ordinal)), GraphTests.Machine, GraphTests.Statechart];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("spec/tcp.fsm.yaml", "../../docs/images/tcp.svg")]
    [InlineData("samples/Turnstile/Turnstile.fsm.yaml", "../../docs/images/turnstile.svg")]
    public void The_pictures_of_the_documentation_are_those_of_the_specs(string spec, string picture) => Snapshot.Match(Draw(Path.Combine(Repository.Root, spec)), picture);

    [Fact]
    public void The_picture_of_the_page_about_editing_is_that_of_its_spec()
    {
        var yaml = Repository.Read("docs", "editing-a-spec.md").ReplaceLineEndings("\n").Split("## Look at it\n")[1].Split("```yaml\n")[1].Split("```")[0];
        Snapshot.Match(Draw(_folder.Add("Job.fsm.yaml", yaml)), "../../docs/images/job.svg");
    }

    [Fact]
    public void Regions_histories_and_times_are_drawn() => Snapshot.Match(Draw(_folder.Add("lamp.fsm.yaml", GraphTests.Statechart)), "Snapshots/SvgTests.Regions_histories_and_times_are_drawn.verified.svg");

    [Theory]
    [MemberData(nameof(Specs))]
    public void The_picture_of_every_spec_shows_all_and_nothing_overlaps(string path) => Check(Compile(Path.Combine(Repository.Root, path))!);

    [Theory]
    [MemberData(nameof(Examples))]
    public void The_picture_of_every_example_shows_all_and_nothing_overlaps(string yaml) => Check(Bind(yaml));

    [Fact]
    public void The_picture_of_any_chart_shows_all_and_nothing_overlaps()
    {
        for (var seed = 0; seed < 60; seed++)
            Check(Bind(RandomChart.Of(seed)));
    }

    [Theory]
    [InlineData("<rect class=\"leaf\" x=\"", "<rect class=\"leaf\" x=\"4")]
    [InlineData("<text x=\"", "<text x=\"-1")]
    [InlineData("d=\"M", "d=\"M9")]
    public void These_tests_notice_what_overlaps(string part, string instead)
    {
        var picture = SvgDiagram.Of(Bind(GraphTests.Statechart));
        var place = picture.IndexOf(part, StringComparison.Ordinal);
        place = part[0] == 'd' ? picture.IndexOf(part, picture.IndexOf("class=\"line\"", StringComparison.Ordinal), StringComparison.Ordinal) : place;
        Assert.NotEmpty(new SvgPicture(picture.Remove(place, part.Length).Insert(place, instead)).Flaws());
    }

    [Fact]
    public void A_picture_is_the_same_every_time_and_everywhere()
    {
        var here = CultureInfo.CurrentCulture;
        var path = Path.Combine(Repository.Root, "spec/tcp.fsm.yaml");
        var first = Draw(path);
        try
        {
            var elsewhere = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            (elsewhere.NumberFormat.NumberDecimalSeparator, elsewhere.NumberFormat.NegativeSign) = (",", "~");
            CultureInfo.CurrentCulture = elsewhere;
            Assert.Equal(first, Draw(path));
        }
        finally
        {
            CultureInfo.CurrentCulture = here;
        }
    }

    [Fact]
    public void Names_constants_and_summaries_are_text_whatever_their_signs()
    {
        var picture = new SvgPicture(SvgDiagram.Of(Bind(GraphTests.Machine.Replace("events:\n", "summary: Plays <b> & \"c\".\nevents:\n", StringComparison.Ordinal))));
        Assert.Contains("""Show("a:b; #1 <b> 100%% & `x` {}", '"')""", picture.Words, StringComparison.Ordinal);
        Assert.Contains("Plays <b> & \"c\".", picture.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_author_wrote_about_a_state_or_a_row_shows_where_the_pointer_rests()
    {
        var picture = new SvgPicture(SvgDiagram.Of(Bind(
            """
            machine: Door
            namespace: Demo
            events: { Go: }
            initial: Closed
            states:
              Closed: { summary: Nobody gets in., reference: Manual 1.2, on: { Go: { to: Opened, summary: By the handle. } } }
              Opened: { on: { Go: { to: Closed, reference: Manual 3 } } }

            """)));
        Assert.Equal(["Door", "Nobody gets in. (Manual 1.2)", "By the handle.", "By the handle.", "Manual 3", "Manual 3"], picture.Titles);
    }

    [Fact]
    public void Rows_that_differ_in_the_event_only_are_one()
    {
        var picture = new SvgPicture(SvgDiagram.Of(Bind(
            """
            machine: Door
            namespace: Demo
            events: { Go:, Push:, Kick: }
            guards: { Locked: }
            actions: { Ring: }
            initial: Closed
            states:
              Closed:
                on:
                  Go: { to: Opened, do: Ring }
                  Push: [{ when: Locked, do: reject }, { to: Opened, do: Ring }]
                  Kick: { to: Closed }
              Opened: { on: { "Go, Push": ignore, Kick: [{ when: Locked, do: ignore }, { do: Ring }] } }

            """)));
        Assert.Equal("Door Closed Push [Locked] / reject Kick Opened Go, Push / ignore Kick [Locked] / ignore Kick / Ring Go, Push / Ring", picture.Words);
    }

    [Fact]
    public void Two_thousand_states_take_seconds()
    {
        var watch = Stopwatch.StartNew();
        var states = string.Concat(Enumerable.Range(0, 2_000).Select(static i => $"  S{i}: {{ on: {{ A: S{(i + 1) % 2_000}, B: S{i * 7 % 2_000}, C: S0 }} }}\n"));
        Assert.NotEmpty(SvgDiagram.Of(Bind($"machine: Large\nunhandled: none\nevents: {{ A:, B:, C: }}\ninitial: S0\nstates:\n{states}")));
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(60));
    }

    [Fact]
    public void The_help_names_the_format() => Assert.Contains("svg", _folder.Run("graph", "--help").Output, StringComparison.Ordinal);

    private string Draw(string path)
    {
        var (exit, output, error) = _folder.Run("graph", path, "--format", "svg");
        Assert.Equal((0, ""), (exit, error));
        return output;
    }

    private static Spec? Compile(string path) => SpecSource.Compile(path) is { IsFragment: false, Spec: { } spec } compilation && compilation.Findings.All(static finding => finding.Severity < Microsoft.CodeAnalysis.DiagnosticSeverity.Error) ? spec : null;

    private static Spec Bind(string yaml)
    {
        var compilation = SpecCompilation.Of(SourceText.From(yaml), "/specs/test.fsm.yaml", "Demo");
        Assert.DoesNotContain(compilation.Findings, static finding => finding.Rule.Id.StartsWith("FSM1", StringComparison.Ordinal) || finding.Rule.Id.StartsWith("FSM9", StringComparison.Ordinal));
        return compilation.Spec!;
    }

    private static void Check(Spec spec)
    {
        var text = SvgDiagram.Of(spec);
        Assert.Equal(text, SvgDiagram.Of(spec));
        var picture = new SvgPicture(text);
        var states = spec.Root.Descendants.ToList();
        Assert.Equal(states.Select(static state => state.Name.Text).Order(StringComparer.Ordinal), picture.Names.Order(StringComparer.Ordinal));
        foreach (var row in states.SelectMany(static state => state.LiveRows))
            Assert.Contains(Normalize(RowLabel.Of(row)), picture.Words, StringComparison.Ordinal);
        foreach (var actions in states.SelectMany(static state => new[] { state.Entry, state.Exit }))
            Assert.Contains(RowLabel.Actions(actions), picture.Words, StringComparison.Ordinal);
        var flaws = picture.Flaws().Take(5).ToList();
        Assert.True(flaws.Count == 0, $"{spec.Name.Text}:\n{string.Join("\n", flaws)}\n{text}");
    }

    /// <summary>What a row says behind its event, which may be one of several there.</summary>
    private static string Normalize(string label) => label[(label.IndexOf(' ', StringComparison.Ordinal) + 1)..];
}
