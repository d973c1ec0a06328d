namespace FsmGen.Compiler.Diagrams.Svg;

/// <summary>A word, and the class of its style; null: none.</summary>
internal readonly record struct Word(string Text, string? Style)
{
    public double Width(double size) => GlyphWidths.Of(Text, size, Style is Words.Event);
}

/// <summary>One row of a text, on as many lines as it needs; what <c>Title</c> says shows where the pointer rests.</summary>
internal sealed record Paragraph(IReadOnlyList<IReadOnlyList<Word>> Lines, string? Style, string? Title);

/// <summary>Texts in lines of a limited width.</summary>
internal static class Words
{
    public const string Event = "event", Guard = "guard";

    public const double Size = 11, LineHeight = 14, Indent = 10;

    public static IEnumerable<Word> Of(string text, string? style = null) =>
        text.Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(word => new Word(word, style));

    /// <summary>Breaks a text between words. Lines after the first are indented.</summary>
    public static Paragraph Wrap(IEnumerable<Word> words, double width, string? style = null, string? title = null, double size = Size)
    {
        var lines = new List<IReadOnlyList<Word>>();
        var line = new List<Word>();
        double used = 0;
        foreach (var word in words)
        {
            var wanted = word.Width(size) + Blank(size);
            if (line.Count > 0 && used + wanted > width)
            {
                lines.Add(line);
                line = [];
                used = Indent;
            }

            line.Add(word);
            used += wanted;
        }

        lines.Add(line);
        return new Paragraph(lines, style, title);
    }

    public static double Width(Paragraph text, double size = Size) =>
        text.Lines.Select((line, index) => (index == 0 ? 0 : Indent) + line.Sum(word => word.Width(size) + Blank(size))).Max();

    public static double Width(IEnumerable<Paragraph> texts) => texts.Select(static text => Width(text)).DefaultIfEmpty(0).Max();

    public static double Height(IEnumerable<Paragraph> texts) => texts.Sum(static text => text.Lines.Count) * LineHeight;

    private static double Blank(double size) => size * 0.28;
}
