using System.Globalization;
using FsmGen.Compiler.Binding;
using FsmGen.Compiler.Diagrams.Layout;
using FsmGen.Compiler.Emit;
using FsmGen.Compiler.Xml;

namespace FsmGen.Compiler.Diagrams.Svg;

/// <summary>Draws a spec as a picture: SVG that needs nothing else, in light or dark colours as the reader has them.</summary>
internal sealed class SvgDiagram
{
    private const double Margin = 8;

    private readonly SourceWriter _w = new(indent: 1);
    private readonly Picture _picture;
    private readonly IReadOnlyList<Level> _levels;
    private readonly Dictionary<Arrow, Transition> _transitions;

    private SvgDiagram(Spec spec)
    {
        _picture = Picture.Of(spec);
        _transitions = _picture.Transitions.ToDictionary(static transition => transition.Arrow);
        _picture.Shapes[0].Box.Y = Margin;
        _levels = NestedLayout.Of(_picture.Shapes[0].Box, [.. _picture.Transitions.Select(static transition => transition.Arrow)]);
    }

    /// <summary>The picture; equal specs give equal text.</summary>
    public static string Of(Spec spec)
    {
        var diagram = new SvgDiagram(spec);
        diagram.Draw(spec);
        return diagram._w.ToString();
    }

    private void Draw(Spec spec)
    {
        var box = _picture.Shapes[0].Box;
        var size = $"{Number(box.Width)} {Number(box.Height + (2 * Margin))}";
        using (Element("svg", $" xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 {size}\" width=\"{Number(box.Width)}\" height=\"{Number(box.Height + (2 * Margin))}\""))
        {
            _w.Line($"<title>{XmlText.Escape(spec.Name.Text)}</title>");
            if (RowTexts.Title(spec.Docs) is { } description)
                _w.Line($"<desc>{XmlText.Escape(description)}</desc>");
            using (Element("style"))
                _w.Lines(SvgStyle.Text);
            using (Element("defs"))
                _w.Line("<marker id=\"arrow\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" markerWidth=\"7\" markerHeight=\"7\" orient=\"auto\"><path class=\"head\" d=\"M0 1 10 5 0 9Z\"/></marker>");
            _w.Line($"<rect class=\"page\" width=\"{Number(box.Width)}\" height=\"{Number(box.Height + (2 * Margin))}\"/>");
            foreach (var shape in _picture.Shapes)
                Draw(shape);
            foreach (var link in _levels.SelectMany(static level => level.Links))
                Draw(link);
        }
    }

    private void Draw(Shape shape)
    {
        using (Element("g", $" class=\"{shape.Kind.ToString().ToLowerInvariant()}\""))
        {
            if (shape.Kind is not (ShapeKind.Initial or ShapeKind.Machine) && RowTexts.Title(shape.State.Docs) is { } title)
                _w.Line($"<title>{XmlText.Escape(title)}</title>");
            var (x, y, width) = (shape.Box.X, shape.Box.Y, shape.Box.Width);
            switch (shape.Kind)
            {
                case ShapeKind.Machine:
                    Text(shape.State.Name.Text, x + Rows.Padding, y + 26, "machine-name");
                    Write(_picture.Summary, x + Rows.Padding, y + 44);
                    break;
                case ShapeKind.Initial:
                    _w.Line($"<circle class=\"dot\" cx=\"{Number(x + 6)}\" cy=\"{Number(y + 6)}\" r=\"6\"/>");
                    Write(shape.Rows, x + 18, y + 10);
                    break;
                case ShapeKind.History:
                    _w.Line($"<circle class=\"ring\" cx=\"{Number(x + 12)}\" cy=\"{Number(y + 12)}\" r=\"12\"/>");
                    Text(shape.State.History == HistoryKind.Deep ? "H*" : "H", x + 12, y + 16, "sign");
                    break;
                case ShapeKind.Final:
                    _w.Line($"<circle class=\"ring\" cx=\"{Number(x + (width / 2))}\" cy=\"{Number(y + 10)}\" r=\"10\"/>");
                    _w.Line($"<circle class=\"dot\" cx=\"{Number(x + (width / 2))}\" cy=\"{Number(y + 10)}\" r=\"5.5\"/>");
                    Text(shape.State.Name.Text, x + (width / 2), y + 34, "name");
                    Write(shape.Rows, x + Shape.Inset, y + 38 + 11);
                    break;
                default:
                    DrawState(shape);
                    break;
            }
        }

        if (shape.Loops.Count > 0)
            DrawLoop(shape);
    }

    private void DrawState(Shape shape)
    {
        var (x, y, width, height) = (shape.Box.X, shape.Box.Y, shape.Box.Width, shape.Box.Height);
        var isLeaf = shape.State.IsLeaf;
        _w.Line($"<rect class=\"{(isLeaf ? "leaf" : "around")}\" x=\"{Number(x)}\" y=\"{Number(y)}\" width=\"{Number(width)}\" height=\"{Number(height)}\" rx=\"8\"/>");
        if (isLeaf && shape.Rows.Count == 0)
        {
            Text(shape.State.Name.Text, x + (width / 2), y + (height / 2) + 4.5, "name");
            return;
        }

        if (isLeaf)
        {
            _w.Line($"<path class=\"rule\" d=\"M{Number(x)} {Number(y + Shape.Bar)}h{Number(width)}\"/>");
            Text(shape.State.Name.Text, x + (width / 2), y + 17.5, "name");
        }
        else
            Text(shape.State.Name.Text, x + Rows.Padding, y + 18, "name outer");
        Write(shape.Rows, x + (isLeaf ? Shape.Inset : Rows.Padding), y + Shape.Bar + (isLeaf ? 16 : 12));
    }

    private void DrawLoop(Shape shape)
    {
        var right = shape.Box.X + shape.Box.Width;
        var y = shape.Box.Y + 8;
        using (Element("g", " class=\"edge\""))
        {
            Title(shape.Loops);
            _w.Line($"<path class=\"line\" marker-end=\"url(#arrow)\" d=\"M{Number(right)} {Number(y)}c26 -6 26 20 1 14\"/>");
            Write(shape.Loops, right + 26, y + 10);
        }
    }

    private void Draw(Link link)
    {
        var isAlways = link.Labelled is { } arrow && _transitions[arrow].IsAlways;
        var path = Path(link);
        var line = $"<path class=\"line{(isAlways ? " always" : "")}\"{(link.IsLast && !link.Joins ? " marker-end=\"url(#arrow)\"" : "")} d=\"{path}\"/>";
        if (link.Labelled is not { Width: > 0 } labelled)
        {
            _w.Line(line);
            return;
        }

        var transition = _transitions[labelled];
        using (Element("g", " class=\"edge\""))
        {
            Title(transition.Rows);
            _w.Line(line);
            Write(transition.Rows, labelled.X + 6, labelled.Y + 11);
        }
    }

    /// <summary>Lines pass a rank straight, so they meet none of its boxes, and curve between two.</summary>
    private static string Path(Link link)
    {
        var path = new System.Text.StringBuilder();
        var (lastX, lastY) = (0.0, 0.0);
        foreach (var (x, y, isCurve) in link.Points)
        {
            var middle = (lastY + y) / 2;
            var (left, last) = (Number(x), Number(lastX));
            if (path.Length == 0)
                path.Append($"M{left} {Number(y)}");
            else if (left == last)
                path.Append(Number(y) == Number(lastY) ? "" : $"V{Number(y)}");
            else
                path.Append($"C{last} {Number(middle)} {left} {Number(middle)} {left} {Number(y)}");
            (lastX, lastY) = (x, y);
        }

        return path.ToString();
    }

    private void Title(IReadOnlyList<Paragraph> rows)
    {
        var titles = rows.Select(static row => row.Title).Where(static title => title is not null).Distinct().ToList();
        if (titles.Count > 0)
            _w.Line($"<title>{XmlText.Escape(string.Join(" ", titles))}</title>");
    }

    private void Write(IEnumerable<Paragraph> texts, double x, double y)
    {
        foreach (var text in texts)
        {
            for (var i = 0; i < text.Lines.Count; i++, y += Words.LineHeight)
            {
                var style = text.Style is null ? "" : $" class=\"{text.Style}\"";
                var title = text.Title is null ? "" : $"<title>{XmlText.Escape(text.Title)}</title>";
                _w.Line($"<text{style} x=\"{Number(x + (i == 0 ? 0 : Words.Indent))}\" y=\"{Number(y)}\">{title}{Spans(text.Lines[i])}</text>");
            }
        }
    }

    /// <summary>Words of one style that follow each other are one piece.</summary>
    private static string Spans(IReadOnlyList<Word> words)
    {
        var pieces = new List<(string Text, string? Style)>();
        foreach (var word in words)
        {
            if (pieces.Count > 0 && pieces[pieces.Count - 1] is var last && last.Style == word.Style)
                pieces[pieces.Count - 1] = ($"{last.Text} {word.Text}", last.Style);
            else
                pieces.Add((word.Text, word.Style));
        }

        return string.Join(" ", pieces.Select(static piece => piece.Style is null ? XmlText.Escape(piece.Text) : $"<tspan class=\"{piece.Style}\">{XmlText.Escape(piece.Text)}</tspan>"));
    }

    private void Text(string text, double x, double y, string style) => _w.Line($"<text class=\"{style}\" x=\"{Number(x)}\" y=\"{Number(y)}\">{XmlText.Escape(text)}</text>");

    private XmlTag Element(string name, string attributes = "") => new(_w, name, attributes);

    /// <summary>Without a sign before zero.</summary>
    private static string Number(double value) => (Math.Round(value, 1) + 0.0).ToString("0.#", CultureInfo.InvariantCulture);
}
