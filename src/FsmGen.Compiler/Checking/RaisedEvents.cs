using FsmGen.Compiler.Analysis;
using FsmGen.Compiler.Binding;
using FsmGen.Compiler.Lowering;
using FsmGen.Compiler.Model;

namespace FsmGen.Compiler.Checking;

/// <summary>Finds steps that raise more events than there is room for.</summary>
internal static class RaisedEvents
{
    /// <summary>An internal event's number takes a byte of the generated queue; zero is "none".</summary>
    private const int MaximumInternalEvents = byte.MaxValue;

    public static void Check(Spec spec, Exploration exploration, Findings findings)
    {
        if (exploration.Overflow is var (raise, waiting))
            findings.Add(Rules.RaiseOverflow, raise.Span, waiting.ToString(System.Globalization.CultureInfo.InvariantCulture), $"{RaisedQueue.Capacity}", "");
        if (spec.Events.Where(static e => e.IsInternal).Skip(MaximumInternalEvents).FirstOrDefault() is { } tooMany)
            findings.Add(Rules.InternalEvent, tooMany.Name.Span, $"Event '{tooMany.Name.Text}' is one too many: a machine has at most {MaximumInternalEvents} internal events");
    }

    public static void Check(StateSpace space, Findings findings)
    {
        if (space.Overflow is { } overflow)
            findings.Add(Rules.RaiseOverflow, overflow.Place, overflow.Waiting.ToString(System.Globalization.CultureInfo.InvariantCulture), $"{RaisedQueue.Capacity}", $", after '{overflow.Way}'");
    }
}
