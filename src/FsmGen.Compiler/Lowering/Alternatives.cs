using FsmGen.Compiler.Binding;

namespace FsmGen.Compiler.Lowering;

/// <summary>The rows that a leaf offers an event, in the order in which they are asked.</summary>
internal sealed class Alternatives
{
    /// <summary>Large machines have few rows for most of their pairs.</summary>
    private static readonly Alternatives None = new([], []);

    private readonly Coverage _coverage;

    private Alternatives(IReadOnlyList<Row> rows, IReadOnlyList<ExclusiveGuards> exclusive)
    {
        Rows = rows;
        _coverage = new Coverage([.. rows.Select(static row => row.When)], exclusive);
    }

    public IReadOnlyList<Row> Rows { get; }

    /// <summary>Those that some combination of guards lets take the event.</summary>
    public IEnumerable<Row> Live => Rows.Where((_, index) => _coverage.IsLive(index));

    /// <summary>Whether some row takes the event, whatever the guards.</summary>
    public bool IsCovered => _coverage.Hole is null;

    /// <summary>A case that no row takes, as a condition; empty if there is no row at all; null if every case is taken.</summary>
    public string? Hole => _coverage.Hole;

    public static Alternatives Of(StateSymbol leaf, EventSymbol trigger, IReadOnlyList<ExclusiveGuards> exclusive)
    {
        List<Row>? rows = null;
        for (var state = leaf; state is not null; state = state.Parent)
        {
            if (state.Rows.TryGetValue(trigger, out var some))
                (rows ??= []).AddRange(some);
        }

        return rows is null ? None : new Alternatives(rows, exclusive);
    }
}
