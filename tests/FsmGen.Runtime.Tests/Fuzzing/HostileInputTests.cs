using System.Text.RegularExpressions;

namespace FsmGen.Runtime.Tests.Fuzzing;

/// <summary>Every target of the fuzzer, with inputs that are the same in every run; eng/fuzz looks for others.</summary>
public partial class HostileInputTests
{
    /// <summary>Of all targets together.</summary>
    private const int Inputs = 10_000_000;

    /// <summary>Of each target that allocates, and so takes some four times as long.</summary>
    private const int AllocatingInputs = 500_000;

    public static TheoryData<string> Targets => [.. FuzzTargets.All.Select(target => target.Name)];

    [Theory, MemberData(nameof(Targets))]
    public async Task Mutations_keep_the_invariants_stay_inside_and_cost_no_allocation(string name)
    {
        var target = FuzzTargets.Find(name)!;
        var count = target.Allocates ? AllocatingInputs : SharedInputs();
        var output = await FuzzProgram.Run("mutate", name, "--count", $"{count}", "--seed", "9293");

        var numbers = Numbers().Match(output);
        Assert.True(numbers.Success, output);
        Assert.Equal(count, int.Parse(numbers.Groups["inputs"].Value));
        Assert.Equal(target.Allocates, long.Parse(numbers.Groups["allocated"].Value) > 0);
        // Otherwise checksums have kept the mutations from the code behind them, or there are none.
        Assert.InRange(int.Parse(numbers.Groups["accepted"].Value), count / 20, count * 19 / 20);
    }

    [Theory, MemberData(nameof(Targets))]
    public async Task Every_input_of_the_corpus_keeps_the_invariants(string name)
    {
        var files = Corpus.Files(FuzzTargets.Find(name)!);
        var output = await FuzzProgram.Run(["replay", name, .. files]);

        Assert.Equal(files.Count, output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public void Every_target_has_a_corpus_and_every_corpus_a_target() =>
        Assert.Equal(FuzzTargets.All.Select(target => target.Name).Order(), Corpus.Folders.Order());

    private static int SharedInputs()
    {
        var allocating = FuzzTargets.All.Count(target => target.Allocates);
        return (Inputs - allocating * AllocatingInputs) / (FuzzTargets.All.Count - allocating);
    }

    [GeneratedRegex(@"(?<inputs>\d+) inputs, (?<accepted>\d+) accepted, (?<allocated>\d+) bytes allocated")]
    private static partial Regex Numbers();
}
