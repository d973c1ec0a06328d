namespace FsmGen.Compiler.Tests.Binding;

public class RegionNameTests
{
    private const string Radio =
        """
        machine: Radio
        unhandled: none
        events: { QState: , Go: }
        initial: P
        states:
          P: { on: { Go: B1, QState: P }, regions: { [|Volume|]: { initial: A1, states: { A1: , B1: } }, Band: { initial: C1, states: { C1: } } } }
        """;

    [Theory]
    [InlineData("Radio", "FSM1009 'Radio' cannot be the name of a region: its member 'RadioState' would have the name of the machine's enum")]
    [InlineData("Q", "FSM1009 'Q' cannot be the name of a region: the machine has another 'QState'")]
    public void A_region_cannot_bring_along_a_member_that_is_there(string name, string message) =>
        Markup.Reports(Radio.Replace("Volume", name, StringComparison.Ordinal), message);

    [Fact]
    public void Other_names_are_free() => Markup.Accepts(Radio.Replace("[|Volume|]", "Volume", StringComparison.Ordinal));
}
