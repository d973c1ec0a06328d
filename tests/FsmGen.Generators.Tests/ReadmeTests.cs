using FsmGen.Compiler;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Generators.Tests;

/// <summary>What the README shows is what the sample holds and what the compiler says.</summary>
public class ReadmeTests
{
    private static readonly string Readme = Read("README.md");

    [Theory]
    [InlineData("Turnstile.fsm.yaml")]
    [InlineData("Turnstile.cs")]
    [InlineData("Program.cs")]
    public void It_shows_the_files_of_the_sample(string file) =>
        Assert.Contains($"```{(file.EndsWith(".cs", StringComparison.Ordinal) ? "csharp" : "yaml")}\n{Read("samples", "Turnstile", file)}```", Readme, StringComparison.Ordinal);

    [Fact]
    public void It_shows_what_the_sample_prints()
    {
        var run = GeneratorHarness.Load(Read("samples", "Turnstile", "Turnstile.fsm.yaml"), "global using System;",
            Read("samples", "Turnstile", "Turnstile.cs"),
            $"public static class Sample {{ public static void Run() {{ {Read("samples", "Turnstile", "Program.cs").Replace("using Demo;", "")} }} }}".Insert(0, "using Demo; "));
        using var printed = new StringWriter();
        var console = Console.Out;
        Console.SetOut(printed);
        try
        {
            run.GetType("Sample")!.GetMethod("Run")!.Invoke(null, null);
        }
        finally
        {
            Console.SetOut(console);
        }

        Assert.Contains($"```text\n{printed.ToString().ReplaceLineEndings("\n")}```", Readme, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("      Coin: { do: Refund }\n", "")]
    [InlineData("to: Unlocked, do: Unlock", "do: Unlock")]
    public void It_shows_what_the_compiler_says(string row, string instead)
    {
        var yaml = Read("samples", "Turnstile", "Turnstile.fsm.yaml");
        Assert.Contains(row, yaml, StringComparison.Ordinal);

        var findings = SpecCompilation.Of(SourceText.From(yaml.Replace(row, instead, StringComparison.Ordinal)), "Turnstile.fsm.yaml", null).Findings;

        Assert.Contains(findings, finding => Readme.Contains(
            $"```text\nTurnstile.fsm.yaml({finding.Lines.Start.Line + 1},{finding.Lines.Start.Character + 1}): error {finding.Rule.Id}: {finding.Message}\n```", StringComparison.Ordinal));
    }

    private static string Read(params string[] path) => Repository.Read(path).ReplaceLineEndings("\n");
}
