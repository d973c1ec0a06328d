namespace FsmGen.Compiler.Tests.Binding;

public class DurationTests
{
    private static string Spec(string duration) => $"machine: M\ninitial: A\nunhandled: none\nstates:\n  A: {{ after: {{ {duration}: B }} }}\n  B:\n";

    [Theory]
    [InlineData("0s")]
    [InlineData("0.00001ms")]
    [InlineData("10001d")]
    [InlineData("1")]
    public void A_duration_has_a_unit_is_above_zero_and_has_an_end(string duration) => Markup.Reports(Spec($"[|{duration}|]"),
        $"FSM1023 '{duration}' is not a duration: write a number above zero and its unit, like '500ms', '1.5s', '5m', '1h' or '2d', up to 10,000 days");

    [Theory]
    [InlineData("0.0001ms")]
    [InlineData("1.5s")]
    [InlineData("10000d")]
    public void From_the_shortest_to_the_longest_it_is_one(string duration) => Markup.Accepts(Spec(duration));
}
