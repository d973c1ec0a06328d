namespace FsmGen.Tool.Tests;

public sealed class GraphTests : IDisposable
{
    internal const string Machine =
        """
        machine: Player
        namespace: Demo
        events:
          Play:
          Pause:
          PowerOff:
          Worn: { internal: true }
        guards: { Loaded:, Stuck:, Late: }
        actions: { Spin:, Beep:, "Show(string text, char mark)": }
        initial: Off
        states:
          Off:
            on:
              Play:
                - when: (Loaded or Late) and not Stuck
                  to: Playing
                  do:
                    - 'Show("a:b; #1 <b> 100%% & `x` {}", ''"'')'
                    - raise Worn
                - { do: reject }
              Pause: ignore
              PowerOff: { to: note }
          On:
            initial: Paused
            entry: Spin
            on:
              PowerOff: Off
              Worn: ignore
            states:
              Playing:
                on:
                  Play: { do: Beep }
                  Pause: Paused
              Paused:
                on:
                  Play: Playing
                  Pause: never
          note:
            final: true

        """;

    internal const string Statechart =
        """
        machine: Lamp
        unhandled: none
        events: { Toggle:, Next:, Power:, note: }
        actions: { Glow:, "Say(string text)": }
        timers: { Beep: 1s }
        initial: Off
        states:
          Off: { on: { Power: Resume, note: title, "Toggle, Next": ignore } }
          On:
            regions:
              Light:
                initial: { to: Dim, do: Glow }
                states:
                  Dim: { on: { Toggle: { to: [Bright, Fast], do: [start Beep, { raise: Next, when: in(Slow) }] } } }
                  Bright: { entry: Glow, after: { 10s: Dim }, on: { Toggle: { when: in(Fast), to: Dim, do: 'Say("a--b \\ **c** <d> %e $f")' } } }
              Fan:
                initial: Resume2
                states:
                  Slow: { always: { when: in(Bright), to: Fast } }
                  Fast: { on: { Next: Slow } }
                  Resume2: { history: shallow, default: Slow }
              Resume: { history: deep, default: { to: [Bright, Fast], do: Glow } }
            on: { Power: Off, Beep: On }
          title: { final: true }

        """;

    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Mermaid 11 accepts it; see the words and signs that it would not as they are.</summary>
    [Fact]
    public void Every_row_with_a_target_is_an_arrow()
    {
        var (exit, output, error) = _folder.Run("graph", _folder.Add("player.fsm.yaml", Machine), "--format", "mermaid");
        Assert.Equal((0, ""), (exit, error));
        Snapshot.Match(output, "Snapshots/GraphTests.Every_row_with_a_target_is_an_arrow.verified.txt");
    }

    [Theory]
    [InlineData("mermaid")]
    [InlineData("dot")]
    [InlineData("plantuml")]
    public void Regions_histories_and_times_are_drawn(string format)
    {
        var (exit, output, error) = _folder.Run("graph", _folder.Add("lamp.fsm.yaml", Statechart), "--format", format);
        Assert.Equal((0, ""), (exit, error));
        Snapshot.Match(output, $"Snapshots/GraphTests.Regions_histories_and_times_are_drawn.{format}.verified.txt");
    }

    [Fact]
    public void In_mermaid_a_history_beside_regions_is_in_none_of_them_and_an_initial_arrow_says_what_is_done()
    {
        var diagram = _folder.Run("graph", _folder.Add("lamp.fsm.yaml", Statechart)).Output;
        Assert.Contains("[*] --> Dim : Glow\n", diagram, StringComparison.Ordinal);
        Assert.Contains("        --\n        state \"H*\" as Resume\n    }\n", diagram, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dot")]
    [InlineData("plantuml")]
    public void Every_row_with_a_target_is_an_arrow_in_the_other_languages(string format)
    {
        var (exit, output, error) = _folder.Run("graph", _folder.Add("player.fsm.yaml", Machine), "--format", format);
        Assert.Equal((0, ""), (exit, error));
        Snapshot.Match(output, $"Snapshots/GraphTests.Every_row_with_a_target_is_an_arrow.{format}.verified.txt");
    }

    [Fact]
    public void A_diagram_is_written_to_a_file()
    {
        var path = _folder.Add("door.fsm.yaml", Folder.Door);
        Assert.Equal((0, "", ""), _folder.Run("graph", path, "--output", _folder["door.mmd"]));
        Assert.Equal(_folder.Run("graph", path).Output, File.ReadAllText(_folder["door.mmd"]));
    }

    [Fact]
    public void A_diagram_is_the_same_whatever_the_line_ends() =>
        Assert.Equal(_folder.Run("graph", _folder.Add("a.fsm.yaml", Machine)), _folder.Run("graph", _folder.Add("b.fsm.yaml", Machine.ReplaceLineEndings("\r\n"))));

    [Fact]
    public void A_spec_that_cannot_be_understood_has_no_diagram()
    {
        var path = _folder.Add("door.fsm.yaml", Folder.Door.Replace("to: Opened", "to: Openned", StringComparison.Ordinal));
        var (exit, output, error) = _folder.Run("graph", path, "--output", _folder["door.mmd"]);
        Assert.Equal((1, ""), (exit, output));
        Assert.Contains("error FSM1001", error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["door.mmd"]));
    }

    [Theory]
    [InlineData("graph", "stateDiagram-v2")]
    [InlineData("table", "|")]
    public void One_whose_design_is_wrong_is_shown_and_the_error_said(string command, string start)
    {
        var (exit, output, error) = _folder.Run(command, _folder.Add("door.fsm.yaml", Folder.BadDoor));
        Assert.Equal((1, "~/door.fsm.yaml(8,3): error FSM2001: State 'Opened' does not handle event 'Lock'\n"), (exit, error));
        Assert.Contains(start, output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mermaid", "A --> B : Go\n", "A --> C : Go")]
    [InlineData("dot", "\"A\" -> \"B\" [label = \"Go\"]", "\"B\" -> \"A\" [label = \"Go\"]")]
    [InlineData("plantuml", "A --> B : Go\n", "B --> A : Go\n")]
    public void A_row_behind_one_that_takes_everything_is_not_drawn(string format, string drawn, string hidden)
    {
        var (_, output, _) = _folder.Run("graph", _folder.Add("any.fsm.yaml",
            """
            machine: M
            events: { Go:, Stop: }
            initial: A
            states:
              A: { on: { Go: B, any: C } }
              B: { on: { Go: ignore, any: A } }
              C: { on: { any: A } }
            """), "--format", format);
        Assert.Contains(drawn, output, StringComparison.Ordinal);
        Assert.DoesNotContain(hidden, output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_spec_with_a_warning_has_one()
    {
        var (exit, output, error) = _folder.Run("graph", _folder.Add("door.fsm.yaml", Folder.Door.Replace("do: Ring", "do: []", StringComparison.Ordinal)));
        Assert.Equal(0, exit);
        Assert.StartsWith("stateDiagram-v2\n", output, StringComparison.Ordinal);
        Assert.Contains("warning FSM2006", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_missing_is_named() =>
        Assert.Equal((2, "", "fsmgen: '~/nope.fsm.yaml' cannot be read: it does not exist\n"), _folder.Run("graph", _folder["nope.fsm.yaml"]));

    [Fact]
    public void A_directory_has_no_diagram() => Assert.Equal((2, "", "fsmgen: '~' cannot be read: it is a directory\n"), _folder.Run("graph", _folder["."]) switch { var (exit, output, error) => (exit, output, error.Replace("~/.", "~", StringComparison.Ordinal)) });

    [Fact]
    public void A_target_that_cannot_be_written_is_named() =>
        Assert.Equal((2, "", "fsmgen: '~/no/door.mmd' cannot be written: the directory '~/no' does not exist\n"), _folder.Run("graph", _folder.Add("door.fsm.yaml", Folder.Door), "--output", _folder["no/door.mmd"]));
}
