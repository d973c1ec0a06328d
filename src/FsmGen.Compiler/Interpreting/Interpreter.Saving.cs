using System.Text;
using FsmGen.Compiler.Binding;

namespace FsmGen.Compiler.Interpreting;

/// <summary>Where a machine stands between two events, without its deferred events and without times.</summary>
internal sealed record Standstill(
    IReadOnlyList<StateSymbol> Configuration,
    IReadOnlyList<KeyValuePair<StateSymbol, IReadOnlyList<StateSymbol>>> History,
    IReadOnlyList<TimerSymbol> Running,
    bool HasEnded);

/// <content>Leaving off and going on, for analysis.</content>
internal sealed partial class Interpreter
{
    private readonly Lazy<Numbers> _numbers;

    public Standstill Save() => new([.. _configuration], [.. _history], [.. _timers.Select(static timer => timer.Timer)], HasEnded);

    /// <summary>Goes on from a standstill; nothing is deferred there, and every timer is as far from its end as another.</summary>
    public void Restore(Standstill saved)
    {
        Work += saved.Configuration.Count;
        IsStarted = true;
        HasEnded = saved.HasEnded;
        _configuration.Clear();
        _configuration.AddRange(saved.Configuration);
        _history.Clear();
        foreach (var pair in saved.History)
            _history.Add(pair.Key, pair.Value);
        _timers.Clear();
        foreach (var timer in saved.Running)
            _timers.Add((timer, TimeSpan.MaxValue));
        _deferred.Clear();
        _internalQueue.Clear();
    }

    /// <summary>Two machines with the same key do the same from now on, if their guards and deferred events are the same, too.</summary>
    public string Key()
    {
        Work += _configuration.Count;

        // No state has the number zero but the machine, which is always active: it separates.
        var key = new StringBuilder();
        foreach (var leaf in _configuration)
        {
            if (leaf.IsLeaf)
                Append(leaf.Order);
        }

        foreach (var history in _numbers.Value.Histories)
        {
            Append(0);
            foreach (var state in _history.TryGetValue(history, out var remembered) ? remembered : [])
                Append(state.Order);
        }

        Append(0);
        foreach (var number in _timers.Select(timer => _numbers.Value.Of[timer.Timer]).OrderBy(static number => number))
            Append(number);
        Append(0);
        foreach (var raised in _internalQueue)
            Append(_numbers.Value.Of[raised]);
        return key.ToString();

        void Append(int number) => key.Append((char)number).Append((char)(number >> 16));
    }

    /// <summary>Numbers for what has none, from 1 on.</summary>
    private sealed class Numbers
    {
        public Numbers(Spec spec)
        {
            Histories = [.. spec.Root.Descendants.Prepend(spec.Root).SelectMany(static state => state.Histories)];
            foreach (var symbol in spec.Timers.Concat<Symbol>(spec.AllEvents))
                Of.Add(symbol, Of.Count + 1);
        }

        public IReadOnlyList<StateSymbol> Histories { get; }

        public Dictionary<Symbol, int> Of { get; } = [];
    }
}
