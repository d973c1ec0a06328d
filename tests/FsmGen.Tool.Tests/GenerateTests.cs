namespace FsmGen.Tool.Tests;

public sealed class GenerateTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_C_sharp_of_a_spec_is_in_the_namespace_that_it_names()
    {
        var (exit, output, error) = _folder.Run("generate", _folder.Add("door.fsm.yaml", Folder.Door));
        Assert.Equal((0, ""), (exit, error));
        Assert.Contains("namespace Demo\n{\n", output, StringComparison.Ordinal);
        Assert.Contains("private partial void Ring();", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_spec_that_names_no_namespace_gets_that_of_the_caller_or_of_the_project()
    {
        var path = _folder.Add("door.fsm.yaml", Folder.Door.Replace("namespace: Demo\n", "", StringComparison.Ordinal));
        _folder.Add("3D.Doors.csproj", "<Project><PropertyGroup></PropertyGroup></Project>");
        Assert.Contains("namespace _3D.Doors\n", _folder.Run("generate", path).Output, StringComparison.Ordinal);
        Assert.Contains("namespace Mine\n", _folder.Run("generate", path, "--namespace", "Mine").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("9", "#line 4 ")]
    [InlineData("10", "#line (4,26)-(4,33) ")]
    public void The_version_of_the_language_decides_on_the_directives(string version, string directive)
    {
        var path = _folder.Add("door.fsm.yaml", Folder.Door.Replace("{ Ring: }", "{ Ring: { code: Beep(); } }", StringComparison.Ordinal));
        Assert.Contains($"\n{directive}\"~", _folder.Run("generate", path, "--langversion", version).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_version_that_there_is_not_is_a_mistake_of_the_caller() =>
        Assert.Equal(2, _folder.Run("generate", _folder.Add("door.fsm.yaml", Folder.Door), "--langversion", "cobol").Exit);

    [Fact]
    public void A_spec_with_errors_is_generated_as_in_a_build_and_the_errors_are_told()
    {
        var (exit, output, error) = _folder.Run("generate", _folder.Add("door.fsm.yaml", Folder.BadDoor));
        Assert.Equal(1, exit);
        Assert.Contains("FSM2001", error, StringComparison.Ordinal);
        Assert.Contains("class Door", output, StringComparison.Ordinal);
    }
}
