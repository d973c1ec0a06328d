using System.Diagnostics;

namespace FsmGen.CompileTime;

/// <summary>What a keystroke costs, by the size of the spec.</summary>
internal static class KeystrokeTable
{
    public const string Row = "FsmGen: YAML, a row leads elsewhere", NewText = "FsmGen: YAML, to the new text", Comment = "FsmGen: YAML, in a comment", Code = "FsmGen: C#", Parse = "Roslyn parses the generated C#";

    public static Table Measure(bool isQuick)
    {
        WarmUp();
        var rows = LargeSpec.Sizes.SelectMany(size => Measure(new LargeSpec(size), isQuick)).ToList();
        return new("keystroke", "A keystroke", "ms", rows)
        {
            Cases = "rows of the spec",
            Note = "From the edited spec to the generator's driver having new C#, parsed, which is Roslyn's part; and to the new text, where the generator has it. Ratios are to Roslyn's parsing. "
                + "After a keystroke in C# all results are the cached ones; the run fails if one is not.",
        };
    }

    /// <summary>How the cost of a keystroke grows, where there is more to it than what every run costs.</summary>
    public static double? Exponent(Table table, string contender)
    {
        var points = LargeSpec.Sizes.Where(static size => size >= 100).Select(size => (Size: (double)size, Cost: table.MedianOf(new LargeSpec(size).Name, contender))).ToList();
        return points.Any(static point => point.Cost is null) ? null : Growth.Exponent([.. points.Select(static point => (point.Size, point.Cost!.Value))]); // none is null
    }

    private static IReadOnlyList<Measurement> Measure(LargeSpec spec, bool isQuick)
    {
        var editor = new Editor(spec);
        var generated = editor.Generated;
        var isChecked = false;
        return Interleaved.Measure(spec.Name,
        [
            Contestant(Parse, () => Editor.ParseGenerated(generated), isQuick),
            Contestant(Code, () =>
            {
                if (!isChecked)
                    editor.ExpectNoStepForCode();
                isChecked = true;
                editor.TypeCode();
            }, isQuick),
            Contestant(Comment, editor.TypeComment, isQuick),
            Contestant(Row, editor.TypeRow, isQuick),
            Contestant(NewText, editor.Generate, isQuick),
        ], Parse, isQuick ? 5 : 15);
    }

    private static Contestant Contestant(string name, Action type, bool isQuick)
    {
        var turn = TimeSpan.FromMilliseconds(isQuick ? 30 : 200);
        var allocated = 0.0;
        return new(name, Turn)
        {
            Also = () => new Dictionary<string, string> { ["allocated, KB"] = Markdown.Number(allocated / 1000) },
        };

        double Turn()
        {
            // The first one brings what is edited to where the others leave it.
            type();
            (var milliseconds, allocated) = Repeat(type, turn);
            return milliseconds;
        }
    }

    private static (double Milliseconds, double Allocated) Repeat(Action action, TimeSpan turn)
    {
        var count = 0;
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var start = Stopwatch.GetTimestamp();
        do
        {
            action();
            count++;
        }
        while (Stopwatch.GetElapsedTime(start) < turn);

        var elapsed = Stopwatch.GetElapsedTime(start);
        return (elapsed.TotalMilliseconds / count, (double)(GC.GetTotalAllocatedBytes(precise: true) - before) / count);
    }

    private static void WarmUp()
    {
        var editor = new Editor(new LargeSpec(1000));
        var generated = editor.Generated;
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < 60 || Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(3); i++)
        {
            Editor.ParseGenerated(generated);
            editor.TypeCode();
            editor.TypeComment();
            editor.TypeRow();
            editor.Generate();
        }
    }
}
