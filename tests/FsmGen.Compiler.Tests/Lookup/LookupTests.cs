using FsmGen.Compiler.Lookup;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Compiler.Tests.Lookup;

/// <summary>Who defines, who refers, and what may stand at the caret <c>¦</c>.</summary>
public class LookupTests
{
    private const string Lamp =
        """
        machine: Lamp
        events: { Toggle:, Next(int by):, Over: { internal: true } }
        guards: { Dark: }
        actions: { Glow: }
        timers: { Timeout: 10s, Late: { after: 1s, event: Over } }
        exclusive: [[Dark]]
        invariants: { Lit: in(On) or not in(Off) }
        initial: { to: Off, do: Glow }
        states:
          Off:
            entry: [stop Timeout, { raise: Over, when: Dark }]
            on: { "Toggle, Next": { to: On, when: Dark and not in(Bright), do: [Glow, start Timeout, raise Over] }, Over: ignore }
          On:
            regions:
              Light: { initial: Bright, states: { Bright: { after: { 5s: Dim } }, Dim: } }
              Last: { history: deep, default: [Bright] }
            on: { Timeout: Off, done(Light): Off, any: [reject] }
            always: [{ when: Dark, to: Last }]
        shared:
          - { states: [Off, On], on: { Next: Off } }
        scenarios:
          It shines:
            from: Off
            steps:
              - Toggle [Dark]: (Bright) / Glow
              - after 3s: ignored

        """;

    [Theory]
    [InlineData(SymbolKind.State, "Off", 8)]
    [InlineData(SymbolKind.State, "On", 4)]
    [InlineData(SymbolKind.State, "Bright", 5)]
    [InlineData(SymbolKind.State, "Light", 2)]
    [InlineData(SymbolKind.State, "Last", 2)]
    [InlineData(SymbolKind.Event, "Toggle", 3)]
    [InlineData(SymbolKind.Event, "Over", 5)]
    [InlineData(SymbolKind.Guard, "Dark", 6)]
    [InlineData(SymbolKind.Action, "Glow", 4)]
    [InlineData(SymbolKind.Timer, "Timeout", 4)]
    public void Every_place_that_says_a_name_is_found_from_every_other(object kind, string name, int count)
    {
        var text = SourceText.From(Lamp);
        var references = SpecLookup.References(text, PlaceOf((SymbolKind)kind, name));

        Assert.Equal(count, references.Count);
        Assert.All(references, reference => Assert.Equal(name, text.ToString(reference.Name.Span)));
        Assert.All(references, reference => Assert.Equal(references, SpecLookup.References(text, reference.Name.Span.End)));
        Assert.True(Assert.Single(references, static reference => reference.IsDefinition) == SpecLookup.Definition(text, references[0].Name.Span.Start));
    }

    [Fact]
    public void Every_name_of_a_sound_spec_has_a_declaration()
    {
        var text = SourceText.From(Lamp);
        Assert.All(Markup.Compile(Lamp).Findings, static finding => Assert.StartsWith("FSM2", finding.Rule.Id, StringComparison.Ordinal));
        Assert.All(Occurrences.In(FsmGen.Compiler.Yaml.YamlReader.Read(text, new Findings(text))!), occurrence => Assert.NotNull(SpecLookup.Definition(text, occurrence.Name.Span.Start)));
    }

    [Theory]
    [InlineData("machine: M\n¦", "machine")]
    [InlineData("machine: M\nkind: ¦\n", "class", "struct")]
    [InlineData("machine: M\nevents: { Go:, Stop: }\nstates:\n  A:\n    on:\n      G¦: A\n", "Go", "Stop", "any")]
    [InlineData("machine: M\nevents: { Go: }\nstates:\n  A:\n    on:\n      ¦\n  B:\n", "Go", "any")]
    [InlineData("machine: M\nstates:\n  A:\n    ¦\n  B:\n", "summary", "on", "entry", "after")]
    [InlineData("machine: M\nstates:\n  A:\n    on:\n      Go: ¦\n  B:\n", "A", "B", "ignore", "reject", "never", "defer")]
    [InlineData("machine: M\nstates:\n  A:\n    on:\n      Go: { to: B¦ }\n  B:\n", "A", "B")]
    [InlineData("machine: M\nstates:\n  A:\n    on:\n      Go: { t¦: B }\n  B:\n", "when", "to", "do")]
    [InlineData("machine: M\nguards: { G: }\nstates: { A: { on: { Go: { when: G¦ } } } }\n", "G", "not", "in(A)")]
    [InlineData("machine: M\nactions: { Act: }\nevents: { E: }\ntimers: { T: 1s }\nstates:\n  A:\n    entry: [¦A]\n", "Act", "raise E", "start T", "stop T")]
    [InlineData("machine: M\ninitial: ¦\nstates:\n  A:\n", "A")]
    [InlineData("machine: M\ntimers:\n  T: { after: 1s, event: E¦ }\nevents: { E: }\n", "E")]
    [InlineData("machine: M\nactions:\n  A: { as¦: true }\n", "async", "code")]
    [InlineData("machine: M\nstates:\n  A: { on: { Go: [ignore, B¦] } }\n  B:\nopen: [\n", "A", "B")]
    public void What_may_stand_at_a_place_is_proposed(string marked, params string[] expected)
    {
        var position = marked.IndexOf('¦', StringComparison.Ordinal);
        var candidates = SpecLookup.Candidates(SourceText.From(marked.Remove(position, 1)), position);
        Assert.Equal(expected, candidates.Intersect(expected).OrderBy(word => Array.IndexOf(expected, word)));
    }

    public static TheoryData<string, string> Keys =>
    [
        .. SpecKeys.Spec.Select(static key => (key, $"machine: M\n{key}:\n")),
        .. SpecKeys.State.Select(static key => (key, $"machine: M\nstates: {{ A: {{ {key}: {(key == "default" ? "A, history: deep" : "")} }} }}\n")),
        .. SpecKeys.Row.Select(static key => (key, $"machine: M\nevents: {{ E: }}\nstates: {{ A: {{ on: {{ E: {{ {key}: }} }} }} }}\n")),
        .. SpecKeys.Event.Select(static key => (key, $"machine: M\nevents: {{ E: {{ {key}: }} }}\n")),
        .. SpecKeys.Guard.Select(static key => (key, $"machine: M\nguards: {{ G: {{ {key}: }} }}\n")),
        .. SpecKeys.Action.Select(static key => (key, $"machine: M\nactions: {{ A: {{ {key}: }} }}\n")),
        .. SpecKeys.Timer.Select(static key => (key, $"machine: M\ntimers: {{ T: {{ {key}: }} }}\n")),
        .. SpecKeys.Shared.Select(static key => (key, $"machine: M\nshared: [{{ {key}: }}]\n")),
        .. SpecKeys.Scenario.Select(static key => (key, $"machine: M\nscenarios: {{ S: {{ {key}: }} }}\n")),
    ];

    [Theory]
    [MemberData(nameof(Keys))]
    public void What_is_proposed_as_a_key_is_one(string key, string yaml) =>
        Assert.DoesNotContain(Markup.Compile(yaml).Findings, finding => finding.Rule == Compiler.Rules.UnknownKey && finding.Arguments[0] == key);

    [Fact]
    public void A_file_that_is_no_spec_has_an_answer_at_every_place()
    {
        foreach (var odd in (string[])["", "a: [b", "- x\n- y", "just words", "machine: M\nstates: &a\n  A: *a\n", "on:\n  - on:\n      Go: [ , ]\n"])
        {
            for (var position = 0; position <= odd.Length; position++)
            {
                SpecLookup.References(SourceText.From(odd), position);
                Assert.NotNull(SpecLookup.Candidates(SourceText.From(odd), position));
            }
        }
    }

    private static int PlaceOf(SymbolKind kind, string name)
    {
        var text = SourceText.From(Lamp);
        return Occurrences.In(FsmGen.Compiler.Yaml.YamlReader.Read(text, new Findings(text))!).First(occurrence => occurrence.Kind == kind && occurrence.Name.Text == name).Name.Span.Start;
    }
}
