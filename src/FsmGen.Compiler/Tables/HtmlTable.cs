using FsmGen.Compiler.Binding;
using FsmGen.Compiler.Emit;
using FsmGen.Compiler.Model;
using FsmGen.Compiler.Xml;

namespace FsmGen.Compiler.Tables;

/// <summary>Writes the table of states and events as a page of its own; summaries show where the pointer rests.</summary>
internal static class HtmlTable
{
    private const string Style =
        """
        body { font: 14px/1.4 system-ui, sans-serif; margin: 2em; }
        table { border-collapse: collapse; }
        th, td { border: 1px solid #ccc; padding: 0.3em 0.6em; text-align: left; vertical-align: top; }
        thead th { position: sticky; top: 0; background: #eee; }
        tbody th { font-weight: normal; }
        th.group { background: #f6f6f6; font-weight: bold; }
        .ignored, .rejected, .never, .deferred { color: #777; font-style: italic; }
        [title] { text-decoration: underline dotted #999; }
        """;

    public static string Of(Spec spec)
    {
        var table = StateTable.Of(spec);
        var w = new SourceWriter(indent: 2);
        w.Line("<!DOCTYPE html>");
        using (Element(w, "html", " lang=\"en\""))
        {
            using (Element(w, "head"))
            {
                w.Line("<meta charset=\"utf-8\">");
                w.Line($"<title>{Escape(spec.Name.Text)}</title>");
                using (Element(w, "style"))
                    w.Lines(Style);
            }

            using (Element(w, "body"))
            {
                w.Line($"<h1>{Escape(spec.Name.Text)}</h1>");
                if (spec.Docs.Summary is { Length: > 0 } summary)
                    w.Line($"<p>{Escape(summary)}</p>");
                using (Element(w, "table"))
                    WriteTable(w, table);
            }
        }

        return w.ToString();
    }

    private static void WriteTable(SourceWriter w, StateTable table)
    {
        using (Element(w, "thead"))
        {
            using (Element(w, "tr"))
            {
                w.Line("<th scope=\"col\">State</th>");
                foreach (var trigger in table.Events)
                    w.Line($"<th scope=\"col\"{Title(trigger.Docs)}>{Escape(trigger.Name.Text)}</th>");
            }
        }

        foreach (var group in table.Groups)
        {
            using (Element(w, "tbody"))
            {
                if (table.HasGroups)
                    w.Line($"<tr><th class=\"group\" scope=\"rowgroup\" colspan=\"{table.Events.Count + 1}\"{Title(group.Parent.Docs)}>{Escape(group.Path)}</th></tr>");
                foreach (var line in group.Leaves)
                    WriteLine(w, line);
            }
        }
    }

    private static void WriteLine(SourceWriter w, StateLine line)
    {
        using (Element(w, "tr"))
        {
            w.Line($"<th scope=\"row\"{Title(line.Leaf.Docs)}>{Escape(line.Leaf.Name.Text)}</th>");
            foreach (var cell in line.Cells)
                w.Line($"<td>{string.Join("<br>", cell.Select(Write))}</td>");
        }
    }

    private static string Write(StateCell cell)
    {
        var kind = cell.Row.Outcome == Outcome.Handled ? "" : $" class=\"{cell.Row.Outcome switch { Outcome.Ignored => "ignored", Outcome.Rejected => "rejected", Outcome.Deferred => "deferred", _ => "never" }}\"";
        var title = Title(cell.Row.Docs);
        return kind.Length + title.Length == 0 ? Escape(cell.Text) : $"<span{kind}{title}>{Escape(cell.Text)}</span>";
    }

    private static string Title(Documentation docs) => docs.Summary is { Length: > 0 } summary ? $" title=\"{Escape(summary)}\"" : "";

    /// <summary>HTML has a name for all that XML escapes.</summary>
    private static string Escape(string text) => XmlText.Escape(text);

    private static XmlTag Element(SourceWriter w, string name, string attributes = "") => new(w, name, attributes);
}
