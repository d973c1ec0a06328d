using Microsoft.CodeAnalysis;

namespace FsmGen.Generators.Tests.Reporting;

/// <summary>The C# compiler speaks of C# in a spec at its place in the YAML.</summary>
public class EmbeddedCodeTests
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
            code: {{action.ReplaceLineEndings("\n").Replace("\n", "\n      ", StringComparison.Ordinal).Replace("\n      \n", "\n\n", StringComparison.Ordinal)}}
        initial: A
        states:
          A:
            on:
              Go: [{ when: Ready, do: Act }, reject]
        """;

    [Theory]
    [InlineData("n > Missing", "return", "(5,15): error CS0103")]
    [InlineData("n > 1 && Missing", "return", "(5,20): error CS0103")]
    [InlineData("true", "Missing()", "(8,11): error CS0103")]
    [InlineData("true", "|\nvar x = 1;\nx = Missing;", "(10,11): error CS0103")]
    [InlineData("true", "|\nif (n > 0)\n    x = 1;", "(10,11): error CS0103")]
    [InlineData("true", "|\n\n// why\nvar x = n;\n\nx = Missing;", "(13,11): error CS0103")]
    [InlineData("true", "|\nvar s = @\"one\ntwo\"; s = null!;\ns = Missing;", "(11,11): error CS0103")]
    [InlineData("true", "|\nstring s = 1;", "(9,18): error CS0029")]
    [InlineData("n", "return", "(5,11): error CS0029")]
    [InlineData("'n > Missing'", "return", "(5,16): error CS0103")]
    [InlineData("\"n > Missing\"", "return", "(5,16): error CS0103")]
    public void An_error_in_code_is_reported_at_its_line_and_column_of_the_yaml(string guard, string action, string place)
    {
        var generation = Consumer.Build.Generate(Spec(guard, action));
        Assert.Empty(generation.Reported);
        var error = Assert.Single(generation.Complaints, static complaint => complaint.Severity == DiagnosticSeverity.Error);
        Assert.StartsWith($"/specs/test.fsm.yaml{place}", Mapped(error), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'Missing(''n'')'", "return", "/specs/test.fsm.yaml(5,")]
    [InlineData("\"Missing(\\x27n\\x27)\"", "return", "/specs/test.fsm.yaml(5,")]
    [InlineData("true", ">\nvar x = n;\nx = Missing;", "/specs/test.fsm.yaml(8,")]
    public void Where_the_yaml_escapes_or_folds_an_error_is_reported_at_its_line(string guard, string action, string place) =>
        Assert.StartsWith(place, Mapped(Assert.Single(Consumer.Build.Generate(Spec(guard, action)).Complaints)), StringComparison.Ordinal);

    [Theory]
    [InlineData("n >", "return")]
    [InlineData("true", "if (")]
    public void Code_that_is_no_csharp_is_one_finding_and_not_a_missing_method(string guard, string action)
    {
        var generation = Consumer.Build.Generate(Spec(guard, action));
        Assert.Equal("FSM1017", Assert.Single(generation.Reported).Id);
        Assert.Empty(generation.Complaints);
    }

    [Fact]
    public void A_warning_in_code_is_reported_at_its_place_too() =>
        Assert.StartsWith("/specs/test.fsm.yaml(9,11): warning CS0219", Mapped(Assert.Single(Consumer.Build.Generate(Spec("true", "|\nint unused = 1;")).Complaints)), StringComparison.Ordinal);

    [Theory]
    [InlineData("class")]
    [InlineData("class\ndispatch: table")]
    public void A_type_of_a_parameter_that_does_not_exist_is_reported_at_the_signature_of_the_event(string kind)
    {
        var errors = Consumer.Build.Generate(Spec("true", "return").Replace("int n", "Nothing n", StringComparison.Ordinal).Replace("machine: M", $"machine: M\nkind: {kind}", StringComparison.Ordinal)).Complaints.ToList();
        Assert.NotEmpty(errors);
        Assert.All(errors, static error => Assert.Matches(@"^/specs/test\.fsm\.yaml\([34],\d+\): error CS0246", Mapped(error)));
    }

    [Theory]
    [InlineData("class", "Send(Syn | Ak)", "(8,35): error CS0103")]
    [InlineData("class\ndispatch: table", "Send(Syn | Ak)", "(9,35): error CS0103")]
    [InlineData("class", "'Send(Syn | Ak)'", "(8,36): error CS0103")]
    [InlineData("class", "'Send(Syn  |  Ak)'", "(8,38): error CS0103")]
    [InlineData("class", "Send( true )", "(8,30): error CS1503")]
    [InlineData("struct\ndispatch: table", "Send(true)", "(9,29): error CS0029")]
    [InlineData("class\nreentrancy: queue", "Send(Syn | Ak)", "(9,35): error CS0103")]
    [InlineData("class\nreentrancy: queue", "Send( true )", "(9,30): error CS1503")]
    public void An_error_in_a_constant_is_reported_at_its_place_in_the_yaml(string kind, string action, string place)
    {
        var generation = Consumer.Build.Generate(
            $$"""
            machine: M
            kind: {{kind}}
            using: [static Demo.Flags]
            events: { Go: }
            actions: { Send(Flags flags): }
            initial: A
            states:
              A: { on: { Go: { do: {{action}} } } }
            """, $"namespace Demo; public enum Flags {{ Syn, Ack }} public partial {kind.Split('\n')[0]} M {{ {(kind.Contains("table", StringComparison.Ordinal) ? "" : "private partial void Send(Flags flags) { }")} }}");
        Assert.Empty(generation.Reported);
        Assert.StartsWith($"/specs/test.fsm.yaml{place}", Mapped(generation.Complaints.First()), StringComparison.Ordinal);
    }

    [Fact]
    public void The_stack_trace_of_an_exception_in_code_names_the_line_of_the_yaml()
    {
        var log = Play.Run(Spec("true", "|\nvar zero = n - n;\nScript.Say(n / zero);"), "var m = new M(); m.Start(); Say(Caught(() => m.Go(1)).StackTrace);");
        Assert.Contains("M.Act(Int32 n) in /specs/test.fsm.yaml:line 10", log, StringComparison.Ordinal);
    }

    [Fact]
    public void The_stack_trace_of_an_exception_in_a_guard_names_the_line_of_the_yaml() =>
        Assert.Contains("M.Ready(Int32 n) in /specs/test.fsm.yaml:line 5",
            Play.Run(Spec("1 / (n - n) > 0", "return"), "var m = new M(); m.Start(); Say(Caught(() => m.Go(1)).StackTrace);"), StringComparison.Ordinal);

    private static string Mapped(Diagnostic diagnostic)
    {
        var place = diagnostic.Location.GetMappedLineSpan();
        return $"{place.Path}({place.StartLinePosition.Line + 1},{place.StartLinePosition.Character + 1}): {(diagnostic.Severity == DiagnosticSeverity.Error ? "error" : "warning")} {diagnostic.Id}";
    }
}
