using FsmGen.Compiler.Analysis;

namespace FsmGen.Compiler.Tests.Analysis;

public class ScaleTests(ITestOutputHelper output)
{
    public static TheoryData<string> Shapes => ["flat", "nested", "statechart"];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Twenty_thousand_rows_are_compiled_and_looked_at_to_the_end(string shape) => Assert.Empty(Markup.Compile(Yaml(shape, 20_000)).Findings);

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_work_of_the_analysis_grows_as_the_rows_do(string shape)
    {
        long before = 0;
        foreach (var rows in new[] { 10, 20, 200, 2_000, 20_000 })
        {
            var work = StateSpace.Of(Markup.Bind(Yaml(shape, rows))!, AnalysisBudget.Full).Work;
            output.WriteLine($"{rows} rows: {work}");
            // Ten times the rows; where they nest, each group adds a level that a leaf asks.
            if (before > 0 && rows > 20)
                Assert.InRange(work, before, before * 25);
            before = work;
        }
    }

    private static string Yaml(string shape, int rows) => shape switch
    {
        "flat" => LargeSpec.Flat(rows),
        "nested" => LargeSpec.Nested(rows),
        _ => LargeSpec.Statechart(rows),
    };
}
