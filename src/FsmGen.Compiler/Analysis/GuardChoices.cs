using FsmGen.Compiler.Binding;

namespace FsmGen.Compiler.Analysis;

/// <summary>
/// Answers guards in every way, one run of the same step after the other: first each with no, then, from the last answer
/// back, with yes. A guard answers the same as long as nothing ran that could change what it sees.
/// </summary>
internal sealed class GuardChoices
{
    private readonly Dictionary<string, List<ExclusiveGuards>> _exclusive = new(StringComparer.Ordinal);
    private readonly List<bool> _answers = [];
    private readonly Dictionary<string, bool> _known = new(StringComparer.Ordinal);
    private readonly List<(string Guard, bool Holds)> _asked = [];
    private int _planned;

    public GuardChoices(Spec spec)
    {
        foreach (var set in spec.Exclusive)
        {
            foreach (var guard in set.Guards)
            {
                if (!_exclusive.TryGetValue(guard, out var sets))
                    _exclusive.Add(guard, sets = []);
                sets.Add(set);
            }
        }
    }

    /// <summary>How many answers were free in this run so far.</summary>
    public int Count { get; private set; }

    /// <summary>Whether this run repeats one before it: the answer that is new was not yet asked for.</summary>
    public bool IsRepeating => Count < _planned;

    /// <summary>What was asked in this run, in order.</summary>
    public IReadOnlyList<(string Guard, bool Holds)> Asked => _asked;

    /// <summary>What is known at this moment.</summary>
    public IEnumerable<KeyValuePair<string, bool>> Known => _known.OrderBy(static pair => pair.Key, StringComparer.Ordinal);

    /// <summary>What is known at this moment as a condition, in the order of asking; empty if nothing is.</summary>
    public string Condition => string.Join(" and ", _asked.Where(asked => _known.TryGetValue(asked.Guard, out var holds) && holds == asked.Holds).Select(static asked => asked.Holds ? asked.Guard : $"not {asked.Guard}").Distinct());

    /// <summary>Begins with another step.</summary>
    public void Reset()
    {
        _answers.Clear();
        _planned = 0;
        BeginRun();
    }

    /// <summary>Begins the step anew with other answers, if there are any.</summary>
    public bool TryNext()
    {
        _answers.RemoveRange(Count, _answers.Count - Count);
        while (_answers.Count > 0 && _answers[_answers.Count - 1])
            _answers.RemoveAt(_answers.Count - 1);
        if (_answers.Count == 0)
            return false;
        _answers[_answers.Count - 1] = true;
        _planned = _answers.Count;
        BeginRun();
        return true;
    }

    /// <summary>From now on every guard may answer differently.</summary>
    public void Forget() => _known.Clear();

    public bool Ask(string guard)
    {
        if (_known.TryGetValue(guard, out var known))
            return known;
        var holds = Implied(guard) ?? Choose();
        _known.Add(guard, holds);
        _asked.Add((guard, holds));
        return holds;
    }

    private void BeginRun()
    {
        Count = 0;
        _known.Clear();
        _asked.Clear();
    }

    private bool Choose()
    {
        if (Count == _answers.Count)
            _answers.Add(false);
        return _answers[Count++];
    }

    /// <summary>What <c>exclusive</c> says of a guard when others are known.</summary>
    private bool? Implied(string guard)
    {
        if (!_exclusive.TryGetValue(guard, out var sets))
            return null;
        if (sets.Exists(set => set.Guards.Any(other => other != guard && _known.TryGetValue(other, out var holds) && holds)))
            return false;
        return sets.Exists(set => set.IsExhaustive && set.Guards.All(other => other == guard || _known.ContainsKey(other))) ? true : null;
    }
}
