using FsmGen.Compiler.Model;

namespace FsmGen.Compiler.Lowering;

/// <summary>
/// Which of several conditions, asked in order, can be the first to hold, and which case none of them takes. Conditions
/// are compared as sets of guard combinations, one bit each: a truth table for up to <see cref="MaximumGuards"/> guards.
/// With more, only a condition that is missing counts as taking everything.
/// </summary>
internal sealed class Coverage
{
    public const int MaximumGuards = 14;

    private readonly List<string> _guards;
    private readonly bool[] _live;

    public Coverage(IReadOnlyList<Condition?> conditions)
    {
        _guards = [.. conditions.SelectMany(static condition => condition?.Guards ?? []).Distinct()];
        _live = new bool[conditions.Count];
        if (_guards.Count > MaximumGuards)
        {
            var unguarded = conditions.ToList().IndexOf(null);
            for (var i = 0; i < _live.Length; i++)
                _live[i] = unguarded < 0 || i <= unguarded;
            Hole = unguarded < 0 ? "no guard holds" : null;
            return;
        }

        var rest = Fill(true);
        for (var i = 0; i < conditions.Count; i++)
        {
            var taken = And(Table(conditions[i]), rest);
            _live[i] = !IsEmpty(taken);
            rest = And(rest, Not(taken));
        }

        Hole = IsEmpty(rest) ? null : Describe(rest);
    }

    /// <summary>A case that no condition takes; empty if there is no condition to name; null if every case is taken.</summary>
    public string? Hole { get; }

    public bool IsLive(int index) => _live[index];

    private ulong[] Table(Condition? condition) => condition switch
    {
        null => Fill(true),
        Condition.Guard guard => Column(_guards.IndexOf(guard.Name)),
        Condition.Not not => Not(Table(not.Operand)),
        Condition.And and => And(Table(and.Left), Table(and.Right)),
        Condition.Or or => Not(And(Not(Table(or.Left)), Not(Table(or.Right)))),
        _ => throw new ArgumentOutOfRangeException(nameof(condition)),
    };

    /// <summary>The combinations in which one guard holds: bit n of guard k is bit k of n.</summary>
    private ulong[] Column(int guard)
    {
        var column = Fill(false);
        for (var n = 0; n < 1 << _guards.Count; n++)
        {
            if ((n >> guard & 1) != 0)
                column[n >> 6] |= 1UL << (n & 63);
        }

        return column;
    }

    private ulong[] Fill(bool value)
    {
        var combinations = 1 << _guards.Count;
        var table = new ulong[(combinations + 63) >> 6];
        for (var i = 0; value && i < table.Length; i++)
            table[i] = combinations >= 64 ? ulong.MaxValue : (1UL << combinations) - 1;
        return table;
    }

    private static ulong[] And(ulong[] left, ulong[] right) => [.. left.Zip(right, static (a, b) => a & b)];

    private ulong[] Not(ulong[] table) => [.. Fill(true).Zip(table, static (all, bits) => all & ~bits)];

    private static bool IsEmpty(ulong[] table) => Array.TrueForAll(table, static bits => bits == 0);

    /// <summary>One case of the table, with no guard that does not matter to it.</summary>
    private string Describe(ulong[] table)
    {
        var case0 = 0;
        while ((table[case0 >> 6] >> (case0 & 63) & 1) == 0)
            case0++;

        var terms = new List<Condition>();
        var cube = Fill(true);
        for (var i = 0; i < _guards.Count; i++)
            terms.Add((case0 >> i & 1) != 0 ? new Condition.Guard(_guards[i]) : new Condition.Not(new Condition.Guard(_guards[i])));
        for (var i = terms.Count - 1; i >= 0; i--)
        {
            var others = terms.Where((_, index) => index != i).Aggregate(cube, (bits, term) => And(bits, Table(term)));
            if (IsEmpty(And(others, Not(table))))
                terms.RemoveAt(i);
        }

        return string.Join(" and ", terms);
    }
}
