namespace FsmGen.Tool.Tests;

public sealed class ConversionTests : IDisposable
{
    private const string Door =
        """
        <scxml xmlns="http://www.w3.org/2005/07/scxml" version="1.0" name="door">
          <state id="closed"><transition event="go.now" target="opened"/></state>
          <state id="opened"><transition event="go.now" target="closed"><log expr="'bang'"/></transition></state>
        </scxml>
        """;

    private const string Yaml =
        """
        # Imported from door.scxml by fsmgen.

        machine: Door
        summary: "door"
        unhandled: ignore

        events:
          GoNow: { id: "go.now" }

        actions:
          Log_bang: "<log expr=\"'bang'\"/>"

        initial: closed
        states:
          closed:
            on:
              GoNow: opened

          opened:
            on:
              GoNow: { to: closed, do: Log_bang }

        """;

    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_document_is_imported_as_a_spec_without_findings()
    {
        Assert.Equal((0, Yaml, ""), _folder.Run("import", _folder.Add("door.scxml", Door)));
        Assert.Equal((0, ""), _folder.Run("check", _folder.Add("door.fsm.yaml", Yaml)) switch { var (exit, _, error) => (exit, error) });
    }

    [Fact]
    public void What_is_not_carried_over_is_a_warning_that_MSBuild_understands()
    {
        var path = _folder.Add("door.scxml", Door.Replace("<log", "<send event=\"e\"/><log", StringComparison.Ordinal));
        var (exit, output, error) = _folder.Run("import", path);
        Assert.Equal((0, "~/door.scxml(3,66): warning: <send> becomes the action 'Send_e': the host has to do what it says\n"), (exit, error));
        Assert.Contains("\n# Line 3: <send> becomes the action 'Send_e': the host has to do what it says.\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_document_that_cannot_be_read_is_an_error_and_writes_nothing()
    {
        var path = _folder.Add("door.scxml", "<scxml>\n<state></scxml>");
        Assert.Equal((1, "", "~/door.scxml(2,10): error: This is not XML: The 'state' start tag on line 2 position 2 does not match the end tag of 'scxml'\n"), _folder.Run("import", path, "--output", _folder["door.fsm.yaml"]));
        Assert.False(File.Exists(_folder["door.fsm.yaml"]));
    }

    [Fact]
    public void An_imported_spec_is_written_to_a_file()
    {
        Assert.Equal((0, "", ""), _folder.Run("import", _folder.Add("door.scxml", Door), "--output", _folder["door.fsm.yaml"]));
        Assert.Equal(Yaml, File.ReadAllText(_folder["door.fsm.yaml"]));
    }

    [Fact]
    public void A_document_that_is_missing_is_named() =>
        Assert.Equal((2, "", "fsmgen: '~/nope.scxml' cannot be read: it does not exist\n"), _folder.Run("import", _folder["nope.scxml"]));

    [Fact]
    public void A_target_that_cannot_be_written_is_named() =>
        Assert.Equal((2, "", "fsmgen: '~/no/door.fsm.yaml' cannot be written: the directory '~/no' does not exist\n"), _folder.Run("import", _folder.Add("door.scxml", Door), "--output", _folder["no/door.fsm.yaml"]));

    [Fact]
    public void A_directory_is_no_target() =>
        Assert.Equal((2, "", "fsmgen: '~/.' cannot be written: it is a directory\n"), _folder.Run("import", _folder.Add("door.scxml", Door), "--output", _folder["."]));

    [Fact]
    public void A_note_ends_with_one_mark() =>
        Assert.Contains("; did you mean 'opened'?\n\n", _folder.Run("import", _folder.Add("door.scxml", Door.Replace("target=\"opened\"", "target=\"opend\"", StringComparison.Ordinal))).Output, StringComparison.Ordinal);

    [Fact]
    public void What_was_exported_is_imported_with_the_names_it_had()
    {
        var (exit, output, error) = _folder.Run("export", _folder.Add("door.fsm.yaml", Yaml), "--format", "scxml");
        Assert.Equal((0, ""), (exit, error));
        Assert.Contains("<transition event=\"go.now\" target=\"opened\"/>", output, StringComparison.Ordinal);
        Assert.Equal((0, Yaml.Replace("# Imported from door.scxml by fsmgen.", "# Imported from again.scxml by fsmgen.", StringComparison.Ordinal), ""), _folder.Run("import", _folder.Add("again.scxml", output)));
    }
}
