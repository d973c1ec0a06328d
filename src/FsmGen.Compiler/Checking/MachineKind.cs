using FsmGen.Compiler.Binding;
using FsmGen.Compiler.Lowering;
using FsmGen.Compiler.Model;

namespace FsmGen.Compiler.Checking;

/// <summary>Finds what a machine of its kind cannot do.</summary>
internal static class MachineKind
{
    public static void Check(Spec spec, Findings findings)
    {
        var deferring = spec.Root.Descendants.SelectMany(static state => state.Rows.Values).SelectMany(static rows => rows).Where(static row => row.Outcome == Outcome.Deferred).ToList();
        if (spec.IsTable)
            TableMachine.Check(spec, findings);
        if (spec.IsStruct)
            CheckStruct(spec, deferring.Count > 0, findings);
        foreach (var row in deferring.Where(static row => row.Trigger.IsTransient))
            findings.Add(Rules.KindOfMachine, row.Span, $"Event '{row.Trigger}' cannot wait: what it carries lives for one step only");

        foreach (var row in deferring.Where(row => spec.TakesSnapshots))
        {
            if (row.Trigger.Parameters.FirstOrDefault(static parameter => !SnapshotSchema.Writable.Contains(parameter.Type)) is { } parameter)
                findings.Add(Rules.KindOfMachine, row.Span, $"Event '{row.Trigger}' cannot be deferred where 'snapshots' is true: a snapshot cannot hold a '{parameter.Type}'");
        }

        var waits = spec.IsAsync ? "async" : spec.Concurrency == Concurrency.Serialized ? "concurrency" : spec.QueuesReentrant ? "reentrancy" : null;
        foreach (var trigger in spec.Events.Where(e => waits is not null && e.IsTransient))
            findings.Add(Rules.KindOfMachine, trigger.Name.Span, $"Event '{trigger}' cannot wait, because what it carries lives for one step only, and '{waits}' may make it");

        if (spec.IsAsync && spec.Timers.Count > 0)
            findings.Add(Rules.KindOfMachine, spec.Places["async"], "An asynchronous machine has no timers: nobody would wait for what they do");
        if (spec.Concurrency == Concurrency.Serialized && spec.Timers.Count > 0)
            findings.Add(Rules.KindOfMachine, spec.Places["concurrency"], "A machine with timers cannot be 'serialized': its events would start and stop timers while another thread moves their wheel. Leave 'concurrency' out and let one gate in front of the wheel serialize its machines, as docs/host-classes.md does");
        if (spec.IsAsync && spec.Concurrency == Concurrency.Checked)
            findings.Add(Rules.KindOfMachine, spec.Places["concurrency"], "'checked' knows machines by their thread, and an asynchronous one moves from thread to thread: write 'serialized'");

        foreach (var action in spec.Actions.Where(action => action.IsAsync && !spec.IsAsync))
            findings.Add(Rules.KindOfMachine, action.Name.Span, $"Action '{action}' is asynchronous, and the machine is not: write 'async: true' at the top");
    }

    private static void CheckStruct(Spec spec, bool defers, Findings findings)
    {
        var why = spec.Timers.Count > 0 ? "timers is a class, since they refer to it"
            : defers ? "deferred events is a class, since they need room"
            : spec.QueuesReentrant ? "'reentrancy: queue' is a class, since what waits needs room"
            : spec.Concurrency == Concurrency.Serialized ? "'concurrency: serialized' is a class, since what waits needs room"
            : spec.IsAsync ? "'async: true' is a class, since a copy would go on alone"
            : null;
        if (why is not null)
            findings.Add(Rules.KindOfMachine, spec.Places["kind"], $"A machine with {why}: take away 'kind: struct'");
    }
}
