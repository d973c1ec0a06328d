namespace FsmGen.Tool.Tests;

/// <summary>Two files that declare one machine: what a build would say of them, if they are in one.</summary>
public sealed class SameMachineTests : IDisposable
{
    private static readonly string Nameless = Folder.Door.Replace("namespace: Demo\n", "", StringComparison.Ordinal);

    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_later_path_is_reported_whichever_is_named_first()
    {
        var (one, two) = (_folder.Add("one.fsm.yaml", Folder.Door), _folder.Add("two.fsm.yaml", Folder.Door));
        var finding = "~/two.fsm.yaml(1,10): error FSM9005: The type 'Door' is also declared by 'one.fsm.yaml'\n";
        Assert.Equal((1, finding), Check(one, two));
        Assert.Equal((1, finding), Check(two, one));
        Assert.Equal((1, finding.Replace("~/", "~/./", StringComparison.Ordinal)), Check(_folder["."]));
    }

    [Fact]
    public void It_stands_among_the_other_findings_in_their_order()
    {
        _folder.Add("a.fsm.yaml", Folder.Door);
        var (_, error) = Check(_folder["a.fsm.yaml"], _folder.Add("b.fsm.yaml", Folder.BadDoor.Replace("Ring: }", "Ring:, Hum: }", StringComparison.Ordinal)));
        Assert.Equal(["FSM9005", "FSM2006", "FSM2001"], error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line.Split(": ")[1].Split(' ')[1]));
    }

    [Fact]
    public void A_file_alone_or_named_twice_is_one_file()
    {
        var path = _folder.Add("one.fsm.yaml", Folder.Door);
        _folder.Add("two.fsm.yaml", Folder.Door);
        Assert.Equal((0, ""), Check(path));
        Assert.Equal((0, ""), Check(path, path, Path.GetRelativePath(Environment.CurrentDirectory, path)));
    }

    [Fact]
    public void Files_of_different_projects_are_compiled_apart()
    {
        _folder.Add("a/A.csproj", "<Project />");
        _folder.Add("b/B.csproj", "<Project />");
        _folder.Add("a/deep/Door.fsm.yaml", Folder.Door);
        _folder.Add("b/Door.fsm.yaml", Folder.Door);
        _folder.Add("Door.fsm.yaml", Folder.Door);
        Assert.Equal((0, ""), Check(_folder["."]));

        _folder.Add("b/more/Door2.fsm.yaml", Folder.Door);
        Assert.Equal((1, "~/./b/more/Door2.fsm.yaml(1,10): error FSM9005: The type 'Door' is also declared by 'Door.fsm.yaml'\n"), Check(_folder["."]));
    }

    [Fact]
    public void A_spec_without_a_namespace_has_that_of_its_project()
    {
        _folder.Add("a/Demo.csproj", "<Project />");
        _folder.Add("a/1.fsm.yaml", Folder.Door);
        Assert.Equal(1, Check(_folder["a/1.fsm.yaml"], _folder.Add("a/2.fsm.yaml", Nameless)).Exit);
        _folder.Add("b/1.fsm.yaml", Folder.Door);
        Assert.Equal(0, Check(_folder["b/1.fsm.yaml"], _folder.Add("b/2.fsm.yaml", Nameless)).Exit);
    }

    private (int Exit, string Error) Check(params string[] paths) => _folder.Run(["check", .. paths]) switch { var (exit, _, error) => (exit, error) };
}
