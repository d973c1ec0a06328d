using System.Text;

namespace FsmGen.Tool.Tests;

public sealed class FixTests : IDisposable
{
    /// <summary>Has a guard and an action of which the host knows nothing.</summary>
    private const string Gate =
        """
        machine: Gate
        using: System.Net
        async: true
        events: { Coin(int value):, From(IPAddress who): }
        guards: { Enough(value): }
        actions: { Beep(int times):, Send(who): { async: true } }
        initial: Shut
        states:
          Shut:
            on:
              Coin: [{ when: Enough, do: Beep(2) }, ignore]
              From: { do: Send }

        """;

    private const string GateHost =
        """
        using System.Net;

        namespace My_App;

        public partial class Gate
        {
            private partial bool Enough(int value) => throw new System.NotImplementedException();

            private partial void Beep(int times) => throw new System.NotImplementedException();

            private partial System.Threading.Tasks.ValueTask Send(IPAddress who, System.Threading.CancellationToken cancellation) => throw new System.NotImplementedException();
        }

        """;

    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_finding_that_can_be_mended_is_and_what_was_done_is_told()
    {
        var path = _folder.Add("door.fsm.yaml", Folder.BadDoor);
        Assert.Equal((0, "~/door.fsm.yaml: Say 'reject' to event 'Lock' in state 'Opened'\n", ""), _folder.Run("fix", path, "--unhandled", "reject"));
        Assert.Equal(Folder.Door, File.ReadAllText(path));
    }

    [Fact]
    public void What_is_not_handled_is_for_the_author_to_decide()
    {
        var path = _folder.Add("door.fsm.yaml", Folder.BadDoor);
        Assert.Equal((1, "", "~/door.fsm.yaml(8,3): error FSM2001: State 'Opened' does not handle event 'Lock'\n"), _folder.Run("fix", path));
        Assert.Equal(Folder.BadDoor, File.ReadAllText(path));
    }

    [Fact]
    public void A_dry_run_shows_a_diff_and_changes_nothing()
    {
        var path = _folder.Add("door.fsm.yaml", Folder.BadDoor);
        Assert.Equal((0,
            """
            --- ~/door.fsm.yaml
            +++ ~/door.fsm.yaml
            @@ -5,5 +5,5 @@
             initial: Closed
             states:
               Closed: { on: { Go: { to: Opened, do: Ring }, Lock: ignore } }
            -  Opened: { on: { Go: Closed } }
            +  Opened: { on: { Go: Closed, Lock: ignore } }
             

            """, ""), _folder.Run("fix", path, "--dry-run", "--unhandled", "ignore"));
        Assert.Equal(Folder.BadDoor, File.ReadAllText(path));
    }

    [Fact]
    public void Only_the_rules_that_are_named_are_mended()
    {
        var path = _folder.Add("door.fsm.yaml", Folder.Door.Replace("do: Ring", "do: Rng", StringComparison.Ordinal).Replace("Go: Closed", "Go: Closd", StringComparison.Ordinal));
        Assert.Equal((1, "~/door.fsm.yaml: Change 'Closd' to 'Closed'\n"), _folder.Run("fix", path, "--rule", "FSM1001") switch { var (exit, output, _) => (exit, output) });
        Assert.Contains("Rng", File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_folder_switches_off_is_neither_mended_nor_told()
    {
        var path = _folder.Add("door.fsm.yaml", Folder.BadDoor.Replace("Ring: }", "Ring:, Hum: }", StringComparison.Ordinal));
        _folder.Add(".editorconfig", "root = true\n[*.fsm.yaml]\nfsmgen.FSM2006.severity = none\n");
        Assert.Equal((0, "~/door.fsm.yaml: Say 'reject' to event 'Lock' in state 'Opened'\n", ""), _folder.Run("fix", path, "--unhandled", "reject"));
        Assert.Contains("Hum", File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Fact]
    public void A_byte_order_mark_and_carriage_returns_stay()
    {
        byte[] Bytes(string text) => [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n"))];
        var path = _folder.Add("door.fsm.yaml", Bytes(Folder.BadDoor));
        _folder.Run("fix", path, "--unhandled", "reject");
        Assert.Equal(Bytes(Folder.Door), File.ReadAllBytes(path));
    }

    [Fact]
    public void A_link_goes_on_leading_to_the_file()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a right there");
        var path = _folder.Add("door.yaml", Folder.BadDoor);
        var link = _folder["door.fsm.yaml"];
        File.CreateSymbolicLink(link, path);
        _folder.Run("fix", link, "--unhandled", "reject");
        Assert.Equal(path, new FileInfo(link).LinkTarget);
        Assert.Equal(Folder.Door, File.ReadAllText(path));
        Assert.Equal(2, Directory.GetFiles(_folder["."]).Length);
    }

    [Fact]
    public void A_file_that_is_missing_does_not_keep_the_others_from_being_mended()
    {
        var path = _folder.Add("door.fsm.yaml", Folder.BadDoor);
        Assert.Equal((2, "~/door.fsm.yaml: Say 'reject' to event 'Lock' in state 'Opened'\n", "fsmgen: '~/nope.fsm.yaml' cannot be mended: it does not exist\n"),
            _folder.Run("fix", _folder["nope.fsm.yaml"], path, "--unhandled", "reject"));
    }

    [Fact]
    public void A_host_that_is_missing_is_written_in_the_namespace_of_the_project()
    {
        _folder.Add("app/My-App.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />");
        var spec = _folder.Add("app/Gate.fsm.yaml", Gate);
        Assert.Equal((0, "~/app/Gate.cs: Write 'Enough', 'Beep', 'Send'\n", ""), _folder.Run("fix", spec, "--host", _folder["app"]));
        Assert.Equal(Encoding.UTF8.GetBytes(GateHost), File.ReadAllBytes(_folder["app/Gate.cs"]));
        Assert.Equal((0, "", ""), _folder.Run("fix", spec, "--host", _folder["app"]));
    }

    [Theory]
    [InlineData("partial class Gate { }", "partial class Gate {\n    private partial void A() => throw new System.NotImplementedException();\n\n    private partial void B() => throw new System.NotImplementedException();\n}")]
    [InlineData("partial class Gate;\n", "partial class Gate\n{\n    private partial void A() => throw new System.NotImplementedException();\n\n    private partial void B() => throw new System.NotImplementedException();\n}\n")]
    [InlineData("partial class Gate\r\n{\r\n  private partial void A() { } // mine\r\n}\r\n", "partial class Gate\r\n{\r\n  private partial void A() { } // mine\r\n\r\n  private partial void B() => throw new System.NotImplementedException();\r\n}\r\n")]
    [InlineData("namespace N\n{\n    partial class Gate\n    {\n        int a;\n    }\n}", "namespace N\n{\n    partial class Gate\n    {\n        int a;\n\n        private partial void A() => throw new System.NotImplementedException();\n\n        private partial void B() => throw new System.NotImplementedException();\n    }\n}")]
    public void A_host_that_is_there_is_completed(string before, string after)
    {
        var spec = _folder.Add("Gate.fsm.yaml", "machine: Gate\nevents: { Go: }\nactions: { A:, B: }\ninitial: Shut\nstates: { Shut: { on: { Go: { do: [A, B] } } } }\n");
        var host = _folder.Add("Host.cs", before);
        Assert.Equal(0, _folder.Run("fix", spec, "--host", host).Exit);
        Assert.Equal(after, File.ReadAllText(host));
    }

    [Fact]
    public void A_method_with_another_signature_gets_that_of_the_spec_wherever_it_stands()
    {
        var spec = _folder.Add("Gate.fsm.yaml", "machine: Gate\nusing: System.Net\nevents: { Go(IPAddress who): }\nactions: { A(who):, B:, C: }\ninitial: Shut\nstates: { Shut: { on: { Go: { do: [A, B, C] } } } }\n");
        _folder.Add("app/One.cs", "partial class Gate\n{\n    private partial void B() { }\n}\n");
        _folder.Add("app/Two.cs", "using Text = System.String;\n\npartial class Gate\n{\n    private partial void A(int who) { } // mine\n\n    private partial void C(Text t) { }\n}\n");
        Assert.Equal((0, "~/app/Two.cs: Change the signature of 'A'\n~/app/Two.cs: Change the signature of 'C'\n", ""), _folder.Run("fix", spec, "--host", _folder["app"]));
        Assert.Equal("using Text = System.String;\nusing System.Net;\n\npartial class Gate\n{\n    private partial void A(IPAddress who) { } // mine\n\n    private partial void C() { }\n}\n", File.ReadAllText(_folder["app/Two.cs"]));
        Assert.Equal((0, "", ""), _folder.Run("fix", spec, "--host", _folder["app"]));
    }

    [Fact]
    public void A_file_without_the_machine_is_not_touched()
    {
        var spec = _folder.Add("Gate.fsm.yaml", Gate);
        var host = _folder.Add("Program.cs", "class Gate { }");
        var (exit, _, error) = _folder.Run("fix", spec, "--host", host);
        Assert.Equal((2, "fsmgen: '~/Program.cs' has no 'public partial class Gate': write that, and the methods come\n"), (exit, error));
        Assert.Equal("class Gate { }", File.ReadAllText(host));
    }
}
