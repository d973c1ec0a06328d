using FsmGen.Compiler.Binding;
using FsmGen.Compiler.Model;

namespace FsmGen.Compiler.Lowering;

/// <summary>Numbers what a statechart is made of, so that the emitter only writes.</summary>
internal sealed class ChartLowerer
{
    private readonly Spec _spec;
    private readonly List<StateSymbol> _states;
    private readonly List<EventSymbol> _events;
    private readonly Dictionary<StateSymbol, int> _numbers;
    private readonly Dictionary<EventSymbol, int> _eventNumbers;
    private readonly Dictionary<Row, int> _rowNumbers = [];
    private readonly List<ChartRow> _rows = [];
    private readonly ConstantPlaces _constants = new();

    private ChartLowerer(Spec spec)
    {
        _spec = spec;
        _states = [spec.Root, .. spec.Root.Descendants];
        var histories = _states.SelectMany(static state => state.Histories);
        _numbers = _states.Concat(histories).Select(static (state, number) => (state, number)).ToDictionary(static pair => pair.state, static pair => pair.number);

        // What can be raised comes first: its number takes a byte.
        _events = [.. spec.AllEvents.OrderBy(e => !e.IsInternal && !spec.Raised.Contains(e)), spec.Always];
        _eventNumbers = _events.Select(static (e, index) => (e, index)).ToDictionary(static pair => pair.e, static pair => pair.index + 1);
    }

    public static Machine Lower(Spec spec, string fileName, string path, string? rootNamespace)
    {
        var lowerer = new ChartLowerer(spec);
        var chart = lowerer.Lower();
        var guards = spec.Guards.Select(static guard => new HostGuard(guard.Name.Text, guard.Parameters, guard.Code, guard.Docs)).ToEquatableArray();
        var actions = spec.Actions.Select(static action => new HostAction(action.Name.Text, action.Parameters, action.Code, action.Docs) { IsAsync = action.IsAsync }).ToEquatableArray();
        var hasCode = spec.Guards.Any(static guard => guard.Code is not null) || spec.Actions.Any(static action => action.Code is not null) || spec.Timers.Any(static timer => timer.Code is not null);
        return new Machine(spec.Name.Text, spec.Namespace ?? rootNamespace, spec.Usings.ToEquatableArray(), spec.IsStruct, spec.IsInternal, spec.Docs, fileName,
            hasCode || !lowerer._constants.IsEmpty || spec.Events.Any(static e => !e.IsInternal && e.Parameters.Any(static parameter => Lowerer.NamesType(parameter.Type))) ? path : null,
            spec.Root.Descendants.Where(IsPlace).Select(static state => new LeafState(state.Name.Text, state.Docs, state.EndsMachine)).ToEquatableArray(),
            spec.Events.Where(static e => !e.IsInternal).Select(static e => new MachineEvent(e.Name.Text, e.Parameters, false, e.Docs, [], [], e.Parameters.Any(static parameter => Lowerer.NamesType(parameter.Type)) ? e.Place : null)).ToEquatableArray(),
            [], guards, actions, new Branch(null, Outcome.Handled, null, [], [], null), [])
        {
            Chart = chart,
            Constants = lowerer._constants.All,
            Definition = Definitions.Of(spec),
            Telemetry = spec.Telemetry,
        };
    }

    /// <summary>Whether it is where its region can be: a leaf or, with regions of its own, the state that holds them.</summary>
    private static bool IsPlace(StateSymbol state) => state.IsLeaf || state.IsParallel;

    private Chart Lower()
    {
        var events = _events.Select(LowerEvent).ToEquatableArray();
        return new Chart(
            _states.Select(LowerState).ToEquatableArray(),
            _states.SelectMany(static state => state.Histories).Select(LowerHistory).ToEquatableArray(),
            events,
            _rows.ToEquatableArray(),
            _spec.Timers.Select(timer => new ChartTimer(timer.Owner is null ? timer.Name.Text : $"{timer.Name.Text} in {timer.Owner}", timer.Duration?.Ticks, timer.Code, _eventNumbers[timer.Event])).ToEquatableArray(),
            _spec.Events.SelectMany(static e => e.Parameters).GroupBy(static parameter => parameter.Name).Select(static same => same.First()).ToEquatableArray(),
            new ChartPolicy(_spec.IgnoresUnhandled, _spec.QueuesReentrant, _spec.Concurrency == Concurrency.Serialized, _spec.Concurrency == Concurrency.Checked, _spec.IsAsync,
                _states.Any(static state => state.Rows.Values.Any(static rows => rows.Any(static row => row.Outcome == Outcome.Deferred))), _spec.DeferralCapacity),
            Width(_spec.Root));
    }

    private static int Width(StateSymbol state) =>
        state.IsLeaf ? 1 : state.IsParallel ? state.Children.Sum(Width) : state.Children.Max(Width);

    private ChartState LowerState(StateSymbol state)
    {
        return new ChartState(state.Name.Text, state.Docs, state.Parent is { } parent ? _numbers[parent] : -1, state.LastOrder,
            state.IsParallel ? ChartKind.Parallel : !state.IsLeaf ? ChartKind.Compound : state.IsFinal ? ChartKind.Final : ChartKind.Leaf,
            _spec.Implied.FirstOrDefault(e => e.Completed == state) is { } completion ? _eventNumbers[completion] : 0,
            Numbers(state.Default?.Targets), LowerUses(state.Default?.Do), LowerUses(state.Entry), LowerUses(state.Exit), state.Timers.Select(IndexOf).ToEquatableArray());
    }

    private ChartHistory LowerHistory(StateSymbol history) =>
        new(history.Name.Text, _numbers[history.Parent!], history.History == HistoryKind.Deep, Numbers(history.Default?.Targets), LowerUses(history.Default?.Do));

    private EquatableArray<int> Numbers(IReadOnlyList<StateSymbol>? states) => (states ?? []).Select(state => _numbers[state]).ToEquatableArray();

    private ChartEvent LowerEvent(EventSymbol trigger)
    {
        var answers = _states
            .Where(state => state.Rows.ContainsKey(trigger))
            .Select(state => new ChartAnswers(_numbers[state], LowerRows(state.Rows[trigger])))
            .Where(static some => some.Alternatives.Count > 0);
        return new ChartEvent(trigger.Name.Text, trigger.Parameters, !trigger.IsInternal, trigger.Origin == EventOrigin.Always, !trigger.IsTransient, trigger.Docs, answers.ToEquatableArray());
    }

    /// <summary>The alternatives that can be taken at all, up to the first without a condition.</summary>
    private EquatableArray<ChartAnswer> LowerRows(IReadOnlyList<Row> rows)
    {
        var answers = new List<ChartAnswer>();
        foreach (var row in rows.Where(static row => row.IsResolved))
        {
            answers.Add(new ChartAnswer(row.When, row.Outcome, row.Outcome == Outcome.Handled ? NumberOf(row) : -1, row.Docs.Reference));
            if (row.When is null)
                break;
        }

        return answers.ToEquatableArray();
    }

    private int NumberOf(Row row)
    {
        if (_rowNumbers.TryGetValue(row, out var number))
            return number;
        _rowNumbers.Add(row, number = _rows.Count);
        var when = row.When is null ? "" : $" [{row.When}]";
        _rows.Add(new ChartRow($"{row.Source} on {row.Trigger}{when}", _numbers[row.Source], DomainOf(row), row.StaysInSource, Numbers(row.Targets), LowerUses(row.Do)));
        return number;
    }

    private int DomainOf(Row row)
    {
        if (row.Targets.Count == 0)
            return -1;
        if (row.Targets.Any(static target => target.IsHistory))
            return -2;
        if (row.StaysInSource && row.Source.IsCompound && row.Targets.All(target => target != row.Source && target.IsWithin(row.Source)))
            return _numbers[row.Source];
        var domain = row.Source.Parent!;
        while (domain.Parent is not null && (domain.IsParallel || !row.Targets.All(target => target != domain && target.IsWithin(domain))))
            domain = domain.Parent;
        return _numbers[domain];
    }

    private EquatableArray<ChartEffect> LowerUses(IReadOnlyList<ActionUse>? uses) => (uses ?? []).Select(use => use switch
    {
        Call call => new ChartEffect(ChartEffectKind.Call, call.Action.Name.Text, Arguments(call), 0, null, call.Action.IsAsync) { Constants = _constants.Remember(call) },
        Raise raise => new ChartEffect(ChartEffectKind.Raise, raise.Event.Name.Text, [], _eventNumbers[raise.Event], raise.When, false),
        StartTimer start => Timer(ChartEffectKind.Start, start.Timer),
        StopTimer stop => Timer(ChartEffectKind.Stop, stop.Timer),
        _ => throw new InvalidOperationException($"{use} cannot be lowered"),
    }).ToEquatableArray();

    private ChartEffect Timer(ChartEffectKind kind, TimerSymbol timer) => new(kind, timer.Name.Text, [], IndexOf(timer), null, false);

    private int IndexOf(TimerSymbol timer) => _spec.Timers.ToList().IndexOf(timer);

    private static EquatableArray<string> Arguments(Call call)
    {
        var constants = new Queue<string>(call.Arguments);
        return call.Action.Parameters.Select(parameter =>
            parameter.IsConstant ? constants.Dequeue() : $"{(parameter.Parameter.Modifier.Length == 0 ? "" : "in ")}fsmPayload.{parameter.Parameter.Name}").ToEquatableArray();
    }
}
