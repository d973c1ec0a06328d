namespace FsmGen.Compiler.Tests.Checking;

/// <summary>What <c>dispatch: table</c> cannot say is reported where it stands.</summary>
public class TableMachineTests
{
    private static string Spec(string top, string rows, string states = "") =>
        $$"""
        machine: M
        dispatch: table
        unhandled: none
        {{top}}
        initial: A
        states:
          A:
            {{rows}}
          B:
            on: { Go: A }
        {{states}}
        """;

    public static TheoryData<string, string> Findings => new()
    {
        { Spec("events: { [|Go|](int n): }", "on: { Go: B }"), "the event 'Go' cannot carry parameters: whoever fires it has them, and acts on the result" },
        { Spec("events: { Go: }\nactions: { [|Act|]: { code: return } }", "on: { Go: { to: B, do: Act } }"), "nothing runs the code of 'Act': the actions are what Fire returns" },
        { Spec("events: { Go: , Inner: { internal: true } }", "on: { Go: { to: B, do: raise [|Inner|] }, Inner: ignore }"), "a step cannot raise another event" },
        { Spec("events: { Go: }\nconcurrency: [|checked|]", "on: { Go: B }"), "a step is a load and a store, and nobody would notice a second thread" },
        { Spec("events: { Go: }\ntelemetry: [|meter|]", "on: { Go: B }"), "a step tells nobody but its caller" },
        { Spec("events: { Go: }\nreentrancy: [|queue|]", "on: { Go: B }"), "no action runs that could fire another event" },
        { Spec("events: { Go: , Wait: }", "on: { Go: B, Wait: [|defer|] }"), "no event can be kept for later" },
        { Spec("events: { Go: }", "on: { Go: { [|to|]: B, when: in(A) } }"), "a condition is made of guards: the row already knows its leaf" },
        { Spec("events: { Go: }\nactions: { Act: }", "exit: Act\n    on: { Go: { to: B, do: [|Act|] } }"), "one step cannot ask for 'Act' twice, on leaving, on the way and on entering" },
    };

    [Theory]
    [MemberData(nameof(Findings))]
    public void What_a_table_cannot_say_is_reported_where_it_stands(string marked, string why)
    {
        var (yaml, spans) = Markup.Parse(marked);
        var finding = Assert.Single(Markup.Compile(yaml).Findings, static finding => finding.Rule == Compiler.Rules.KindOfMachine);
        Assert.Equal($"With 'dispatch: table' {why}", finding.Message);
        Assert.Equal(Assert.Single(spans).Start, finding.Span.Start);
    }

    [Fact]
    public void A_table_that_would_be_too_large_is_reported_and_the_code_is_a_switch()
    {
        var guards = Enumerable.Range(0, 20).Select(i => $"G{i}").ToList();
        var compilation = Markup.Compile(Spec($"events: {{ Go: }}\nguards: {{ {string.Join(", ", guards.Select(guard => $"{guard}: "))} }}", $"on: {{ Go: {{ when: {string.Join(" and ", guards)}, to: B }} }}"));
        Assert.Contains("there are at most 262144 entries", Assert.Single(compilation.Findings).Message, StringComparison.Ordinal);
        Assert.False(compilation.Machine!.IsTable);
    }

    [Fact]
    public void An_action_that_two_ways_have_once_each_is_no_repetition() =>
        Markup.Accepts(Spec("events: { Go: }\nactions: { Act: }", "entry: Act\n    on: { Go: B }"));
}
