using FsmGen.Compiler.Model;

namespace FsmGen.Compiler.Emit;

/// <summary>
/// A machine as a table. Row 0 is that of a machine not started, each leaf has one more than its value in the enum. A cell
/// holds the next row and the number of a result: what became of the event, and the actions that are due.
/// </summary>
internal sealed class DispatchTable
{
    /// <summary>The results that need no action have fixed numbers, in this order; the handled ones follow.</summary>
    public static readonly IReadOnlyList<string> Fixed = ["Unhandled", "Ignored", "Rejected", "NotStarted", "Ended"];

    private readonly Machine _machine;
    private readonly Dictionary<string, int> _rows;
    private readonly Dictionary<EquatableArray<Effect>, int> _handled = [];
    private readonly List<EquatableArray<Effect>> _effects = [];
    private readonly List<(int Next, int Result)> _cells = [];

    private DispatchTable(Machine machine)
    {
        const int Never = -1;
        _machine = machine;
        _rows = machine.States.Select(static (state, index) => (state.Name, index)).ToDictionary(static leaf => leaf.Name, static leaf => leaf.index + 1, StringComparer.Ordinal);
        Guards = [.. machine.Events.SelectMany(static e => e.Arms).SelectMany(static arm => arm.Branches).SelectMany(static branch => branch.When?.Atoms ?? []).OfType<Condition.Guard>().Select(static guard => guard.Name).Distinct()];
        StartResult = Handled(machine.Start.After);
        for (var guards = 0; guards < 1 << Guards.Count; guards++)
        {
            foreach (var e in machine.Events)
                AddColumn(e, guards, Never);
        }

        HasNever = _cells.Exists(static cell => cell.Result == Never);
        Cells = [.. _cells.Select(cell => cell.Result == Never ? (cell.Next, Results) : cell)];
    }

    /// <summary>The guards, whose values are bits of the place in the table: the first is the lowest.</summary>
    public IReadOnlyList<string> Guards { get; }

    /// <summary>By guards, then events, then rows.</summary>
    public IReadOnlyList<(int Next, int Result)> Cells { get; }

    /// <summary>How many rows there are: one more than leaves.</summary>
    public int Rows => _machine.States.Count + 1;

    /// <summary>How many results there are. Where a row says <c>never</c>, the cell has the number behind the last.</summary>
    public int Results => Fixed.Count + _effects.Count;

    public bool HasNever { get; }

    public int StartResult { get; }

    /// <summary>Whether row and result fit a byte each.</summary>
    public bool IsNarrow => Rows <= 256 && Results < 256;

    public static DispatchTable Of(Machine machine) => new(machine);

    /// <summary>What is due with a result.</summary>
    public EquatableArray<Effect> EffectsOf(int result) => result < Fixed.Count ? [] : _effects[result - Fixed.Count];

    private void AddColumn(MachineEvent e, int guards, int never)
    {
        var arms = new Arm?[Rows];
        foreach (var arm in e.Arms)
        {
            foreach (var state in arm.States)
                arms[_rows[state]] = arm;
        }

        _cells.Add((0, IndexOf("NotStarted")));
        for (var row = 1; row < Rows; row++)
        {
            var branch = arms[row]?.Branches.FirstOrDefault(branch => branch.When?.Holds(atom => atom is Condition.Guard guard && Holds(guard, guards)) != false);
            _cells.Add((branch?.Target is { } target ? _rows[target] : row,
                _machine.States[row - 1].EndsMachine ? IndexOf("Ended")
                : branch is null ? IndexOf("Unhandled")
                : branch.Outcome == Outcome.Never ? never
                : branch.Outcome == Outcome.Handled ? Handled([.. branch.Before, .. branch.After])
                : IndexOf(branch.Outcome.ToString())));
        }
    }

    private bool Holds(Condition.Guard guard, int guards)
    {
        for (var i = 0; i < Guards.Count; i++)
        {
            if (Guards[i] == guard.Name)
                return (guards >> i & 1) != 0;
        }

        return false;
    }

    private int Handled(EquatableArray<Effect> effects)
    {
        // What a table cannot say has a finding.
        EquatableArray<Effect> due = [.. effects.Where(static effect => effect.RaisedId is null)];
        if (!_handled.TryGetValue(due, out var result))
        {
            _handled.Add(due, result = Results);
            _effects.Add(due);
        }

        return result;
    }

    private static int IndexOf(string outcome)
    {
        for (var i = 0; i < Fixed.Count; i++)
        {
            if (Fixed[i] == outcome)
                return i;
        }

        throw new ArgumentOutOfRangeException(nameof(outcome));
    }
}
