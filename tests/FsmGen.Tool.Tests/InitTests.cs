namespace FsmGen.Tool.Tests;

public sealed class InitTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_spec_that_is_written_is_accepted()
    {
        Assert.Equal((0, "~/Lift.fsm.yaml\n", ""), _folder.Run("init", "Lift", "--directory", _folder["."]) switch { var (exit, output, error) => (exit, output.Replace("/./", "/", StringComparison.Ordinal), error) });
        Assert.Equal((0, "~/Lift.fsm.yaml: 2 states, 2 events, 5 rows, no findings\n", ""), _folder.Run("check", _folder["Lift.fsm.yaml"]));
    }

    [Fact]
    public void What_is_there_is_not_written_over()
    {
        var path = _folder.Add("Lift.fsm.yaml", "mine");
        Assert.Equal(2, _folder.Run("init", "Lift", "--directory", _folder["."]).Exit);
        Assert.Equal("mine", File.ReadAllText(path));
    }

    [Theory]
    [InlineData("1st")]
    [InlineData("class")]
    [InlineData("a/b")]
    [InlineData("")]
    public void A_name_that_no_machine_can_have_is_a_mistake_of_the_caller(string name) =>
        Assert.Equal(2, _folder.Run("init", name, "--directory", _folder["."]).Exit);

    [Fact]
    public void A_directory_that_is_missing_is_named()
    {
        var (exit, _, error) = _folder.Run("init", "Lift", "--directory", _folder["no"]);
        Assert.Equal((2, "fsmgen: '~/no/Lift.fsm.yaml' cannot be written: it does not exist\n"), (exit, error));
    }
}
