using FsmGen.Compiler.Binding;
using FsmGen.Compiler.Emit;
using FsmGen.Compiler.Model;
using FsmGen.Compiler.Xml;

namespace FsmGen.Compiler.Scxml;

/// <summary>
/// Writes a spec as an SCXML document. Guards stand in <c>cond</c> by their names: a document with one claims a data model of
/// ours, since those of the null data model are <c>In('…')</c> and nothing else. Actions, signatures, and the words that SCXML lacks, are elements of a
/// namespace of ours, which other tools pass over.
/// </summary>
internal sealed class ScxmlExporter
{
    /// <summary>The namespace of <c>event</c>, <c>guard</c>, <c>action</c>, <c>start</c>, <c>reject</c>, <c>never</c> and <c>defer</c>.</summary>
    public const string Namespace = "urn:fsmgen";

    /// <summary>The data model of conditions that name guards; <c>!</c>, <c>&amp;&amp;</c>, <c>||</c>, <c>In('…')</c> and parentheses are its operators.</summary>
    public const string DataModel = "x-fsmgen";

    private readonly SourceWriter _w = new(indent: 2);
    private readonly ScxmlContentWriter _content;
    private readonly ScxmlTransitionWriter _transitions;
    private readonly Spec _spec;

    private ScxmlExporter(Spec spec)
    {
        _spec = spec;
        _content = new ScxmlContentWriter(_w, spec);
        _transitions = new ScxmlTransitionWriter(_w, spec, _content);
    }

    /// <summary>The document; equal specs give equal text.</summary>
    public static string Export(Spec spec)
    {
        var exporter = new ScxmlExporter(spec);
        exporter.WriteMachine();
        return exporter._w.ToString();
    }

    private void WriteMachine()
    {
        _w.Line("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        WriteComment(_spec.Docs.Summary);
        var root = _spec.Root;
        var id = FreeId();
        var initial = root.IsParallel || root.Default is { Do.Count: > 0 } ? id : Ids(root.Default?.Targets ?? []);
        using (Element("scxml", ("xmlns", ScxmlReader.Namespace), ("xmlns:fsm", Namespace), ("version", "1.0"), ("datamodel", NeedsDataModel() ? DataModel : "null"), ("name", _spec.Name.Text), ("initial", initial)))
        {
            new ScxmlSignatureWriter(_w, _content).Write(_spec);
            if (root.IsParallel)
            {
                // The root of a document has no regions: a state takes its place.
                using (Element("parallel", ("id", id)))
                    WriteChildren(root);
                return;
            }

            if (root.Default is { Do.Count: > 0 } entered)
            {
                // Nor has it a transition to its initial state: another one leads there at once.
                using (Element("state", ("id", id)))
                    WriteDefault(entered);
            }

            WriteChildren(root);
        }
    }

    /// <summary>A name for a state that the spec does not have.</summary>
    private string FreeId()
    {
        var taken = new HashSet<string>(_spec.Root.Descendants.SelectMany(static state => state.Histories.Prepend(state)).Select(IdOf), StringComparer.Ordinal);
        // Not that of the machine: a spec could not give it to a state.
        var id = $"{_spec.Name.Text}_";
        while (!taken.Add(id))
            id += "_";
        return id;
    }

    private void WriteChildren(StateSymbol parent)
    {
        foreach (var history in parent.Histories)
        {
            WriteComment(history.Docs.Summary);
            using (Element("history", ("id", IdOf(history)), ("type", history.History == HistoryKind.Deep ? "deep" : "shallow")))
                WriteDefault(history.Default);
        }

        foreach (var state in parent.Children)
            WriteState(state);
    }

    private void WriteState(StateSymbol state)
    {
        WriteComment(state.Docs.Summary);
        var name = state.IsFinal ? "final" : state.IsParallel ? "parallel" : "state";
        var entered = state.IsCompound ? state.Default : null;
        var initial = entered is { Do.Count: 0 } ? Ids(entered.Targets) : null;
        var isEmpty = state.IsLeaf && state.Rows.Count == 0 && state.Entry.Count == 0 && state.Exit.Count == 0 && state.Timers.Count == 0;
        if (isEmpty)
        {
            _w.Line($"<{name}{Attributes(("id", IdOf(state)))}/>");
            return;
        }

        using (Element(name, ("id", IdOf(state)), ("initial", initial)))
        {
            if (entered is { Do.Count: > 0 })
            {
                using (Element("initial"))
                    WriteDefault(entered);
            }

            WriteEntry(state);
            WriteExit(state);
            _transitions.Write(state);
            WriteChildren(state);
        }
    }

    private void WriteEntry(StateSymbol state)
    {
        if (state.Entry.Count + state.Timers.Count == 0)
            return;
        using (Element("onentry"))
        {
            foreach (var timer in state.Timers)
                _content.WriteStart(timer);
            _content.Write(state.Entry);
        }
    }

    private void WriteExit(StateSymbol state)
    {
        if (state.Exit.Count + state.Timers.Count == 0)
            return;
        using (Element("onexit"))
        {
            foreach (var timer in state.Timers)
                _content.WriteStop(timer);
            _content.Write(state.Exit);
        }
    }

    private void WriteDefault(DefaultEntry? entered)
    {
        var target = ("target", Ids(entered?.Targets ?? []));
        if (entered is not { Do.Count: > 0 })
            _w.Line($"<transition{Attributes(target)}/>");
        else
        {
            using (Element("transition", target))
                _content.Write(entered.Do);
        }
    }

    /// <summary>Whether some condition is more than the question for one state.</summary>
    private bool NeedsDataModel() => _spec.Root.Descendants.Prepend(_spec.Root)
        .SelectMany(static state => state.Histories.Prepend(state))
        .SelectMany(static state => state.Rows.Values.SelectMany(static rows => rows).Select(static row => row.When).Concat(UsesOf(state).OfType<Raise>().Select(static raise => raise.When)))
        .Any(static condition => condition is not (null or Condition.In));

    private static IEnumerable<ActionUse> UsesOf(StateSymbol state) =>
        state.Entry.Concat(state.Exit).Concat(state.Default?.Do ?? []).Concat(state.Rows.Values.SelectMany(static rows => rows).SelectMany(static row => row.Do));

    private void WriteComment(string? summary)
    {
        if (summary is { Length: > 0 })
            _w.Line($"<!-- {XmlText.Comment(summary)} -->");
    }

    private XmlTag Element(string name, params (string Name, string? Value)[] attributes) => new(_w, name, Attributes(attributes));

    public static string Attributes(params (string Name, string? Value)[] attributes) =>
        string.Concat(attributes.Where(static attribute => attribute.Value is not null).Select(static attribute => $" {attribute.Name}=\"{XmlText.Escape(attribute.Value!)}\""));

    /// <summary>The name that a document gave, unless it would not be one there.</summary>
    public static string IdOf(StateSymbol state) => IdOf(state.Id, state.Name.Text);

    public static string IdOf(string? id, string name) => id is { Length: > 0 } && !id.Any(static c => char.IsWhiteSpace(c) || c == '\'') ? id : name;

    public static string Ids(IEnumerable<StateSymbol> states) => string.Join(" ", states.Select(IdOf));
}
