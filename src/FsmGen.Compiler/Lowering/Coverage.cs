using FsmGen.Compiler.Binding;
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

    /// <summary>The columns of the first guards within one word of a table.</summary>
    private static readonly ulong[] Pattern =
        [0xAAAAAAAAAAAAAAAA, 0xCCCCCCCCCCCCCCCC, 0xF0F0F0F0F0F0F0F0, 0xFF00FF00FF00FF00, 0xFFFF0000FFFF0000, 0xFFFFFFFF00000000];

    private readonly List<Condition.Atom> _guards;
    private readonly bool[] _live;

    /// <summary>The combinations that <c>exclusive</c> does not rule out.</summary>
    private readonly ulong[] _possible;

    public Coverage(IReadOnlyList<Condition?> conditions, IReadOnlyList<ExclusiveGuards>? exclusive = null)
    {
        _guards = [.. conditions.SelectMany(static condition => condition?.Atoms ?? []).Distinct()];
        _live = new bool[conditions.Count];
        if (_guards.Count > MaximumGuards)
        {
            var unguarded = conditions.ToList().IndexOf(null);
            for (var i = 0; i < _live.Length; i++)
                _live[i] = unguarded < 0 || i <= unguarded;
            Hole = unguarded < 0 ? "no guard holds" : null;
            _possible = [];
            return;
        }

        _possible = Possible(exclusive ?? []);
        var rest = _possible;
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

    private ulong[] Possible(IReadOnlyList<ExclusiveGuards> exclusive)
    {
        var possible = Fill(true);
        foreach (var set in exclusive)
        {
            var columns = set.Guards.Distinct().Select(guard => _guards.IndexOf(new Condition.Guard(guard))).Where(static index => index >= 0).Select(Column).ToList();
            var none = Fill(true);
            foreach (var column in columns)
            {
                foreach (var other in columns.Where(other => other != column))
                    possible = And(possible, Not(And(column, other)));
                none = And(none, Not(column));
            }

            // Of guards that are not asked here one may hold.
            if (set.IsExhaustive && columns.Count == set.Guards.Distinct().Count())
                possible = And(possible, Not(none));
        }

        return possible;
    }

    private ulong[] Table(Condition? condition) => condition switch
    {
        null => Fill(true),
        Condition.Atom atom => Column(_guards.IndexOf(atom)),
        Condition.Not not => Not(Table(not.Operand)),
        Condition.And and => And(Table(and.Left), Table(and.Right)),
        Condition.Or or => Not(And(Not(Table(or.Left)), Not(Table(or.Right)))),
        _ => throw new ArgumentOutOfRangeException(nameof(condition)),
    };

    /// <summary>The combinations in which one guard holds: bit n of guard k is bit k of n.</summary>
    private ulong[] Column(int guard)
    {
        var column = Fill(false);
        var within = guard < Pattern.Length ? Pattern[guard] & Mask : 0;
        for (var i = 0; i < column.Length; i++)
            column[i] = guard < Pattern.Length ? within : (i >> (guard - Pattern.Length) & 1) != 0 ? ulong.MaxValue : 0;
        return column;
    }

    /// <summary>The bits of a table that are combinations: all, unless there are so few that they do not fill a word.</summary>
    private ulong Mask => _guards.Count >= Pattern.Length ? ulong.MaxValue : (1UL << (1 << _guards.Count)) - 1;

    private ulong[] Fill(bool value)
    {
        var table = new ulong[((1 << _guards.Count) + 63) >> 6];
        for (var i = 0; value && i < table.Length; i++)
            table[i] = Mask;
        return table;
    }

    private static ulong[] And(ulong[] left, ulong[] right)
    {
        var both = new ulong[left.Length];
        for (var i = 0; i < both.Length; i++)
            both[i] = left[i] & right[i];
        return both;
    }

    private ulong[] Not(ulong[] table)
    {
        var others = new ulong[table.Length];
        for (var i = 0; i < others.Length; i++)
            others[i] = Mask & ~table[i];
        return others;
    }

    private static bool IsEmpty(ulong[] table) => Array.TrueForAll(table, static bits => bits == 0);

    /// <summary>One case of the table, with no guard that does not matter to it.</summary>
    private string Describe(ulong[] table)
    {
        var case0 = 0;
        while ((table[case0 >> 6] >> (case0 & 63) & 1) == 0)
            case0++;

        var terms = new List<Condition>();
        for (var i = 0; i < _guards.Count; i++)
            terms.Add((case0 >> i & 1) != 0 ? _guards[i] : new Condition.Not(_guards[i]));
        for (var i = terms.Count - 1; i >= 0; i--)
        {
            var others = terms.Where((_, index) => index != i).Aggregate(_possible, (bits, term) => And(bits, Table(term)));
            if (IsEmpty(And(others, Not(table))))
                terms.RemoveAt(i);
        }

        return string.Join(" and ", terms);
    }
}
