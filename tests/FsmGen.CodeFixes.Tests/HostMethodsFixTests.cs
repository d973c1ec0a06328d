namespace FsmGen.CodeFixes.Tests;

public class HostMethodsFixTests
{
    private const string Gate =
        """
        machine: Gate
        namespace: Demo
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

    private static readonly HostMethodsFix Fix = new();

    [Fact]
    public async Task The_methods_that_the_compiler_misses_are_written_into_the_class()
    {
        using var editor = new Editor(("Gate.fsm.yaml", Gate), ("Gate.cs", "namespace Demo;\n\npublic partial class Gate\n{\n    private partial void Beep(int times) => System.Console.Beep();\n}\n"));

        await Write(editor, "Write the 2 methods that 'Gate' lacks");

        Assert.Equal(
            """
            using System.Net;

            namespace Demo;

            public partial class Gate
            {
                private partial void Beep(int times) => System.Console.Beep();

                private partial bool Enough(int value) => throw new System.NotImplementedException();

                private partial System.Threading.Tasks.ValueTask Send(IPAddress who, System.Threading.CancellationToken cancellation) => throw new System.NotImplementedException();
            }

            """, await editor.Read("Gate.cs"));
    }

    [Fact]
    public async Task A_class_that_is_not_there_gets_a_file()
    {
        using var editor = new Editor(("Gate.fsm.yaml", Gate), ("Program.cs", "namespace Demo; class Other { }"));

        await Write(editor, "Write the 3 methods that 'Gate' lacks");

        Assert.StartsWith("using System.Net;\n\nnamespace Demo;\n\npublic partial class Gate\n{\n    private partial bool Enough(int value)", await editor.Read("Gate.cs"), StringComparison.Ordinal);
        Assert.Equal("/app/Gate.cs", editor.Project.Documents.Single(static document => document.Name == "Gate.cs").FilePath);
    }

    [Fact]
    public async Task The_methods_that_a_spec_misses_are_written_from_there_too()
    {
        using var editor = new Editor(("Gate.fsm.yaml", Gate), ("Gate.cs", "namespace Demo { partial class Gate { } }"));
        var missing = (await editor.Diagnostics()).First(static diagnostic => diagnostic.Id == "FSM3001");

        await editor.Apply(Assert.Single(await editor.Offers(Fix, missing)));

        Assert.Empty(await editor.Diagnostics());
    }

    [Fact]
    public async Task A_partial_method_that_no_spec_declares_is_none_of_our_business()
    {
        using var editor = new Editor(("Mine.cs", "partial class Mine\n{\n    private partial int Count();\n}\n"));
        Assert.Empty(await editor.Offers(Fix, (await editor.Diagnostics()).Single(static diagnostic => diagnostic.Id == "CS8795")));
    }

    private static async Task Write(Editor editor, string title)
    {
        var missing = (await editor.Diagnostics()).First(static diagnostic => diagnostic.Id == "CS8795");
        var offer = Assert.Single(await editor.Offers(Fix, missing));
        Assert.Equal(title, offer.Title);
        await editor.Apply(offer);
        Assert.DoesNotContain(await editor.Diagnostics(), static diagnostic => diagnostic.Id == "CS8795");
    }
}
