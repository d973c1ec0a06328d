using System.Globalization;
using System.Xml.Linq;
using FsmGen.Compiler.Diagrams.Svg;

namespace FsmGen.Tool.Tests;

/// <summary>What a browser would show of a picture: its boxes, texts and lines.</summary>
internal sealed class SvgPicture
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public SvgPicture(string text)
    {
        var root = XDocument.Parse(text, LoadOptions.PreserveWhitespace).Root!;
        Page = Read(root.Elements(Svg + "rect").Single());
        Boxes = [.. root.Descendants(Svg + "rect").Skip(1).Select(Read)];
        Texts = [.. root.Descendants(Svg + "text").Select(ReadText)];
        Lines = [.. root.Descendants(Svg + "path").Where(static path => Class(path).Split(' ').Contains("line")).Select(static path => Points((string)path.Attribute("d")!))];
        Names = [.. root.Descendants(Svg + "text").Where(static name => Class(name).Split(' ').Contains("name")).Select(static name => name.Value)];
        Words = string.Join(" ", root.Descendants(Svg + "text").Select(Content));
        Titles = [.. root.Descendants(Svg + "title").Select(static title => title.Value)];
    }

    public Area Page { get; }

    public IReadOnlyList<Area> Boxes { get; }

    public IReadOnlyList<(string Text, Area Area)> Texts { get; }

    /// <summary>Points on each line, close to each other.</summary>
    public IReadOnlyList<IReadOnlyList<(double X, double Y)>> Lines { get; }

    public IReadOnlyList<string> Names { get; }

    /// <summary>All that is written, as if on one line.</summary>
    public string Words { get; }

    public IReadOnlyList<string> Titles { get; }

    /// <summary>What is wrong to look at.</summary>
    public IEnumerable<string> Flaws()
    {
        foreach (var (box, index) in Boxes.Select(static (box, index) => (box, index)))
        {
            if (!Page.Holds(box))
                yield return $"{box} leaves the page";
            foreach (var other in Boxes.Skip(index + 1).Where(other => box.Meets(other) && !box.Holds(other) && !other.Holds(box)))
                yield return $"{box} and {other} overlap";
        }

        foreach (var ((text, area), index) in Texts.Select(static (text, index) => (text, index)))
        {
            if (!Page.Holds(area))
                yield return $"'{text}' leaves the page";
            foreach (var box in Boxes.Where(box => box.Meets(area) && !box.Holds(area)))
                yield return $"'{text}' meets the border of {box}";
            foreach (var (other, _) in Texts.Skip(index + 1).Where(other => area.Meets(other.Area)))
                yield return $"'{text}' and '{other}' overlap";
        }

        var solid = Texts.Select(static text => text.Area).Concat(Boxes.Where(box => !Boxes.Any(other => other != box && box.Holds(other)))).ToList();
        foreach (var line in Lines)
        {
            foreach (var point in line.Where(point => !Page.Has(point)))
                yield return $"a line leaves the page at {point}";
            foreach (var area in solid.Where(area => line.Any(area.Has)))
                yield return $"a line goes through {area}";
        }
    }

    private static string Content(XElement text) => string.Concat(text.Nodes().Where(static node => node is not XElement { Name.LocalName: "title" }).Select(static node => node is XElement element ? element.Value : ((XText)node).Value));

    private static (string Text, Area Area) ReadText(XElement text)
    {
        var (content, style) = (Content(text), Class(text).Split(' '));
        var size = style.Contains("machine-name") ? 18 : style.Contains("name") ? 13 : 11;
        var isBold = size > 11;
        var width = GlyphWidths.Of(content, size, isBold);
        var x = Number(text, "x") - (style.Contains("sign") || (style.Contains("name") && !style.Contains("outer")) ? width / 2 : 0);
        return (content, new Area(x, Number(text, "y") - (0.7 * size), width, 0.8 * size));
    }

    private static Area Read(XElement rect) => new(Number(rect, "x"), Number(rect, "y"), Number(rect, "width"), Number(rect, "height"));

    private static double Number(XElement element, string name) => (double?)element.Attribute(name) ?? 0;

    private static string Class(XElement element) => (string?)element.Attribute("class") ?? "";

    private static List<(double X, double Y)> Points(string path)
    {
        var points = new List<(double X, double Y)>();
        var commands = System.Text.RegularExpressions.Regex.Matches(path, "([MVCc])([^MVCc]*)");
        foreach (System.Text.RegularExpressions.Match command in commands)
        {
            var numbers = command.Groups[2].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray();
            var from = points.LastOrDefault();
            if (command.Groups[1].Value == "M")
                points.Add((numbers[0], numbers[1]));
            else if (command.Groups[1].Value == "V")
                points.AddRange(Enumerable.Range(1, 20).Select(i => (from.X, from.Y + ((numbers[0] - from.Y) * i / 20))));
            else
            {
                var origin = command.Groups[1].Value == "c" ? from : default;
                points.AddRange(Enumerable.Range(1, 20).Select(i => Curve(from, numbers, origin, i / 20.0)));
            }
        }

        return points;
    }

    private static (double X, double Y) Curve((double X, double Y) from, double[] numbers, (double X, double Y) origin, double at)
    {
        double Mix(double a, double b, double c, double d) => (Math.Pow(1 - at, 3) * a) + (3 * at * Math.Pow(1 - at, 2) * b) + (3 * at * at * (1 - at) * c) + (at * at * at * d);
        return (Mix(from.X, origin.X + numbers[0], origin.X + numbers[2], origin.X + numbers[4]), Mix(from.Y, origin.Y + numbers[1], origin.Y + numbers[3], origin.Y + numbers[5]));
    }

    /// <summary>A rectangle.</summary>
    internal sealed record Area(double X, double Y, double Width, double Height)
    {
        private const double Tolerance = 0.6;

        private double Right => X + Width;

        private double Bottom => Y + Height;

        public bool Meets(Area other) => X + Tolerance < other.Right && other.X + Tolerance < Right && Y + Tolerance < other.Bottom && other.Y + Tolerance < Bottom;

        public bool Holds(Area other) => X <= other.X && Y <= other.Y && Right >= other.Right && Bottom >= other.Bottom;

        public bool Has((double X, double Y) point) => point.X > X + Tolerance && point.X < Right - Tolerance && point.Y > Y + Tolerance && point.Y < Bottom - Tolerance;
    }
}
