using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FsmGen.Generators.Tests.Behaviour;

/// <summary>Machines that a person would not write, but an importer does.</summary>
public class LargeMachineTests(ITestOutputHelper output)
{
    private const int States = 2_000, Events = 10;

    /// <summary>Event e leads from state s to state (s × (e + 3) + 7) mod 2,000, by one of two rows.</summary>
    private static string Spec(string keys = "")
    {
        var spec = new StringBuilder($"machine: M\n{keys}events: {{ {string.Join(", ", Enumerable.Range(0, Events).Select(e => $"E{e}: "))}}}\nguards: {{ G: }}\nactions: {{ Send(int number): }}\ninitial: S0\nstates:\n");
        for (var s = 0; s < States; s++)
        {
            spec.Append($"  S{s}:\n    on:\n");
            for (var e = 0; e < Events; e++)
            {
                var to = ((s * (e + 3)) + 7) % States;
                spec.Append(e == 0 ? $"      E0: [{{ when: G, to: S{to} }}, {{ to: S{to}, do: Send({s % 7}) }}]\n" : $"      E{e}: S{to}\n");
            }
        }

        return spec.ToString();
    }

    private const string Walk =
        """
        var m = new M();
        m.Start();
        var (expected, wrong) = (0, 0);
        var random = new Random(11);
        for (var i = 0; i < 20_000; i++)
        {
            var e = random.Next(10);
            if (!m.CanFire((MEvent)e) || m.WhyNot((MEvent)e) is not null) wrong++;
            m.Fire((MEvent)e);
            expected = (expected * (e + 3) + 7) % 2_000;
            if (m.State != (MState)expected) wrong++;
        }
        Say(wrong); Say(m.PermittedEvents.Length); Say(M.Definition.Rows.Length); Say(M.Definition.Rows[20_999].Source);
        """;

    [Fact]
    public void A_machine_of_2_000_states_and_20_000_rows_runs_in_methods_that_the_jit_optimises()
    {
        var generation = Play.Generate(Spec(), Walk, "namespace Demo; public partial class M { private int _sent; private partial bool G() => _sent % 3 == 1; private partial void Send(int number) => _sent += number + 1; }");

        Assert.Equal("0 10 22000 S1909", Play.Execute(generation.Load()));
        var longest = Methods(generation.Source).MaxBy(method => method.Sections);
        output.WriteLine($"{generation.Source.AsSpan().Count('\n')} lines; {longest}");
        Assert.True(longest.Sections <= 300, $"{longest.Name} has {longest.Sections} sections of switches");
    }

    [Fact]
    public void A_table_of_2_000_states_runs() =>
        Assert.Equal("0 10 22000 S1909", Play.Execute(Play.Generate(Spec("dispatch: table\n"), Walk, "namespace Demo; public partial class M { private partial bool G() => false; }").Load()));

    /// <summary>The rows need room, and what is raised must not need more for each event that raises it.</summary>
    [Fact]
    public void The_code_of_raised_events_grows_with_their_rows_and_not_with_the_events_that_raise_them()
    {
        static int Lines(int external, int raised)
        {
            var spec = new StringBuilder($"machine: M\nunhandled: none\nevents:\n{string.Concat(Enumerable.Range(0, external).Select(e => $"  E{e}:\n"))}{string.Concat(Enumerable.Range(0, raised).Select(e => $"  I{e}: {{ internal: true }}\n"))}initial: A\nstates:\n  A:\n    on:\n");
            for (var e = 0; e < external; e++)
                spec.Append($"      E{e}: {{ do: [{string.Join(", ", Enumerable.Range(0, raised).Select(i => $"raise I{i}"))}] }}\n");
            for (var i = 0; i < raised; i++)
                spec.Append($"      I{i}: ignore\n");
            return GeneratorHarness.Generate(spec.ToString()).AsSpan().Count('\n');
        }

        var raising = Lines(40, 8) - Lines(40, 2);
        Assert.True(raising < (40 * 2 * 6) + (6 * 60), $"{raising} lines for six more internal events");
    }

    private static IEnumerable<(string Name, int Sections)> Methods(string source) => CSharpSyntaxTree.ParseText(source, Consumer.Build.Parse).GetRoot().DescendantNodes()
        .OfType<MethodDeclarationSyntax>().Select(static method => (method.Identifier.Text, method.DescendantNodes().OfType<SwitchSectionSyntax>().Count()));
}
