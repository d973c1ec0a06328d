namespace FsmGen.Compiler.Diagrams.Svg;

/// <summary>How wide a text will be, about: a picture is made where no font is.</summary>
internal static class GlyphWidths
{
    /// <summary>The characters from the blank to the tilde in a sans-serif font, in thousandths of its size.</summary>
    private static readonly int[] Ascii =
    [
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
        1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
        333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
    ];

    public static double Of(string text, double size, bool isBold) => text.Sum(Width) * size * (isBold ? 1.08 : 1.02) / 1000;

    private static int Width(char c) => c switch
    {
        >= ' ' and <= '~' => Ascii[c - ' '],
        // Scripts whose signs are squares.
        >= '\u2E80' => 1000,
        _ => 650,
    };
}
