using FsmGen.Compiler.Analysis;
using FsmGen.Compiler.Binding;
using FsmGen.Compiler.Lowering;
using FsmGen.Compiler.Model;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Compiler.Checking;

/// <summary>
/// Finds rows that no event ever gets to, and the words <c>ignore</c>, <c>reject</c>, <c>never</c>, <c>defer</c> that stand
/// in their way. A row that is written once for several events or states is dead if it is for all of them.
/// </summary>
internal sealed class DeadRows
{
    private readonly Spec _spec;
    private readonly Func<Row, bool> _isLive;
    private readonly Func<Row, string> _why;
    private readonly HashSet<TextSpan> _liveSpans = [];

    private DeadRows(Spec spec, Func<Row, bool> isLive, Func<Row, string> why)
    {
        (_spec, _isLive, _why) = (spec, isLive, why);
        _liveSpans.UnionWith(RowsOf(spec).Where(isLive).Select(static row => row.Span));
    }

    public static void Check(Spec spec, Exploration exploration, Findings findings)
    {
        var live = new HashSet<Row>();
        foreach (var leaf in spec.Leaves)
        {
            foreach (var trigger in exploration.TriggersOf(leaf))
            {
                if (exploration.CanHappen(leaf, trigger))
                    live.UnionWith(exploration.AlternativesOf(leaf, trigger).Live);
            }
        }

        new DeadRows(spec, live.Contains, row =>
            row.Source.Descendants.Prepend(row.Source).Any(leaf => leaf.IsLeaf && exploration.CanHappen(leaf, row.Trigger))
                ? "the states nested in this one take every case"
                : "nothing raises the event while the state is active").Check(findings);
    }

    /// <summary>Of a state that is never active, nothing is said here. What shows in configurations only is said with a way to one.</summary>
    public static void Check(Spec spec, StateSpace space, Findings findings) =>
        new DeadRows(spec, row => space.IsTaken(row) || !space.CanBeActive(row.Source), row =>
            space.WayToChoiceOf(row) is { } way ? $"rows of other regions always win over it, as after '{way}'" : $"{WhyNeverChosen(row, space)}; the state is entered after '{space.WayInto(row.Source)}'").Check(findings);

    private static string WhyNeverChosen(Row row, StateSpace space) =>
        row.Trigger.Origin != EventOrigin.Always && !space.CanHappen(row.Source, row.Trigger) ? WhyNot(row.Trigger)
        : row.Source.IsLeaf && row.When is null ? WhyUnasked(row)
        : row.Source.IsLeaf || row.When?.Atoms.Any(static atom => atom is Condition.In) == true ? "its condition never holds while the state is active"
        : "the states nested in this one take every case";

    /// <summary>Why nobody comes to a row without a condition.</summary>
    private static string WhyUnasked(Row row) =>
        row.Source.Rows[row.Trigger][0] == row ? "the state is left again before an event can come" : "the rows above it take every case that can come about";

    private static string WhyNot(EventSymbol trigger) => trigger.Origin switch
    {
        EventOrigin.Timer => "its timer never expires while the state is active",
        EventOrigin.Completion => "nothing completes while the state is active",
        _ => "nothing raises the event while the state is active",
    };

    private static IEnumerable<Row> RowsOf(Spec spec) => spec.Root.Descendants.SelectMany(static state => state.Rows.Values).SelectMany(static rows => rows);

    private void Check(Findings findings)
    {
        foreach (var state in _spec.Root.Descendants)
        {
            foreach (var rows in state.Rows.Values)
                CheckList(state, rows, findings);
        }
    }

    private void CheckList(StateSymbol state, IReadOnlyList<Row> rows, Findings findings)
    {
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            if (row is { When: null, Outcome: not Outcome.Handled } && i < rows.Count - 1)
            {
                // One that stands there for other events, too, gives way to rows of their own.
                if (rows.Skip(i + 1).Any(below => !_liveSpans.Contains(below.Span)))
                    findings.Add(Rules.Contradiction, row.Span, WordOf(row.Outcome), row.Trigger.Name.Text, state.Name.Text);
                return;
            }

            if (!_isLive(row) && _liveSpans.Add(row.Span))
                findings.Add(Rules.DeadRow, row.Span, row.Trigger.Name.Text, Why(rows, i));
        }
    }

    private string Why(IReadOnlyList<Row> rows, int index) =>
        new Coverage([.. rows.Take(index + 1).Select(static row => row.When)], _spec.Exclusive).IsLive(index) ? _why(rows[index])
        : index == 0 ? "its condition never holds" : "the rows above it take every case";

    private static string WordOf(Outcome outcome) => outcome switch { Outcome.Ignored => "ignore", Outcome.Rejected => "reject", Outcome.Deferred => "defer", _ => "never" };
}
