using System.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Compiler.Tests.Hostile;

/// <summary>Compiles what nobody meant to be a spec.</summary>
internal static class Survival
{
    /// <summary>Far beyond what any case takes: it only tells "slow" from "never".</summary>
    private static readonly TimeSpan Endless = TimeSpan.FromMinutes(1);

    /// <summary>Compiles on a thread with a small stack; every finding must lie inside the text.</summary>
    public static IReadOnlyList<Finding> Compile(string yaml, int stack = 256 * 1024)
    {
        SpecCompilation? compilation = null;
        Exception? thrown = null;
        var thread = new Thread(Run, stack) { IsBackground = true };
        thread.Start();
        Assert.True(thread.Join(Endless), $"does not end: {Show(yaml)}");
        Assert.True(thrown is null, $"{thrown}\n{Show(yaml)}");

        foreach (var finding in compilation!.Findings)
        {
            Assert.True(finding.Span.Start >= 0 && finding.Span.End <= yaml.Length, $"{finding.Span} of {yaml.Length}: {finding.Message}\n{Show(yaml)}");
            Assert.True(finding.Message.Length < 2_000, $"a message of {finding.Message.Length} characters");
            Assert.DoesNotContain('\n', finding.Message);
        }

        return compilation.Findings;

        void Run()
        {
            try
            {
                compilation = SpecCompilation.Of(SourceText.From(yaml), "/specs/test.fsm.yaml", null);
            }
            catch (Exception e)
            {
                thrown = e;
            }
        }
    }

    public static (IReadOnlyList<Finding> Findings, TimeSpan Time) Measure(string yaml)
    {
        var watch = Stopwatch.StartNew();
        return (Compile(yaml), watch.Elapsed);
    }

    private static string Show(string yaml) => yaml.Length < 20_000 ? yaml : yaml[..2_000] + "…";
}
