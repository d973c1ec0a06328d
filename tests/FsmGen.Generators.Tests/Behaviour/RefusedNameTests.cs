using FsmGen.Compiler;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Generators.Tests.Behaviour;

/// <summary>Names that the generated C# could not bear, and what else is said of them: nothing.</summary>
public class RefusedNameTests
{
    private const string Spec =
        """
        machine: M
        events:
          Go(int number):
        actions:
          Act:
        initial: A
        states:
          A:
            on:
              Go: { to: A, do: Act }
        """;

    [Theory]
    [InlineData("machine: M", "machine: State", "'State' cannot be the name of a machine: every machine has a member of this name")]
    [InlineData("machine: M", "machine: record", "'record' cannot be the name of a machine: C# keeps names of small letters for its own words")]
    [InlineData("Act", "Refuse", "'Refuse' cannot be the name of an action: the generated machine has a member of this name")]
    [InlineData("Act", "CanGo", "'CanGo' cannot be the name of an action: the generated machine has a member of this name")]
    [InlineData("Act", "MState", "'MState' cannot be the name of an action: the generated enum has this name")]
    [InlineData("Act", "M", "'M' cannot be the name of an action: a member cannot have the name of its type")]
    [InlineData("  A:", "  value__:", "'value__' cannot be the name of a state: every enum has a field of this name")]
    [InlineData("Act", "_fsmState", "'_fsmState' cannot be the name of an action: the generated machine has a member of this name")]
    [InlineData("number", "fsmRaised", "'fsmRaised' cannot be the name of a parameter: it would hide what the generated machine calls so")]
    [InlineData("number", "ToString", "'ToString' cannot be the name of a parameter: it would hide what the generated machine calls so")]
    [InlineData("number", "EndStep", "'EndStep' cannot be the name of a parameter: it would hide what the generated machine calls so")]
    public void A_name_that_csharp_cannot_bear_is_one_finding(string name, string instead, string message)
    {
        var yaml = Spec.Replace(name, instead, StringComparison.Ordinal);
        if (instead.Contains("value__", StringComparison.Ordinal))
            yaml = yaml.Replace("initial: A", "initial: value__", StringComparison.Ordinal).Replace("to: A", "to: value__", StringComparison.Ordinal);

        Assert.Equal([message], SpecCompilation.Of(SourceText.From(yaml), "test.fsm.yaml", null).Findings.Select(finding => finding.Message));
    }

    [Fact]
    public void An_event_that_comes_before_another_may_not_have_the_name_of_its_query() =>
        Assert.Contains(SpecCompilation.Of(SourceText.From(Spec.Replace("events:\n", "events:\n  HandleGo:\n", StringComparison.Ordinal)), "test.fsm.yaml", null).Findings,
            finding => finding.Message == "'HandleGo' cannot be the name of an event: the generated machine has a member of this name");

    [Theory]
    [InlineData("ref int number")]
    [InlineData("out int number")]
    [InlineData("params int[] number")]
    public void A_parameter_has_no_modifier_but_in(string parameter) =>
        Assert.Contains(SpecCompilation.Of(SourceText.From(Spec.Replace("int number", parameter, StringComparison.Ordinal)), "test.fsm.yaml", null).Findings, finding => finding.Rule == Rules.InvalidSignature);
}
