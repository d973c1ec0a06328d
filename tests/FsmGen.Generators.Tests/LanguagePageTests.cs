using FsmGen.Compiler;
using FsmGen.Compiler.Binding;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Generators.Tests;

public class LanguagePageTests
{
    public static TheoryData<string> Examples
    {
        get
        {
            var pages = Repository.Read("spec", "language.md") + Repository.Read("docs", "rules.md");
            return [.. pages.ReplaceLineEndings("\n").Split("```yaml\n").Skip(1).Select(part => part.Split("```")[0]).Where(part => part.StartsWith("machine:", StringComparison.Ordinal))];
        }
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_example_of_the_language_page_compiles_without_a_finding(string yaml) =>
        Assert.Empty(SpecCompilation.Of(SourceText.From(yaml), "/specs/test.fsm.yaml", null).Findings.Select(f => $"{f.Lines.Start}: {f.Rule.Id} {f.Message}"));

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_example_of_the_language_page_becomes_valid_csharp(string yaml)
    {
        GeneratorHarness.Driver(isBuild: true, new SpecText("/specs/test.fsm.yaml", yaml)).RunGeneratorsAndUpdateCompilation(GeneratorHarness.Compile("namespace Demo { partial class Counter { int Total { get; set; } } }"), out var output, out _);
        // A guard without its host half (CS8795) is the only thing that may be missing.
        Assert.Empty(output.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning && d.Id != "CS8795").Select(d => $"{d}\n{yaml}"));
    }

    [Fact]
    public void The_page_names_every_name_that_is_refused()
    {
        var page = Repository.Read("spec", "language.md").ReplaceLineEndings(" ");
        var list = page[page.IndexOf("The words `ignore`", StringComparison.Ordinal)..page.IndexOf("### Files", StringComparison.Ordinal)];
        var refused = Names.Reserved.Concat(Names.Members).Concat(Names.MembersOfTables).Where(static name => !name.StartsWith("fsm", StringComparison.OrdinalIgnoreCase));
        Assert.All(refused, name => Assert.Contains($"`{name}`", list, StringComparison.Ordinal));
    }
}
