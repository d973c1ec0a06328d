namespace FsmGen.Package.Tests;

/// <summary><c>dotnet tool install FsmGen.Tool</c>.</summary>
public class ToolTests(Feed feed)
{
    [Fact]
    public async Task The_tool_installs_and_checks_a_spec()
    {
        var workspace = feed.Workspace().Write("Lamp.fsm.yaml",
            """
            machine: Lamp
            events: { Press: }
            initial: Dark
            states:
              Dark: { on: { Press: Lit } }
              Lit: {}
            """);

        (await workspace.Dotnet("tool", "install", "FsmGen.Tool", "--version", feed.Version, "--source", feed.Path, "--tool-path", workspace["tools"])).Success();
        var check = await workspace.Run("tools/fsmgen", "check", "Lamp.fsm.yaml");

        Assert.Equal((1, "Lamp.fsm.yaml(6,3): error FSM2001: State 'Lit' does not handle event 'Press'"), (check.Exit, Assert.Single(Workspace.Findings(check.Output))));
    }
}
