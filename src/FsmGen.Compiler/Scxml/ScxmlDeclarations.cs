using FsmGen.Compiler.Emit;
using FsmGen.Compiler.Yaml;

namespace FsmGen.Compiler.Scxml;

/// <summary>Writes the events, guards, actions and timers of a document.</summary>
internal static class ScxmlDeclarations
{
    public static void Write(SourceWriter w, ScxmlSignatures signatures, ScxmlEvents events, ScxmlTimers timers, ScxmlNames names, ScxmlSymbols symbols)
    {
        WriteSection(w, "events", [.. events.Declared.Where(id => !timers.IsOwned(id))], id => DeclareEvent(id, names.EventOf(id), signatures.Events.TryGetValue(id, out var signature) ? signature : null));
        WriteSection(w, "guards", symbols.Guards, Declare);
        WriteSection(w, "actions", symbols.Actions, Declare);
        WriteSection(w, "timers", timers.Named, timer => DeclareTimer(timer, timers.IsOwned(timer.Event) ? null : names.EventOf(timer.Event)));
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

    private static string DeclareEvent(string id, string name, ScxmlSignature? signature) => Entry(
        Key(name, signature?.Parameters),
        signature?.Summary,
        name == id ? null : $"id: {YamlText.Quote(id)}",
        signature is { IsInternal: true } ? "internal: true" : null,
        signature is { IsTransient: true } ? "transient: true" : null);

    private static string Declare(ScxmlSymbol symbol) => Entry(Key(symbol.Name, symbol.Parameters), symbol.Summary, symbol.IsAsync ? "async: true" : null);

    private static string DeclareTimer(ScxmlTimer timer, string? trigger) => (timer, trigger) switch
    {
        ({ IsCode: false }, null) => $"{timer.Name}: {timer.Delay}",
        _ => Entry(timer.Name, null, timer.IsCode ? $"code: {YamlText.Quote(timer.Delay)}" : $"after: {timer.Delay}", trigger is null ? null : $"event: {trigger}"),
    };

    private static string Key(string name, string? parameters)
    {
        var key = parameters is null ? name : $"{name}({parameters})";
        return key.All(static c => c is ' ' or '(' or ')' or ',' or '.' or '_' or '<' or '>' or '?' || char.IsLetterOrDigit(c)) ? key : YamlText.QuoteSingly(key);
    }

    private static string Entry(string key, string? summary, params string?[] more)
    {
        var rest = more.Where(static item => item is not null).ToList();
        return rest.Count > 0 ? $"{key}: {{ {string.Join(", ", summary is null ? rest : rest.Append($"summary: {YamlText.Quote(summary)}"))} }}"
            : summary is null ? $"{key}:" : $"{key}: {YamlText.Quote(summary)}";
    }
}
