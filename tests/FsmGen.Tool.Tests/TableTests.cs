namespace FsmGen.Tool.Tests;

public sealed class TableTests : IDisposable
{
    private const string Machine =
        """
        machine: Gate
        summary: A gate <with> a "bell".
        unhandled: none
        events:
          Coin: A coin drops in.
          Push:
          Kick:
          a_b:
        guards: { Enough:, Night: }
        actions: { Ring:, "Say(string text)": }
        initial: Locked
        states:
          Locked:
            on:
              Coin:
                - { when: Enough and not Night, to: Open, do: ['Say("a|b <c> & *d*")', Ring], summary: One person. }
                - { when: Night, do: Ring }
                - reject
              Push: ignore
              Kick: defer
          Open:
            summary: Somebody may pass.
            initial: Free
            on: { Kick: { when: Night, to: Locked }, Push: never }
            states:
              Free: { on: { Kick: { when: Enough, do: Ring }, a_b: { to: Busy } } }
              Busy: { on: { Push: Free, Kick: { do: [] } }, after: { 5s: Free } }
          Broken: { final: true }

        """;

    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("markdown", "md")]
    [InlineData("html", "html")]
    public void Every_leaf_shows_what_it_does_with_every_event(string format, string extension)
    {
        var (exit, output, error) = _folder.Run("table", _folder.Add("gate.fsm.yaml", Machine), "--format", format);
        Assert.Equal(0, exit);
        Assert.DoesNotContain("error", error, StringComparison.Ordinal);
        Snapshot.Match(output, $"Snapshots/TableTests.Every_leaf_shows_what_it_does_with_every_event.verified.{extension}");
    }

    [Fact]
    public void A_machine_without_nested_states_has_no_groups() =>
        Assert.Equal((0, "| State | Go | Lock |\n|---|---|---|\n| Closed | Opened / Ring | ignore |\n| Opened | Closed | reject |\n", ""), _folder.Run("table", _folder.Add("door.fsm.yaml", Folder.Door)));

    [Fact]
    public void A_table_is_written_to_a_file()
    {
        Assert.Equal((0, "", ""), _folder.Run("table", _folder.Add("door.fsm.yaml", Folder.Door), "--output", _folder["door.md"]));
        Assert.StartsWith("| State | Go |", File.ReadAllText(_folder["door.md"]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_spec_that_cannot_be_understood_has_no_table() =>
        Assert.Equal((1, ""), _folder.Run("table", _folder.Add("door.fsm.yaml", "machine: Door\ninitial: A\nstates: { B: }\n")) switch { var (exit, output, _) => (exit, output) });
}
