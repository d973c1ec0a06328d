using System.Text.RegularExpressions;
using Handshake;

namespace FsmGen.Tcp.Tests;

/// <summary>The description that the project began with: each of its rows is shown twice, and explained once.</summary>
public sealed partial class OriginTests
{
    private const int Rows = 14;

    public static TheoryData<int> AllRows => [.. Enumerable.Range(1, Rows)];

    [Theory]
    [MemberData(nameof(AllRows))]
    public void Each_row_is_a_scenario_of_the_spec(int row) =>
        Assert.Contains($"\n  Description {row}, ", Read("spec/tcp.fsm.yaml"), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(AllRows))]
    public void Each_row_is_explained_with_a_scenario_of_the_sample(int row)
    {
        var line = Assert.Single(Read("docs/tcp.md").Split('\n'), line => line.StartsWith($"| {row} | ", StringComparison.Ordinal));
        var names = Code().Matches(line.Split('|')[^2]).Select(static m => m.Groups[1].Value).Where(static n => char.IsLower(n[0])).ToList();

        Assert.NotEmpty(names);
        Assert.All(names, static name => Assert.Contains(
            Scenarios.All, s => s.Name == name || (name[0] == '-' && s.Name.EndsWith(name, StringComparison.Ordinal))));
    }

    private static string Read(string path) => Repository.Read(path).ReplaceLineEndings("\n");

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();
}
