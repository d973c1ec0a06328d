using FsmGen.Compiler.Binding;
using FsmGen.Compiler.Emit;
using FsmGen.Compiler.Model;
using FsmGen.Compiler.Xml;

namespace FsmGen.Compiler.Scxml;

/// <summary>Writes the rows of a state as transitions.</summary>
internal sealed class ScxmlTransitionWriter
{
    private readonly SourceWriter _w;
    private readonly ScxmlContentWriter _content;
    private readonly bool _hasPrefixes;

    public ScxmlTransitionWriter(SourceWriter w, Spec spec, ScxmlContentWriter content)
    {
        (_w, _content) = (w, content);
        var ids = new HashSet<string>(spec.AllEvents.Select(content.EventOf), StringComparer.Ordinal);
        _hasPrefixes = ids.Any(id => Prefixes(id).Any(ids.Contains));
    }

    public void Write(StateSymbol state)
    {
        foreach (var (trigger, rows) in state.Rows.Where(static pair => pair.Key.Origin == EventOrigin.Always).Select(static pair => (pair.Key, pair.Value)))
            WriteAll(null, rows);
        foreach (var (descriptors, rows) in Group(state))
            WriteAll(descriptors, rows);
    }

    /// <summary>
    /// The rows of each event; one transition is enough for events that share theirs. A descriptor matches whatever begins
    /// with it, so a name that begins with another goes before that one, and stands alone.
    /// </summary>
    private IEnumerable<(string Descriptors, IReadOnlyList<Row> Rows)> Group(StateSymbol state)
    {
        var pairs = state.Rows.Where(static pair => pair.Key.Origin != EventOrigin.Always).Select(pair => (Id: _content.EventOf(pair.Key), Rows: Live(pair.Value)));
        var groups = _hasPrefixes
            ? pairs.Select(static pair => (Ids: new List<string> { pair.Id }, pair.Rows))
            : pairs.GroupBy(static pair => string.Join(" ", pair.Rows.Select(static row => row.Span.Start))).Select(static group => (Ids: group.Select(static pair => pair.Id).ToList(), group.First().Rows));
        return groups
            .OrderBy(static group => group.Ids.Contains("*"))
            .ThenByDescending(group => _hasPrefixes ? group.Ids[0].Count(static c => c == '.') : 0)
            .Select(static group => (string.Join(" ", group.Ids), group.Rows));
    }

    /// <summary>Those up to the first that takes every case: <c>any</c> stands behind rows of its own events.</summary>
    private static IReadOnlyList<Row> Live(IReadOnlyList<Row> rows)
    {
        var last = rows.TakeWhile(static row => row.When is not null).Count();
        return last < rows.Count - 1 ? [.. rows.Take(last + 1)] : rows;
    }

    private static IEnumerable<string> Prefixes(string id)
    {
        for (var dot = id.LastIndexOf('.'); dot > 0; dot = id.LastIndexOf('.', dot - 1))
            yield return id.Substring(0, dot);
    }

    private void WriteAll(string? descriptors, IReadOnlyList<Row> rows)
    {
        foreach (var row in rows)
            WriteRow(descriptors, row);
    }

    private void WriteRow(string? descriptors, Row row)
    {
        if (row.Docs.Summary is { Length: > 0 } summary)
            _w.Line($"<!-- {XmlText.Comment(summary)} -->");
        var attributes = ScxmlExporter.Attributes(
            ("event", descriptors),
            ("cond", row.When is null ? null : _content.Spell(row.When)),
            ("target", row.Targets.Count == 0 ? null : ScxmlExporter.Ids(row.Targets)),
            ("type", row.StaysInSource ? "internal" : null));
        var word = row.Outcome switch { Outcome.Rejected => "reject", Outcome.Never => "never", Outcome.Deferred => "defer", _ => null };
        if (word is null && row.Do.Count == 0)
            _w.Line($"<transition{attributes}/>");
        else
        {
            using (new XmlTag(_w, "transition", attributes))
            {
                if (word is not null)
                    _w.Line($"<fsm:{word}/>");
                _content.Write(row.Do);
            }
        }
    }
}
