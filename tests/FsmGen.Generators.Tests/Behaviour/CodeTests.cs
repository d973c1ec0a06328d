namespace FsmGen.Generators.Tests.Behaviour;

/// <summary>Guards and actions whose C# stands in the spec.</summary>
public class CodeTests
{
    private static string Spec(string guard, string action) =>
        $$"""
        machine: M
        events: { Go(int n): }
        guards:
          Ready(n):
            code: {{guard}}
        actions:
          Act(n):
            code: {{action.ReplaceLineEndings("\n").Replace("\n", "\n      ", StringComparison.Ordinal)}}
        initial: A
        states:
          A:
            on:
              Go: [{ when: Ready, do: Act }, reject]
        """;

    private const string Script = "var m = new M(); m.Start(); Say(m.Go(1)); Say(m.Go(5));";

    private const string Host = "namespace Demo; public partial class M { public string Text = \"\"; void Say(object what) => Script.Say(what); }";

    [Theory]
    [InlineData("n > 3", "Say(n)")]
    [InlineData("n > 3", "Say(n);")]
    [InlineData("(n > 3)", "Script.Say(n)")]
    [InlineData("'n > 3'", "'Say(n)'")]
    [InlineData("\"n > 3\"", "\"Say(n); // done\"")]
    [InlineData("n is > 3 and < 10 // enough", "|\n{ var x = n; Say(x); }")]
    [InlineData("'!(n is 1 or 2)'", "|\nvar x = n;\nSay(x);\n")]
    [InlineData("new[] { 4, 5 }[1] == n", "|\nif (n > 0)\n{\n    Say(n);\n    return;\n}\n\nthrow new System.Exception();")]
    [InlineData("n > 3", ">\nSay(\nn)")]
    [InlineData("n > 3", "|-\n/* a comment\n   on two lines */ Say(n);\n// done")]
    [InlineData("n > 3", "|\nSay(n);\nvoid Local() { }\nLocal();")]
    public void Code_may_be_an_expression_or_statements_in_any_style_of_yaml(string guard, string action) =>
        Assert.Equal("Rejected 5 Handled", Play.Run(Spec(guard, action), Script, Host));

    [Fact]
    public void A_string_over_several_lines_is_what_it_is_in_the_spec() =>
        Assert.Equal("[one\n  two 5\n\nthree]",
            Play.Run(Spec("true", "|\nText = $@\"[one\n  two {n}\n\nthree]\";\nText = Text.Replace(\"\\r\", \"\");"), "var m = new M(); m.Start(); m.Go(5); Say(m.Text);", Host));

    [Fact]
    public void A_verbatim_string_over_several_lines_is_what_it_is_in_the_spec() =>
        Assert.Equal("one\n  two", Play.Run(Spec("true", "|\nText = @\"one\n  two\";\nText = Text.Replace(\"\\r\", \"\");"), "var m = new M(); m.Start(); m.Go(5); Say(m.Text);", Host));

    [Fact]
    public void A_raw_string_is_what_it_is_in_the_spec() =>
        Assert.Equal("one\n  two 5", Play.Run(Spec("true", "|\nText = $\"\"\"\n    one\n      two {n}\n    \"\"\";"), "var m = new M(); m.Start(); m.Go(5); Say(m.Text);", Host));

    [Fact]
    public void Code_of_a_struct_changes_the_machine_itself() =>
        Assert.Equal("3 Handled",
            Play.Run(
                """
                machine: M
                kind: struct
                events: { Add(int n): }
                actions: { Sum(n): { code: Total += n } }
                initial: A
                states: { A: { on: { Add: { do: Sum } } } }
                """,
                "var m = new M(); m.Start(); m.Add(1); var r = m.Add(2); Say(m.Total); Say(r);",
                "namespace Demo; public partial struct M { public int Total; }"));

    [Fact]
    public void Code_sees_constants_and_the_usings_of_the_spec() =>
        Assert.Equal("ab3 Handled",
            Play.Run(
                """
                machine: M
                using: [System.Text, 'static System.Math']
                events: { Go(int n): }
                actions:
                  Write(string text, n):
                    code: |
                      var builder = new StringBuilder(text);
                      Script.Say(builder.Append(Max(n, 1)));
                initial: A
                states:
                  A:
                    on:
                      Go:
                        do: Write("ab")
                """,
                "var m = new M(); m.Start(); Say(m.Go(3));"));
}
