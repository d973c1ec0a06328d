namespace FsmGen.Tool.Tests;

public sealed class SimulateTests : IDisposable
{
    private const string Oven =
        """
        machine: Oven
        namespace: Demo
        events:
          Power:
          Open: { id: door.open }
          Set(int degrees):
          Hot: { internal: true }
        guards: { Warm:, Locked: }
        actions: { Heat(degrees):, Beep: }
        timers: { Preheat: 30s }
        unhandled: none
        initial: Off
        states:
          Off: { on: { Power: On, Open: reject } }
          On:
            regions:
              Door:
                initial: Shut
                states:
                  Shut: { id: door shut, on: { Open: { when: not Locked, to: Ajar } } }
                  Ajar: { on: { Set: defer, Open: Shut } }
              Heater:
                initial: Idle
                states:
                  Idle: { on: { Set: { when: in(Shut), to: Heating, do: [Heat, start Preheat] } } }
                  Heating: { on: { Preheat: { to: Ready, do: Beep } } }
                  Ready: { after: { 1m: Idle } }
            on: { Power: Off }

        """;

    private readonly Folder _folder = new();

    public SimulateTests() => _folder.Add("oven.fsm.yaml", Oven);

    [Theory]
    [InlineData("Power Set(200)[Warm] +30s Open[Locked] door.open +1m Power", "")]
    [InlineData("Open Power Open Set(1) Open +30s", "Locked")]
    [InlineData("Start[Warm] Start Open +5s", "Locked")]
    public void A_simulation_can_be_pasted_as_a_scenario(string events, string guards)
    {
        var (_, scenario, _) = Simulate(events, "--format", "scenario", "--guards", guards);
        _folder.Add("pasted.fsm.yaml", $"{Oven}scenarios:\n{scenario}");
        var (_, _, error) = _folder.Run("check", _folder["pasted.fsm.yaml"]);
        // The machine has a guard and an event that nothing uses.
        Assert.True(error.Split('\n', StringSplitOptions.RemoveEmptyEntries).All(static line => line.Contains("FSM2006", StringComparison.Ordinal)), $"{scenario}\n{error}");
    }

    [Fact]
    public void A_pasted_scenario_names_states_as_the_spec_does() => Assert.Equal(
        """
          A title:
            - Power [Warm]: (Shut, Idle) /
            - Open [Warm]: (Ajar, Idle) /
            # Start: rejected
            - after 10s [Warm]: ignored

        """.Replace("    - Power", "    - Start [Warm]: Off /\n    - Power", StringComparison.Ordinal), Simulate("Power door.open Start +10s", "--format", "scenario", "--guards", "Warm").Output);

    [Fact]
    public void Each_step_is_one_json_object_on_a_line() => Assert.Equal(
        """
        {"event":"Power","outcome":"handled","configuration":["door shut","Idle"],"actions":[]}
        {"event":"Set","arguments":"200","guards":["Warm"],"outcome":"handled","configuration":["door shut","Heating"],"actions":["Heat"]}
        {"event":"+30s","outcome":"handled","configuration":["door shut","Ready"],"actions":["Beep"]}
        {"event":"Open","guards":["Locked"],"outcome":"unhandled","configuration":["door shut","Ready"],"actions":[]}

        """, Simulate("Power Set(200)[Warm] +30s Open[Locked]", "--format", "json").Output);

    [Fact]
    public void An_event_is_also_known_by_its_original_name() =>
        Assert.Equal("Power: handled, door shut, Idle\ndoor.open: handled, Ajar, Idle\n", Simulate("Power door.open").Output);

    [Fact]
    public void A_deferred_event_is_taken_after_the_state_has_changed() =>
        Assert.EndsWith("Set: deferred, Ajar, Idle\nOpen: handled, door shut, Heating / Heat\n", Simulate("Power Open Set Open").Output, StringComparison.Ordinal);

    [Fact]
    public void Start_is_a_step_only_where_it_is_written() =>
        Assert.Equal("Start: handled, Off\nOpen: rejected, Off\n", Simulate("Start Open").Output);

    [Fact]
    public void A_guard_can_hold_in_every_step() =>
        Assert.Equal("Power: handled, door shut, Idle\nOpen: unhandled, door shut, Idle\n", Simulate("Power Open", "--guards", "Locked").Output);

    [Theory]
    [InlineData("Powr", "column 7: event 'Powr' is not declared; did you mean 'Power'?")]
    [InlineData("Power[Wram]", "column 7: guard 'Wram' is not declared; did you mean 'Warm'?")]
    [InlineData("+10", "column 7: '+10' is no time that passes: write '+10s'")]
    [InlineData("Hot", "column 7: event 'Hot' is internal: a row raises it")]
    [InlineData("Power[", "column 7: 'Power[': a bracket is not closed")]
    [InlineData("Open[Locked]+10s", "column 19: '+10s' is a step of its own: write 'Open[Locked] +10s'")]
    [InlineData("Set(1)Open[Locked]", "column 13: 'Open[Locked]' is a step of its own: write 'Set(1) Open[Locked]'")]
    [InlineData("Open +10s Open+10s", "column 21: '+10s' is a step of its own: write 'Open +10s'")]
    [InlineData("Power(3)", "column 7: 'Power' carries nothing; write 'Power' alone")]
    [InlineData("Set(3, 4)", "column 7: 'Set' carries 1 parameter (int degrees), not 2")]
    [InlineData("Start(3)", "column 7: 'Start' carries nothing; write 'Start' alone")]
    public void A_step_that_cannot_be_taken_is_said_before_anything_runs(string step, string message)
    {
        var (exit, output, error) = Simulate($"Power {step}");
        Assert.Equal((ExitCode.Failure, "", true), (exit, output, error.EndsWith($"fsmgen: {message}\n", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_spec_that_ignores_what_it_does_not_handle_drops_events_that_it_does_not_know()
    {
        _folder.Add("oven.fsm.yaml", Oven.Replace("unhandled: none", "unhandled: ignore", StringComparison.Ordinal));
        var (_, output, error) = Simulate("Powr Power");
        Assert.Equal("Powr: ignored, Off\nPower: handled, door shut, Idle\n", output);
        Assert.EndsWith("fsmgen: column 1: event 'Powr' is not declared, and ignored; did you mean 'Power'?\n", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_are_read_where_no_script_is_given()
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var exit = SimulateCommand.Run(_folder["oven.fsm.yaml"], null, null, "text", new StringReader("Power\nNope Open\n"), output, error);
        Assert.Equal((0, "Power: handled, door shut, Idle\nOpen: handled, Ajar, Idle\n", true), (exit, output.ToString(), error.ToString().Contains("'Nope' is not declared", StringComparison.Ordinal)));
    }

    public void Dispose() => _folder.Dispose();

    private (int Exit, string Output, string Error) Simulate(string events, params string[] more) => _folder.Run(["simulate", _folder["oven.fsm.yaml"], "--events", events, .. more]);
}
