namespace FsmGen.Tool.Tests;

/// <summary>A spec that lies in two files: every command knows both.</summary>
public sealed class IncludeTests : IDisposable
{
    private const string Door =
        """
        machine: Door
        namespace: Demo
        include: [parts/lock.fsm.yaml]
        events: { Go: }
        initial: Closed
        states:
          Closed: { on: { Go: Opened, Lock: Locked } }
          Opened: { on: { Go: Closed, Lock: ignore } }

        """;

    private const string Lock =
        """
        fragment: Lock
        events: { Lock: }
        actions: { Click: }
        states:
          Locked: { on: { Lock: { to: Closed, do: Click }, Go: reject } }

        """;

    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("check")]
    [InlineData("fix")]
    [InlineData("generate")]
    [InlineData("graph")]
    [InlineData("table")]
    [InlineData("export")]
    public void A_command_looks_at_both_files(string command)
    {
        var (exit, output, error) = _folder.Run(command, Add(Door, Lock));

        Assert.Equal((0, ""), (exit, error));
        if (command is not ("check" or "fix"))
            Assert.Contains("Locked", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_machine_is_simulated_with_what_it_includes()
    {
        var (exit, output, error) = _folder.Run("simulate", Add(Door, Lock), "--events", "Lock Lock");

        Assert.Equal((0, ""), (exit, error));
        Assert.Contains("Click", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("generate")]
    [InlineData("graph")]
    [InlineData("table")]
    [InlineData("export")]
    [InlineData("simulate")]
    public void A_part_of_a_machine_is_none(string command)
    {
        Add(Door, Lock);

        Assert.Equal((2, "", "fsmgen: '~/parts/lock.fsm.yaml' cannot be read: it is a part of other specs; name one of those\n"), _folder.Run(command, _folder["parts/lock.fsm.yaml"]));
    }

    [Fact]
    public void A_slip_is_mended_and_the_included_file_stays()
    {
        var path = Add(Door.Replace("Lock: Locked", "Lock: Loked", StringComparison.Ordinal), Lock);

        Assert.Equal((0, "~/door.fsm.yaml: Change 'Loked' to 'Locked'\n", ""), _folder.Run("fix", path));
        Assert.Equal((Door, Lock), (File.ReadAllText(path), File.ReadAllText(_folder["parts/lock.fsm.yaml"])));
    }

    [Fact]
    public void What_is_wrong_with_the_included_file_is_told_there_and_mends_nothing_here()
    {
        var path = Add(Door, Lock.Replace(", Go: reject", "", StringComparison.Ordinal));

        Assert.Equal((1, "", "~/parts/lock.fsm.yaml(5,3): error FSM2001: State 'Locked' does not handle event 'Go'\n"), _folder.Run("fix", path, "--unhandled", "reject"));
        Assert.Equal(Door, File.ReadAllText(path));
    }

    [Fact]
    public void A_pair_is_handled_here_where_another_is_open_there()
    {
        var path = Add(Door.Replace(", Lock: ignore", "", StringComparison.Ordinal), Lock.Replace(", Go: reject", "", StringComparison.Ordinal));

        var (exit, output, _) = _folder.Run("fix", path, "--unhandled", "ignore");

        Assert.Equal((1, "~/door.fsm.yaml: Say 'ignore' to event 'Lock' in state 'Opened'\n"), (exit, output));
        Assert.Equal(Door, File.ReadAllText(path));
    }

    [Fact]
    public void The_host_of_a_folder_of_specs_gets_the_methods_of_both_files()
    {
        Add(Door, Lock);

        Assert.Equal((0, "~/Door.cs: Write 'Click'\n", ""), _folder.Run("fix", _folder["."].TrimEnd('.').TrimEnd('/'), "--host", _folder["Door.cs"]));
    }

    private string Add(string door, string @lock)
    {
        _folder.Add("parts/lock.fsm.yaml", @lock);
        return _folder.Add("door.fsm.yaml", door);
    }
}
