using FsmGen.Compiler.Emit;
using FsmGen.Compiler.Yaml;

namespace FsmGen.Compiler.Scxml;

/// <summary>Writes the events, guards and actions of a document.</summary>
internal static class ScxmlDeclarations
{
    public static void Write(SourceWriter w, ScxmlEvents events, ScxmlNames names, ScxmlSymbols symbols)
    {
        WriteSection(w, "events", events.Declared, id => names.EventOf(id) == id ? $"{id}:" : $"{names.EventOf(id)}: {{ id: {YamlText.Quote(id)} }}");
        WriteSection(w, "guards", symbols.Guards, Declare);
        WriteSection(w, "actions", symbols.Actions, Declare);
    }

    private static void WriteSection<T>(SourceWriter w, string key, IReadOnlyList<T> items, Func<T, string> line)
    {
        if (items.Count == 0)
            return;
        w.Line();
        using (w.Indented($"{key}:"))
        {
            foreach (var item in items)
                w.Line(line(item));
        }
    }

    private static string Declare(ScxmlSymbol symbol) => symbol.Summary is { } summary ? $"{symbol.Name}: {YamlText.Quote(summary)}" : $"{symbol.Name}:";
}
