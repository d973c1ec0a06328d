using FsmGen.Compiler.Binding;
using FsmGen.Compiler.Interpreting;
using FsmGen.Compiler.Model;

namespace FsmGen.Compiler.Analysis;

/// <content>What happens within a step. A step that comes where one with the same beginning has been is given up there.</content>
internal sealed partial class StateSpace
{
    /// <summary>Where the runs of this step have been: which run, how many guards had been answered, and how many rows taken.</summary>
    private readonly Dictionary<string, (int Run, int Choices, int Rows)> _been = new(StringComparer.Ordinal);

    private readonly List<Row> _rowsInRun = [];
    private readonly List<Row> _wordsInRun = [];
    private int _run;
    private int _ranWhenAsked;
    private bool _isGivenUp;

    private void BeginStep()
    {
        _been.Clear();
        _run = 0;
    }

    private void BeginRun()
    {
        _run++;
        _rowsInRun.Clear();
        _wordsInRun.Clear();
        _ranWhenAsked = 0;
        _isGivenUp = false;
    }

    private bool Answer(string guard)
    {
        _looks++;
        ForgetIfActionsRan();
        return _choices.Ask(guard);
    }

    private void ForgetIfActionsRan()
    {
        if (_machine.Trace.Count == _ranWhenAsked)
            return;
        _choices.Forget();
        _ranWhenAsked = _machine.Trace.Count;
    }

    /// <summary>Whether nobody has been here in this step. Being here again without a new answer means going round for ever.</summary>
    private bool IsNew()
    {
        if (HasSpentAll())
            return false;
        if (_choices.IsRepeating)
            return true;

        ForgetIfActionsRan();
        var key = _machine.Key() + string.Concat(_choices.Known.Select(static known => $"\0{known.Key}{(known.Value ? '+' : '-')}"));
        if (!_been.TryGetValue(key, out var before))
        {
            _been.Add(key, (_run, _choices.Count, _rowsInRun.Count));
            return true;
        }

        if (before.Run == _run && before.Choices == _choices.Count)
            AddLoop(before.Rows);
        return false;
    }

    private void AddLoop(int from)
    {
        if (_rowsInRun.Skip(from).OrderBy(static row => row.Span.Start).FirstOrDefault() is { } row && !Loops.Exists(loop => loop.Row == row))
            Loops.Add(new Loop(row, WayToNow));
    }

    private void See(EventSymbol trigger, IReadOnlyList<Row> chosen, IReadOnlyList<Row> taken, StepResult result)
    {
        var isRaised = _rowsInRun.Count > 0 || _here is null;
        foreach (var row in chosen)
            AddWay(_chosen, row);
        if (result == StepResult.Handled || trigger.Origin == EventOrigin.Always)
        {
            _taken.UnionWith(taken);
            _rowsInRun.AddRange(taken);
        }

        foreach (var word in chosen.Where(static row => row.Outcome != Outcome.Handled))
        {
            _taken.Add(word);
            _wordsInRun.Add(word);
            if (word.Outcome == Outcome.Never && isRaised && _choices.Asked.Count == 0)
                BrokenPromises.Add(new BrokenPromise(word, _here, WayToNow));
        }

        if (trigger.Origin is EventOrigin.Internal or EventOrigin.Timer or EventOrigin.Completion)
        {
            foreach (var state in _machine.Configuration)
                _offered.Add((state, trigger));
        }

        if (result == StepResult.Unhandled && _spec.Unhandled is not null && trigger.Origin is not (EventOrigin.Always or EventOrigin.Completion))
            AddHole(Around(_machine.Configuration), _machine.Configuration, trigger, _choices.Condition, isRaised ? WayToNow : _here!.Way);
    }

    /// <summary>The eyes of the exploration.</summary>
    private sealed class Watch(StateSpace space) : IInterpreterObserver
    {
        public bool GoesOn()
        {
            space._isGivenUp = !space.IsNew();
            return !space._isGivenUp;
        }

        public void Selected(EventSymbol trigger, IReadOnlyList<Row> chosen, IReadOnlyList<Row> taken, StepResult result) => space.See(trigger, chosen, taken, result);

        public void Entered(StateSymbol state) => space.AddWay(space._entered, state);

        public void Executing(IReadOnlyList<ActionUse> uses, EventSymbol? trigger) => space._executed.Add((trigger, uses));

        public void Raised(EventSymbol raised, Raise? raise, int waiting)
        {
            if (waiting > RaisedQueue.Capacity)
                space.Overflow ??= new RaiseOverflow(raise?.Span ?? raised.Name.Span, waiting, space.WayToNow);
        }
    }
}
