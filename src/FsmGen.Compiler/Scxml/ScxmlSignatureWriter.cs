using FsmGen.Compiler.Binding;
using FsmGen.Compiler.Emit;
using FsmGen.Compiler.Xml;

namespace FsmGen.Compiler.Scxml;

/// <summary>Writes what a spec declares, and SCXML does not: events with what they carry, guards and actions.</summary>
internal sealed class ScxmlSignatureWriter(SourceWriter w, ScxmlContentWriter content)
{
    public void Write(Spec spec)
    {
        foreach (var trigger in spec.Events.Where(static trigger => trigger.Origin is EventOrigin.External or EventOrigin.Internal))
        {
            var id = content.EventOf(trigger);
            // An internal event names what it carries on; the events that raise it say of which types.
            var parameters = trigger.Parameters.Select(parameter => trigger.IsInternal ? parameter.Name : parameter.Declaration);
            Write("event", trigger, parameters, ("id", id == trigger.Name.Text ? null : id), ("internal", Flag(trigger.IsInternal)), ("transient", Flag(trigger.IsTransient)));
        }

        foreach (var guard in spec.Guards)
            Write("guard", guard, guard.Parameters.Select(static parameter => parameter.Name));
        foreach (var action in spec.Actions)
            Write("action", action, action.Parameters.Select(static parameter => parameter.IsConstant ? parameter.Parameter.Declaration : parameter.Parameter.Name), ("async", Flag(action.IsAsync)));
    }

    private static string? Flag(bool value) => value ? "true" : null;

    private void Write(string kind, Symbol symbol, IEnumerable<string> parameters, params (string Name, string? Value)[] more)
    {
        if (symbol.Docs.Summary is { Length: > 0 } summary)
            w.Line($"<!-- {XmlText.Comment(summary)} -->");
        var list = string.Join(", ", parameters);
        w.Line($"<fsm:{kind}{ScxmlExporter.Attributes([("name", symbol.Name.Text), ("parameters", list.Length == 0 ? null : list), .. more])}/>");
    }
}
