namespace FsmGen.Generators.Tests.Statecharts;

public class RegionTests
{
    private const string Lamp =
        """
        machine: Lamp
        namespace: Demo
        events: { Toggle:, Next:, Power:, Both:, Self: }
        actions: { Glow:, Whirr:, "In(string s)":, "Out(string s)": }
        unhandled: none
        initial: Off
        states:
          Off: { on: { Power: On, Both: [{ to: [Bright, Fast] }], Self: Resume } }
          On:
            entry: In("On")
            exit: Out("On")
            regions:
              Light:
                entry: In("Light")
                initial: Dim
                states:
                  Dim: { on: { Toggle: Bright } }
                  Bright: { entry: Glow, exit: Out("Bright"), on: { Toggle: Dim } }
              Fan:
                exit: Out("Fan")
                initial: Slow
                states:
                  Slow: { on: { Next: { to: Fast, do: Whirr }, Toggle: Fast } }
                  Fast: { on: { Next: { to: Slow, when: in(Bright) } } }
              Resume: { history: deep, default: Dim }
            on: { Power: Off, Self: On }
        """;

    [Theory]
    [InlineData("Power", "In(On) In(Light) On Dim Slow")]
    [InlineData("Power Toggle", "In(On) In(Light) Glow On Bright Fast")]
    [InlineData("Power Next Next", "In(On) In(Light) Whirr On Dim Fast")]
    [InlineData("Both Next", "In(On) In(Light) Glow On Bright Slow")]
    [InlineData("Both Power", "In(On) In(Light) Glow Out(Fan) Out(Bright) Out(On) Off  ")]
    public void Regions_are_left_and_entered_as_scxml_does(string events, string expected) => Assert.Equal(expected, Play.Run(Lamp,
        $$"""
        var lamp = new Lamp();
        lamp.Start();
        {{string.Concat(events.Split(' ').Select(name => $"lamp.{name}();"))}}
        Say(lamp.State); Say(lamp.LightState); Say(lamp.FanState);
        """));
}
