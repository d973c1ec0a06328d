using FsmGen.Compiler.Interpreting;

namespace FsmGen.Compiler.Tests.Interpreting;

public class StatechartTests
{
    private const string Lamp =
        """
        machine: Lamp
        events: { Toggle:, Next:, Power:, Both:, Self: }
        actions: { Glow:, Whirr:, "In(string s)":, "Out(string s)": }
        unhandled: none
        initial: Off
        states:
          Off: { on: { Power: On, Both: [{ to: [Bright, Fast] }], Self: Resume } }
          On:
            entry: In(On)
            exit: Out(On)
            regions:
              Light:
                entry: In(Light)
                initial: Dim
                states:
                  Dim: { on: { Toggle: Bright } }
                  Bright: { entry: Glow, exit: Out(Bright), on: { Toggle: Dim } }
              Fan:
                exit: Out(Fan)
                initial: Slow
                states:
                  Slow: { on: { Next: { to: Fast, do: Whirr }, Toggle: Fast } }
                  Fast: { on: { Next: { to: Slow, when: in(Bright) } } }
              Resume: { history: deep, default: Dim }
            on: { Power: Off, Self: On }
        """;

    [Theory]
    [InlineData("Power", "Dim Slow / In(On), In(Light)")]
    [InlineData("Power Toggle", "Bright Fast / Glow")]
    [InlineData("Power Next Next", "Dim Fast / ")]
    [InlineData("Power Toggle Next", "Bright Slow / ")]
    [InlineData("Both", "Bright Fast / In(On), In(Light), Glow")]
    [InlineData("Both Power", "Off / Out(Fan), Out(Bright), Out(On)")]
    [InlineData("Both Power Self", "Bright Fast / In(On), In(Light), Glow")]
    [InlineData("Self", "Dim Slow / In(On), In(Light)")]
    [InlineData("Both Self", "Dim Slow / Out(Fan), Out(Bright), Out(On), In(On), In(Light)")]
    public void Regions_and_histories_are_left_and_entered_as_scxml_does(string events, string expected) => Assert.Equal(expected, Run(Lamp, events));

    [Fact]
    public void A_history_that_leads_deeper_into_an_active_state_enters_that_again_and_it_is_left_once() => Assert.Equal("Out / Left",
        Run(
            """
            machine: M
            events: { Leave:, Other:, Back: }
            actions: { Entered:, Left: }
            unhandled: none
            initial: Out
            states:
              Out: { on: { Back: In, Other: Second } }
              Whole:
                initial: In
                on: { Leave: Out }
                states:
                  In:
                    entry: Entered
                    exit: Left
                    initial: First
                    states:
                      First:
                      Second: { on: { Back: Last } }
                  Last: { history: deep, default: In }
            """, "Back Leave Other Back Leave"));

    private static string Run(string yaml, string events)
    {
        var spec = Markup.Compile(yaml).Spec!;
        var machine = new Interpreter(spec);
        machine.Start(static _ => false);
        foreach (var name in events.Split(' '))
            machine.Fire(spec.Events.Single(e => e.Name.Text == name), static _ => false);
        return $"{string.Join(" ", machine.Leaves)} / {string.Join(", ", machine.Trace)}";
    }
}
