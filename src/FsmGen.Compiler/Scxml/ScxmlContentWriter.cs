using FsmGen.Compiler.Binding;
using FsmGen.Compiler.Emit;
using FsmGen.Compiler.Model;
using FsmGen.Compiler.Xml;

namespace FsmGen.Compiler.Scxml;

/// <summary>Writes actions as executable content.</summary>
internal sealed class ScxmlContentWriter(SourceWriter w, Spec spec)
{
    private readonly Dictionary<string, string> _ids = spec.Root.Descendants.ToDictionary(static state => state.Name.Text, ScxmlExporter.IdOf, StringComparer.Ordinal);

    public void Write(IEnumerable<ActionUse> uses)
    {
        foreach (var use in uses)
        {
            switch (use)
            {
                case Call call:
                    w.Line($"<fsm:action{ScxmlExporter.Attributes(("name", call.Action.Name.Text), ("arguments", call.Arguments.Count == 0 ? null : string.Join(", ", call.Arguments)))}/>");
                    break;
                case Raise raise:
                    WriteRaise(raise);
                    break;
                case StartTimer start:
                    // A timer that runs is started anew.
                    WriteStop(start.Timer);
                    WriteStart(start.Timer);
                    break;
                case StopTimer stop:
                    WriteStop(stop.Timer);
                    break;
            }
        }
    }

    public void WriteStart(TimerSymbol timer) =>
        w.Line(timer.Duration is { } duration
            ? $"<send{ScxmlExporter.Attributes(("event", EventOf(timer.Event)), ("id", IdOf(timer)), ("delay", Durations.Format(duration)))}/>"
            : $"<fsm:start{ScxmlExporter.Attributes(("event", EventOf(timer.Event)), ("id", IdOf(timer)), ("delay", string.Join(" ", (timer.Code?.Lines ?? []).Select(static line => line.Text))))}/>");

    public void WriteStop(TimerSymbol timer) => w.Line($"<cancel{ScxmlExporter.Attributes(("sendid", IdOf(timer)))}/>");

    /// <summary>The name of an event as a document knows it.</summary>
    public string EventOf(EventSymbol trigger) => trigger switch
    {
        { Completed: { } state } => $"done.state.{ScxmlExporter.IdOf(state)}",
        { Origin: EventOrigin.Timer } when spec.Timers.FirstOrDefault(timer => timer.Event == trigger && timer.Owner is not null) is { } timer => IdOf(timer),
        _ => ScxmlExporter.IdOf(trigger.Id, trigger.Name.Text),
    };

    /// <summary>A condition as SCXML spells logic.</summary>
    public string Spell(Condition condition) => condition switch
    {
        Condition.Guard guard => guard.Name,
        Condition.In active => $"In('{(_ids.TryGetValue(active.State, out var id) ? id : active.State)}')",
        Condition.Not not => not.Operand is Condition.Atom or Condition.Not ? $"!{Spell(not.Operand)}" : $"!({Spell(not.Operand)})",
        Condition.And and => $"{Side(and.Left)} && {Side(and.Right)}",
        Condition.Or or => $"{Spell(or.Left)} || {Spell(or.Right)}",
        _ => throw new ArgumentOutOfRangeException(nameof(condition)),
    };

    private string Side(Condition side) => side is Condition.Or ? $"({Spell(side)})" : Spell(side);

    private void WriteRaise(Raise raise)
    {
        var element = $"<raise{ScxmlExporter.Attributes(("event", EventOf(raise.Event)))}/>";
        if (raise.When is null)
            w.Line(element);
        else
        {
            using (new XmlTag(w, "if", ScxmlExporter.Attributes(("cond", Spell(raise.When)))))
                w.Line(element);
        }
    }

    /// <summary>The durations of two states may be the same.</summary>
    private static string IdOf(TimerSymbol timer) => timer.Owner is { } owner ? $"{timer.Name.Text.Replace(' ', '.')}.{ScxmlExporter.IdOf(owner)}" : timer.Name.Text;
}
