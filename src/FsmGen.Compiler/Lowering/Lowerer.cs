using FsmGen.Compiler.Binding;
using FsmGen.Compiler.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FsmGen.Compiler.Lowering;

/// <summary>Works out what each event does in each leaf, so that the emitter only writes.</summary>
internal sealed class Lowerer
{
    private readonly Exploration _exploration;
    private readonly List<StateSymbol> _leaves;
    private readonly List<EventSymbol> _internal;
    private readonly Dictionary<EventSymbol, HashSet<EventSymbol>> _raisedBy = [];
    private readonly ConstantPlaces _constants = new();

    private Lowerer(Spec spec, Exploration exploration)
    {
        _exploration = exploration;
        var initial = Plan.Start(spec).Leaf;
        _leaves = [.. spec.Leaves.OrderBy(leaf => leaf != initial)];
        _internal = [.. spec.Events.Where(static e => e.IsInternal)];
    }

    public static Machine Lower(Spec spec, Exploration exploration, string fileName, string path, string? rootNamespace)
    {
        var lowerer = new Lowerer(spec, exploration);
        var start = Plan.Start(spec);
        var events = spec.Events.Select(lowerer.LowerEvent).ToList();
        var guards = spec.Guards.Select(static guard => new HostGuard(guard.Name.Text, guard.Parameters, guard.Code, guard.Docs)).ToEquatableArray();
        var actions = spec.Actions.Select(static action => new HostAction(action.Name.Text, action.Parameters, action.Code, action.Docs)).ToEquatableArray();
        var entry = new Branch(null, Outcome.Handled, start.Leaf.Name.Text, [], lowerer.LowerUses(start.After, null), null);
        var hasCode = spec.Guards.Any(static guard => guard.Code is not null) || spec.Actions.Any(static action => action.Code is not null);
        return new Machine(spec.Name.Text, spec.Namespace ?? rootNamespace, spec.Usings.ToEquatableArray(), spec.IsStruct, spec.IsInternal, spec.Docs, fileName,
            // Only a machine with C# in it needs to know where its spec lies.
            hasCode || !lowerer._constants.IsEmpty || events.Exists(static e => e.Place is not null) ? path : null,
            lowerer._leaves.Select(static leaf => new LeafState(leaf.Name.Text, leaf.Docs, leaf.EndsMachine)).ToEquatableArray(),
            events.Where(static e => !e.IsInternal).ToEquatableArray(),
            events.Where(static e => e.IsInternal).ToEquatableArray(),
            guards, actions,
            entry,
            lowerer.Closure(start.After.OfType<Raise>().Select(static raise => raise.Event)))
        {
            IsTable = spec.IsTable && TableDispatch.Fits(spec),
            Telemetry = spec.Telemetry,
            Constants = lowerer._constants.All,
            Definition = Definitions.Of(spec),
            IsChecked = spec.Concurrency == Concurrency.Checked,
        };
    }

    private MachineEvent LowerEvent(EventSymbol trigger)
    {
        var arms = new List<(List<string> Leaves, Arm Arm)>();
        var index = new Dictionary<Arm, int>();
        foreach (var leaf in _leaves)
        {
            // Also where no event can be raised in theory: an action that throws may leave the machine anywhere.
            if (leaf.EndsMachine)
                continue;
            var alternatives = _exploration.AlternativesOf(leaf, trigger);
            var branches = alternatives.Live.Where(static row => row.IsResolved).Select(row => LowerRow(leaf, row)).ToEquatableArray();
            if (branches.Count == 0)
                continue;
            var arm = new Arm([], branches);
            if (!index.TryGetValue(arm, out var position))
            {
                index.Add(arm, position = arms.Count);
                arms.Add(([], arm));
            }

            arms[position].Leaves.Add(leaf.Name.Text);
        }

        return new MachineEvent(trigger.Name.Text, trigger.Parameters, trigger.IsInternal, trigger.Docs,
            arms.Select(static arm => arm.Arm with { States = arm.Leaves.ToEquatableArray() }).ToEquatableArray(), Closure(RaisedBy(trigger)),
            !trigger.IsInternal && trigger.Parameters.Any(static parameter => NamesType(parameter.Type)) ? trigger.Place : null);
    }

    private Branch LowerRow(StateSymbol leaf, Row row)
    {
        if (row.Outcome != Outcome.Handled)
            return new Branch(row.When, row.Outcome, null, [], [], row.Docs.Reference);
        var plan = Plan.Of(leaf, row);
        return new Branch(row.When, Outcome.Handled, row.Target is null ? null : plan.Leaf.Name.Text,
            LowerUses(plan.Before, row.Trigger), LowerUses(plan.After, row.Trigger), row.Docs.Reference);
    }

    private EquatableArray<Effect> LowerUses(IEnumerable<ActionUse> uses, EventSymbol? trigger) =>
        uses.Select(use => use switch
        {
            Call call => new Effect(call.Action.Name.Text, Arguments(call, trigger), null, null) { Constants = _constants.Remember(call) },
            Raise raise => new Effect(raise.Event.Name.Text, [], _internal.IndexOf(raise.Event) + 1, raise.When),
            _ => throw new InvalidOperationException($"{use} cannot be lowered"),
        }).ToEquatableArray();

    /// <summary>Whether a type has a name that may be misspelt.</summary>
    internal static bool NamesType(string type) => SyntaxFactory.ParseTokens(type).Any(static token => token.IsKind(SyntaxKind.IdentifierToken));

    private static EquatableArray<string> Arguments(Call call, EventSymbol? trigger)
    {
        var constants = new Queue<string>(call.Arguments);
        return call.Action.Parameters.Select(parameter =>
            parameter.IsConstant ? constants.Dequeue()
            // A parameter that the event lacks is an error of the spec; the C# stays readable.
            : trigger?.Carries(parameter.Parameter.Name) == true ? parameter.Parameter.Argument : "default!").ToEquatableArray();
    }

    /// <summary>The internal events that can come about within a step that raises these.</summary>
    private EquatableArray<string> Closure(IEnumerable<EventSymbol> raisedFirst)
    {
        var found = new HashSet<EventSymbol>();
        var open = new Queue<EventSymbol>(raisedFirst);
        while (open.Count > 0)
        {
            var next = open.Dequeue();
            if (found.Add(next))
            {
                foreach (var raised in RaisedBy(next))
                    open.Enqueue(raised);
            }
        }

        return _internal.Where(found.Contains).Select(static e => e.Name.Text).ToEquatableArray();
    }

    private IReadOnlyCollection<EventSymbol> RaisedBy(EventSymbol trigger)
    {
        if (!_raisedBy.TryGetValue(trigger, out var raised))
            _raisedBy.Add(trigger, raised = [.. FindRaisedBy(trigger)]);
        return raised;
    }

    private IEnumerable<EventSymbol> FindRaisedBy(EventSymbol trigger) =>
        from leaf in _leaves
        from row in _exploration.AlternativesOf(leaf, trigger).Live
        where row is { Outcome: Outcome.Handled, IsResolved: true }
        let plan = Plan.Of(leaf, row)
        from raise in plan.Before.Concat(plan.After).OfType<Raise>()
        select raise.Event;
}
