using FsmGen.CompileTime;

return new BenchmarkProgram(new("compile-time", "FsmGen.CompileTime"), "Measures what the generator costs whoever types, and what it costs a build.",
[
    new("keystroke", static isQuick => [KeystrokeTable.Measure(isQuick)]),
    new("build", static isQuick => [BuildTable.Measure(isQuick)]),
])
{
    Goals = static tables => tables.Where(static table => table.Name == "keystroke").SelectMany(static table => (Goal[])
    [
        new("a keystroke in a row of 1,000, to the new text: at most 5 ms", 5, table.MedianOf("1,000", KeystrokeTable.NewText)),
        new("a keystroke in C#: no step runs", 0, table.MedianOf("1,000", KeystrokeTable.Code) is null ? null : 0),
        new($"growth from 100 to 20,000 rows: at most that of n·log n, an exponent of {Markdown.Number(Growth.Linearithmic(100, 20_000))}",
            Growth.Linearithmic(100, 20_000), KeystrokeTable.Exponent(table, KeystrokeTable.NewText)),
    ]),
}.Run(args);
