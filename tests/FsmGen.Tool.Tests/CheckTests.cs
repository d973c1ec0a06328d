using System.Text;

namespace FsmGen.Tool.Tests;

public sealed class CheckTests : IDisposable
{
    private const string DoorSummary = "2 states, 2 events, 4 rows, no findings";
    private const string BadDoorSummary = "2 states, 2 events, 3 rows, 1 error";
    private const string Unhandled = "(8,3): error FSM2001: State 'Opened' does not handle event 'Lock'";

    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_good_spec_is_summed_up_in_one_line()
    {
        var path = _folder.Add("door.fsm.yaml", Folder.Door);
        Assert.Equal((0, $"~/door.fsm.yaml: {DoorSummary}\n", ""), _folder.Run("check", path));
    }

    [Fact]
    public void A_finding_is_a_line_that_MSBuild_understands()
    {
        var path = _folder.Add("door.fsm.yaml", Folder.BadDoor);
        Assert.Equal((1, $"~/door.fsm.yaml: {BadDoorSummary}\n", $"~/door.fsm.yaml{Unhandled}\n"), _folder.Run("check", path));
    }

    [Fact]
    public void A_warning_counts_as_a_finding()
    {
        var path = _folder.Add("door.fsm.yaml", Folder.Door.Replace("do: Ring", "do: []", StringComparison.Ordinal));
        Assert.Equal((1, "~/door.fsm.yaml: 2 states, 2 events, 4 rows, 1 warning\n", "~/door.fsm.yaml(4,12): warning FSM2006: The action 'Ring' is declared, and nothing uses it\n"), _folder.Run("check", path));
    }

    [Fact]
    public void A_path_is_printed_as_it_was_given()
    {
        var path = Path.GetRelativePath(Environment.CurrentDirectory, _folder.Add("door.fsm.yaml", Folder.BadDoor));
        var (_, output, error) = _folder.Run("check", path);
        path = path.Replace(_folder[""], "~", StringComparison.Ordinal);
        Assert.Equal(($"{path}: {BadDoorSummary}\n", $"{path}{Unhandled}\n"), (output, error));
    }

    [Fact]
    public void Several_files_are_checked_in_the_order_given()
    {
        var good = _folder.Add("a.fsm.yaml", Folder.Door);
        var bad = _folder.Add("b.fsm.yaml", Folder.BadDoor.Replace("Door", "Gate", StringComparison.Ordinal));
        Assert.Equal((1, $"~/b.fsm.yaml: {BadDoorSummary}\n~/a.fsm.yaml: {DoorSummary}\n", $"~/b.fsm.yaml{Unhandled}\n"), _folder.Run("check", bad, good));
    }

    [Fact]
    public void A_directory_stands_for_the_specs_below_it()
    {
        _folder.Add("z.fsm.yaml", Folder.Door);
        _folder.Add("deep/er/a.FSM.yaml", Folder.Door.Replace("Door", "Gate", StringComparison.Ordinal));
        _folder.Add("other.yaml", "no: spec");
        _folder.Add(".git/b.fsm.yaml", "nor: this");
        Assert.Equal((0, $"~/deep/er/a.FSM.yaml: {DoorSummary}\n~/z.fsm.yaml: {DoorSummary}\n", ""), _folder.Run("check", _folder["."]) switch { var (exit, output, error) => (exit, output.Replace("~/./", "~/", StringComparison.Ordinal), error) });
    }

    [Fact]
    public void A_directory_without_a_spec_is_a_mistake_of_the_caller()
    {
        Directory.CreateDirectory(_folder["empty"]);
        Assert.Equal((2, "", "fsmgen: '~/empty' cannot be read: no *.fsm.yaml lies in this directory\n"), _folder.Run("check", _folder["empty"]));
    }

    [Fact]
    public void A_file_that_is_missing_does_not_keep_the_others_from_being_checked()
    {
        var good = _folder.Add("a.fsm.yaml", Folder.Door);
        Assert.Equal((2, $"~/a.fsm.yaml: {DoorSummary}\n", "fsmgen: '~/nope.fsm.yaml' cannot be read: it does not exist\n"), _folder.Run("check", _folder["nope.fsm.yaml"], good));
    }

    [Fact]
    public void A_file_in_a_directory_that_is_missing_does_not_exist() =>
        Assert.Equal((2, "", "fsmgen: '~/no/where.fsm.yaml' cannot be read: it does not exist\n"), _folder.Run("check", _folder["no/where.fsm.yaml"]));

    [Fact]
    public void A_file_that_may_not_be_read_is_named()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "this user may read everything");
        var path = _folder.Add("a.fsm.yaml", Folder.Door);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.None);
        Assert.Equal((2, "", "fsmgen: '~/a.fsm.yaml' cannot be read: access is denied\n"), _folder.Run("check", path));
    }

    [Fact]
    public void A_byte_order_mark_is_not_part_of_the_spec()
    {
        var path = _folder.Add("door.fsm.yaml", [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(Folder.BadDoor)]);
        Assert.Equal((1, $"~/door.fsm.yaml{Unhandled}\n"), _folder.Run("check", path) switch { var (exit, _, error) => (exit, error) });
    }

    [Fact]
    public void A_spec_in_UTF_16_is_read_by_its_byte_order_mark()
    {
        var path = _folder.Add("door.fsm.yaml", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Folder.Door)]);
        Assert.Equal(0, _folder.Run("check", path).Exit);
    }

    [Fact]
    public void Carriage_returns_do_not_move_a_finding()
    {
        var path = _folder.Add("door.fsm.yaml", Folder.BadDoor.ReplaceLineEndings("\r\n"));
        Assert.Equal((1, $"~/door.fsm.yaml{Unhandled}\n"), _folder.Run("check", path) switch { var (exit, _, error) => (exit, error) });
    }

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_a_finding()
    {
        var path = _folder.Add("door.fsm.yaml", [.. "machine: D"u8, 0xF6, 0xF6, .. "r\n"u8]);
        Assert.Equal((1, "~/door.fsm.yaml: 1 error\n", "~/door.fsm.yaml(1,11): error FSM9001: This is not YAML: the character U+FFFD has no place in text; is this a binary file?\n"), _folder.Run("check", path));
    }

    [Fact]
    public void An_empty_file_is_a_finding()
    {
        var path = _folder.Add("door.fsm.yaml", "");
        Assert.Equal((1, "~/door.fsm.yaml: 1 error\n", "~/door.fsm.yaml(1,1): error FSM9004: The spec is empty; begin with 'machine: Name'\n"), _folder.Run("check", path));
    }

    [Theory]
    [InlineData("check")]
    [InlineData("graph")]
    [InlineData("chekc")]
    [InlineData("check", "a", "--nope")]
    [InlineData("graph", "a", "--format", "scxml")]
    [InlineData("table", "a", "--format", "mermaid")]
    [InlineData("import")]
    [InlineData]
    public void A_call_that_cannot_be_understood_has_an_exit_code_of_its_own(params string[] args)
    {
        var (exit, _, error) = _folder.Run(args);
        Assert.Equal(2, exit);
        Assert.NotEqual("", error);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("--version")]
    [InlineData("check", "--help")]
    [InlineData("import", "--help")]
    public void Asking_for_help_is_no_mistake(params string[] args) => Assert.Equal(0, _folder.Run(args).Exit);
}
