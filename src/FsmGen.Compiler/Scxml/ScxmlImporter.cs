using FsmGen.Compiler.Emit;
using FsmGen.Compiler.Yaml;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Compiler.Scxml;

/// <summary>What becomes of a document: a spec, unless there is an error, and what there is to say.</summary>
internal sealed record ScxmlImport(string? Yaml, IReadOnlyList<ScxmlNote> Notes);

/// <summary>Writes an SCXML document (W3C, null data model) as the spec of a machine that behaves alike.</summary>
internal sealed class ScxmlImporter
{
    private readonly SourceWriter _w = new(indent: 2);
    private readonly ScxmlState _machine;
    private readonly ScxmlNotes _notes;
    private readonly ScxmlSignatures _signatures;
    private readonly ScxmlTimers _timers;
    private readonly ScxmlEvents _events;
    private readonly ScxmlNames _names;
    private readonly ScxmlSymbols _symbols;
    private readonly ScxmlContent _content;
    private readonly ScxmlRowReader _rows;

    private ScxmlImporter(ScxmlState machine, string file, ScxmlNotes notes)
    {
        _machine = machine;
        _notes = notes;
        _signatures = new ScxmlSignatures(machine, notes);
        _timers = new ScxmlTimers(machine, _signatures, notes);
        _events = new ScxmlEvents(machine, _signatures, _timers, notes);
        _names = new ScxmlNames(machine.Element["name"], file, [.. machine.All.Skip(1)], _events.Declared, _signatures.Events);
        foreach (var timer in _timers.Named)
            timer.Name = _timers.IsOwned(timer.Event) ? _names.EventOf(timer.Event) : _names.TakeTimer(timer.Id ?? timer.Event);
        _symbols = new ScxmlSymbols(_names, machine, _signatures, notes);
        _content = new ScxmlContent(_names, _events, _symbols, _timers, notes);
        _rows = new ScxmlRowReader(_names, _events, _symbols, _timers, _content, _signatures.Any, notes);
    }

    /// <summary>Imports a document.</summary>
    /// <param name="text">The document.</param>
    /// <param name="path">Its path: the machine has the name of the file if the document names none.</param>
    public static ScxmlImport Import(SourceText text, string path)
    {
        var notes = new ScxmlNotes();
        var file = SpecFile.NameOf(path);
        var yaml = ScxmlReader.Read(text.ToString(), notes) is { } root && ScxmlStateReader.Read(root, notes) is { } machine
            ? new ScxmlImporter(machine, file.Split('.')[0], notes).Write(file)
            : null;
        if (yaml?.Length > YamlLimits.Characters)
            notes.Error(default, $"The document is too large: the spec would have more than {YamlLimits.Characters:N0} characters");
        return new ScxmlImport(notes.HasErrors ? null : yaml, notes.Sorted());
    }

    private string Write(string file)
    {
        // What the states need stands above them.
        WriteDefault("initial", _machine);
        using (_w.Indented("states:"))
            WriteChildren(_machine);
        var states = _w.ToString();

        var w = new SourceWriter(indent: 2);
        WriteHead(w, file);
        ScxmlDeclarations.Write(w, _signatures, _events, _timers, _names, _symbols);
        w.Line();
        return w.ToString() + states;
    }

    private void WriteHead(SourceWriter w, string file)
    {
        w.Line($"# Imported from {YamlText.Comment(file)} by fsmgen.");
        var called = _machine.Element["name"] is { Length: > 0 } name && name != _names.Machine ? name : null;
        if (called is not null || !_signatures.Any)
            ScxmlRow.WriteComment(w, _machine.Element.Comment);
        var notes = _notes.Sorted();
        if (notes.Count > 0)
        {
            w.Line("#");
            foreach (var note in notes)
                w.Line($"# Line {note.Position.Line + 1}: {Sentence(YamlText.Comment(note.Message))}");
        }

        w.Line();
        w.Line($"machine: {_names.Machine}");
        if (called is not null)
            w.Line($"summary: {YamlText.Quote(called)}");
        else
            WriteSummary(w, _machine);
        // SCXML drops an event that nothing waits for.
        w.Line("unhandled: ignore");
    }

    private void WriteChildren(ScxmlState parent)
    {
        var isFirst = true;
        foreach (var state in parent.Children)
        {
            if (parent.Parent is null && !isFirst)
                _w.Line();
            isFirst = false;
            if (!_signatures.Any)
                ScxmlRow.WriteComment(_w, state.Element.Comment);
            using (_w.Indented($"{_names[state]}:"))
                WriteState(state);
        }
    }

    /// <summary>A note ends with a period, unless it ends a sentence as it is.</summary>
    private static string Sentence(string note) => note.Length > 0 && note[note.Length - 1] is '.' or '?' or '!' or '…' ? note : $"{note}.";

    private void WriteSummary(SourceWriter w, ScxmlState state)
    {
        if (_signatures.Any && state.Element.Comment?.Trim() is { Length: > 0 } summary)
            w.Line($"summary: {YamlText.Quote(summary)}");
    }

    private void WriteState(ScxmlState state)
    {
        WriteSummary(_w, state);
        if (state.Element["id"] is { Length: > 0 } id && id != _names[state])
            _w.Line($"id: {YamlText.Quote(id)}");
        if (state.Kind == ScxmlKind.History)
        {
            _w.Line($"history: {(state.Element["type"] == "deep" ? "deep" : "shallow")}");
            WriteDefault("default", state);
            return;
        }

        if (state.Kind == ScxmlKind.Final)
            _w.Line("final: true");
        if (state.IsCompound)
            WriteDefault("initial", state);
        WriteActions(state);

        var rows = _rows.Read(state);
        if (rows.Done.Count > 0)
            ScxmlRow.Write(_w, "done", rows.Done);
        if (rows.Always.Count > 0)
            ScxmlRow.Write(_w, "always", rows.Always);
        WriteRows("after", rows.After);
        WriteRows("on", rows.On);

        if (state.Children.Count > 0)
        {
            using (_w.Indented(state.Kind == ScxmlKind.Parallel ? "regions:" : "states:"))
                WriteChildren(state);
        }
    }

    private void WriteRows(string key, IReadOnlyList<ScxmlRowGroup> groups)
    {
        if (groups.Count == 0)
            return;
        using (_w.Indented($"{key}:"))
        {
            foreach (var group in groups)
                ScxmlRow.Write(_w, group.Key, group.Rows);
        }
    }

    private void WriteActions(ScxmlState state)
    {
        var (entry, exit) = (_content.Read(state.Entry), _content.Read(state.Exit));
        // A final state at the top level is left only when the machine ends, which it does on entering it.
        if (state is { Kind: ScxmlKind.Final, Parent.Kind: ScxmlKind.Machine })
            (entry, exit) = ([.. entry, .. exit], []);
        if (entry.Count > 0)
            ScxmlRow.WriteList(_w, "entry", entry);
        if (exit.Count > 0)
            ScxmlRow.WriteList(_w, "exit", exit);
    }

    private void WriteDefault(string key, ScxmlState state)
    {
        var targets = state.Default!.Targets.Select(target => _names[target]).ToList();
        var actions = _content.Read(state.Default.Element.Children);
        if (actions.Count == 0)
            ScxmlRow.WriteList(_w, key, targets);
        else
        {
            using (_w.Indented($"{key}:"))
            {
                ScxmlRow.WriteList(_w, "to", targets);
                ScxmlRow.WriteList(_w, "do", actions);
            }
        }
    }
}
