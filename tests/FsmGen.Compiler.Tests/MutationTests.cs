using FsmGen.Compiler.Analysis;
using FsmGen.Compiler.Binding;
using FsmGen.Compiler.Checking;
using FsmGen.Compiler.Lowering;
using FsmGen.Compiler.Yaml;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Compiler.Tests;

/// <summary>Whether the flagship spec notices when one of its rows is not what its author wrote.</summary>
public class MutationTests(ITestOutputHelper output)
{
    private static readonly string SpecPath = Path.Combine(Repository.Root, "spec", "tcp.fsm.yaml");

    [Fact]
    public void A_new_event_is_missed_in_each_of_the_eleven_states()
    {
        var yaml = File.ReadAllText(SpecPath);
        var text = SourceText.From(yaml.Replace("\nevents:\n", "\nevents:\n  Teleport:\n", StringComparison.Ordinal));

        var compilation = SpecCompilation.Of(text, "tcp.fsm.yaml", null);

        var leaves = compilation.Spec!.Leaves.ToList();
        Assert.Equal(11, leaves.Count);
        Assert.Equal(
            leaves.Select(leaf => (leaf.Name.Span, $"State '{leaf.Name.Text}' does not handle event 'Teleport'")),
            compilation.Findings.Select(finding => (finding.Span, finding.Message)));
    }

    [Fact]
    public void Every_change_to_a_row_of_the_tcp_spec_is_found_at_compile_time()
    {
        var text = SourceText.From(File.ReadAllText(SpecPath));
        var binding = new Findings(text);
        var (spec, declared) = Binder.Bind(YamlReader.Read(text, binding)!, text, binding);
        Assert.Empty(binding.Sorted());
        Assert.Empty(Check(spec!, declared!, text));

        var survivors = new List<string>();
        var count = 0;
        foreach (var mutation in Mutation.Of(spec!).ToList())
        {
            mutation.Apply();
            if (Check(spec!, declared!, text).Count == 0)
                survivors.Add(mutation.Name);
            mutation.Revert();
            count++;
        }

        output.WriteLine($"{count} mutants, {survivors.Count} survive");
        output.WriteLine($"Not in the list: {string.Join(", ", survivors.Except(KnownSurvivors()))}");
        Assert.Empty(Check(spec!, declared!, text));
        Assert.Equal(KnownSurvivors(), survivors);
    }

    /// <summary>The survivors that docs/testing.md lists, each with the reason why no check can see it.</summary>
    private static List<string> KnownSurvivors() =>
        [.. File.ReadLines(Path.Combine(Repository.Root, "docs", "testing.md"))
            .SkipWhile(line => line != "<!-- survivors -->").Skip(1).TakeWhile(line => line != "<!-- /survivors -->")
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('`')[1])];

    private static IReadOnlyList<Finding> Check(Spec spec, Declarations declared, SourceText text)
    {
        var findings = new Findings(text);
        Checks.Run(spec, declared, Exploration.Of(spec), AnalysisBudget.Full, findings, default);
        return findings.Sorted();
    }
}
