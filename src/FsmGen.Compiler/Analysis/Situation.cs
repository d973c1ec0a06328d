using FsmGen.Compiler.Binding;
using FsmGen.Compiler.Interpreting;

namespace FsmGen.Compiler.Analysis;

/// <summary>A shortest sequence of events to somewhere.</summary>
internal sealed record Way(Way? Before, string Label)
{
    /// <summary>As scenarios spell it: <c>Power, Toggle [Warm]</c>; the start is named only where nothing follows it or a guard is asked.</summary>
    public override string ToString()
    {
        var labels = new List<string>();
        for (var way = this; way is not null; way = way.Before)
            labels.Add(way.Label);
        if (labels.Count > 1 && labels[labels.Count - 1] == "Start")
            labels.RemoveAt(labels.Count - 1);
        labels.Reverse();
        return string.Join(", ", labels);
    }
}

/// <summary>What leads from one situation to the next: an event or a timer. <c>IsGuarded</c>: a guard was asked.</summary>
internal sealed record Passage(string Label, bool IsGuarded, Situation To);

/// <summary>Where a machine can stand between two events, and how it gets there.</summary>
internal sealed class Situation(Standstill state, Way way)
{
    private readonly List<Passage> _next = [];

    public Standstill State { get; } = state;

    public Way Way { get; } = way;

    public bool HasEnded => State.HasEnded;

    public IEnumerable<StateSymbol> Leaves => State.Configuration.Where(static candidate => candidate.IsLeaf);

    /// <summary>Where it leads, other than to itself.</summary>
    public IReadOnlyList<Passage> Next => _next;

    public void Add(Passage passage)
    {
        // Most answers of the guards lead to the same few places.
        if (passage.To != this && (_next.Count == 0 || _next[_next.Count - 1].To != passage.To || _next[_next.Count - 1].IsGuarded != passage.IsGuarded))
            _next.Add(passage);
    }
}
