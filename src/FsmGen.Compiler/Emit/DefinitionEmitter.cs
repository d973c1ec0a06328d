using FsmGen.Compiler.Model;
using Microsoft.CodeAnalysis.CSharp;

namespace FsmGen.Compiler.Emit;

/// <summary>
/// Writes what a machine can be asked about its spec. The types are the machine's own: a library that shows a machine has
/// nothing else to depend on. The data is made when it is first asked for, and reading it allocates nothing.
/// </summary>
internal sealed class DefinitionEmitter
{
    /// <summary>How many rows one method makes: the JIT takes its time over long ones.</summary>
    private const int RowsAtOnce = 256;

    private readonly SourceWriter _w;
    private readonly Definition _definition;

    private DefinitionEmitter(SourceWriter w, Definition definition) => (_w, _definition) = (w, definition);

    public static void Write(SourceWriter w, Definition definition) => new DefinitionEmitter(w, definition).Emit();

    /// <summary>An outcome in the word that the language has for it.</summary>
    public static string WordOf(Outcome outcome) => outcome.ToString().ToLowerInvariant();

    private void Emit()
    {
        _w.Line();
        _w.Line("/// <summary>What the spec says of this machine.</summary>");
        using (_w.Braces("public static class Definition"))
        {
            EmitText("Name", _definition.Name, "The name of the machine.");
            EmitText("Summary", _definition.Docs.Summary, "What it is.");
            EmitText("Reference", _definition.Docs.Reference, "Where to read on.");
            EmitList("StateInfo", "States", "All states in document order, those with nested ones before these.");
            EmitList("EventInfo", "Events", "All events in document order, internal ones among them.");
            EmitList("RowInfo", "Rows", "All rows in document order: of those for one event in one state, the first whose condition holds is taken.");
            EmitTypes();
            EmitData();
        }
    }

    private void EmitText(string name, string? text, string summary)
    {
        _w.Line($"/// <summary>{summary}</summary>");
        _w.Line($"public static string{(name == "Name" ? "" : "?")} {name} => {Literal(text)};");
        _w.Line();
    }

    private void EmitList(string type, string name, string summary)
    {
        _w.Line($"/// <summary>{summary}</summary>");
        _w.Verbatim(MachineEmitter.IfSpans);
        _w.Line($"public static global::System.ReadOnlySpan<{type}> {name} => Data.{name};");
        _w.Verbatim("#else");
        _w.Line($"public static global::System.Collections.Generic.IReadOnlyList<{type}> {name} => Data.{name};");
        _w.Verbatim("#endif");
        _w.Line();
    }

    private void EmitTypes()
    {
        EmitType("StateInfo", "A state.",
            ("string", "Name", "The name: if it has no nested states, a value of the enum of states."), ("string?", "Parent", "The state around it; null: none."),
            ("bool", "IsFinal", "Whether nothing leaves it."), (List, "Entry", "What runs on entering it."), (List, "Exit", "What runs on leaving it."),
            Summary, Reference);
        EmitType("EventInfo", "An event.",
            ("string", "Name", "The name: if it is not internal, a value of the enum of events."), (List, "Parameters", "What it carries, as C# declares it."),
            ("bool", "IsInternal", "Whether nobody outside fires it."), Summary, Reference);
        EmitType("RowInfo", "What a state does with an event.",
            ("string", "Source", "The state it stands in."), ("string", "Event", "The event."), ("string?", "When", "The condition; null: always."),
            ("string", "Outcome", "A word of the language: handled, ignored, rejected, deferred or never."), (List, "Targets", "The states to enter; none: the state is kept."),
            (List, "Actions", "What runs between leaving and entering."), Summary, Reference);
    }

    private const string List = "global::System.Collections.Generic.IReadOnlyList<string>";

    private static readonly (string, string, string) Summary = ("string?", "Summary", "What its author says of it.");

    private static readonly (string, string, string) Reference = ("string?", "Reference", "Where to read on.");

    private void EmitType(string name, string summary, params (string Type, string Name, string Summary)[] properties)
    {
        _w.Line($"/// <summary>{summary}</summary>");
        using (_w.Braces($"public sealed class {name}"))
        {
            using (_w.Braces($"internal {name}({string.Join(", ", properties.Select(static property => $"{property.Type} {Local(property.Name)}"))})"))
            {
                foreach (var property in properties)
                    _w.Line($"{property.Name} = {Local(property.Name)};");
            }

            foreach (var property in properties)
            {
                _w.Line();
                _w.Line($"/// <summary>{property.Summary}</summary>");
                _w.Line($"public {property.Type} {property.Name} {{ get; }}");
            }
        }

        _w.Line();
    }

    private void EmitData()
    {
        using (_w.Braces("private static class Data"))
        {
            _w.Line("private static readonly string[] None = new string[0];");
            _w.Line();
            EmitArray("StateInfo", "States", [.. _definition.States.Select(static state =>
                $"{Literal(state.Name)}, {Literal(state.Parent)}, {(state.IsFinal ? "true" : "false")}, {Texts(state.Entry)}, {Texts(state.Exit)}, {Literal(state.Docs.Summary)}, {Literal(state.Docs.Reference)}")]);
            EmitArray("EventInfo", "Events", [.. _definition.Events.Select(static e =>
                $"{Literal(e.Name)}, {Texts(e.Parameters)}, {(e.IsInternal ? "true" : "false")}, {Literal(e.Docs.Summary)}, {Literal(e.Docs.Reference)}")]);
            EmitArray("RowInfo", "Rows", [.. _definition.Rows.Select(static row =>
                $"{Literal(row.Source)}, {Literal(row.Event)}, {Literal(row.When)}, \"{WordOf(row.Outcome)}\", {Texts(row.Targets)}, {Texts(row.Actions)}, {Literal(row.Docs.Summary)}, {Literal(row.Docs.Reference)}")]);
        }
    }

    private void EmitArray(string type, string name, IReadOnlyList<string> items)
    {
        if (name != "States")
            _w.Line();
        if (items.Count <= RowsAtOnce)
        {
            _w.Line($"public static readonly {type}[] {name} =");
            _w.Line("{");
            foreach (var item in items)
                _w.Line($"    new {type}({item}),");
            _w.Line("};");
            return;
        }

        _w.Line($"public static readonly {type}[] {name} = Make{name}();");
        _w.Line();
        using (_w.Braces($"private static {type}[] Make{name}()"))
        {
            _w.Line($"var made = new {type}[{items.Count}];");
            for (var start = 0; start < items.Count; start += RowsAtOnce)
                _w.Line($"Make{name}{start}(made);");
            _w.Line("return made;");
        }

        for (var start = 0; start < items.Count; start += RowsAtOnce)
        {
            _w.Line();
            using (_w.Braces($"private static void Make{name}{start}({type}[] made)"))
            {
                for (var i = start; i < Math.Min(start + RowsAtOnce, items.Count); i++)
                    _w.Line($"made[{i}] = new {type}({items[i]});");
            }
        }
    }

    private static string Local(string name) => char.ToLowerInvariant(name[0]) + name.Substring(1) is var local && SyntaxFacts.GetKeywordKind(local) != SyntaxKind.None ? $"@{local}" : local;

    private static string Texts(EquatableArray<string> texts) => texts.Count == 0 ? "None" : $"new[] {{ {string.Join(", ", texts.Select(Literal))} }}";

    private static string Literal(string? text) => text is null ? "null" : SymbolDisplay.FormatLiteral(text, quote: true);
}
