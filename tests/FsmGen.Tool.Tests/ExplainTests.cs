using FsmGen.Compiler;

namespace FsmGen.Tool.Tests;

public sealed class ExplainTests : IDisposable
{
    private readonly Folder _folder = new();

    public static TheoryData<string> Ids => [.. Rules.All.Select(static rule => rule.Id)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_rule_is_explained_by_its_page(string id) =>
        Assert.Equal((0, FsmGen.Tests.Repository.Read("spec", "rules", $"{id}.md"), ""), _folder.Run("explain", id));

    [Fact]
    public void Case_does_not_matter() => Assert.Equal(_folder.Run("explain", "FSM2001"), _folder.Run("explain", "fsm2001"));

    [Fact]
    public void Without_an_id_the_rules_are_listed() => Assert.Equal((0, FsmGen.Tests.Repository.Read("spec", "rules", "README.md"), ""), _folder.Run("explain"));

    [Theory]
    [InlineData("FSM201", "fsmgen: there is no rule 'FSM201'; did you mean 'FSM2001'?\n")]
    [InlineData("README.md", "fsmgen: there is no rule 'README.md'\n")]
    [InlineData("", "fsmgen: there is no rule ''\n")]
    public void An_id_that_is_none_is_a_mistake_of_the_caller(string id, string error) => Assert.Equal((2, "", error), _folder.Run("explain", id));
}
