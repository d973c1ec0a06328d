using FsmGen.Compiler.Binding;

namespace FsmGen.Compiler.Diagrams;

/// <summary>The names by which a diagram refers to states: their own, unless the diagram's language takes it for a word of its own.</summary>
internal sealed class DiagramIds
{
    private readonly Dictionary<StateSymbol, string> _ids = [];

    public DiagramIds(Spec spec, ISet<string> reserved)
    {
        var states = All(spec.Root).ToList();
        var taken = new HashSet<string>(states.Select(static state => state.Name.Text), StringComparer.Ordinal);
        foreach (var state in states)
        {
            var id = state.Name.Text;
            while (reserved.Contains(id) || (id != state.Name.Text && !taken.Add(id)))
                id += "_";
            _ids.Add(state, id);
        }
    }

    public string this[StateSymbol state] => _ids[state];

    public bool IsRenamed(StateSymbol state) => _ids[state] != state.Name.Text;

    /// <summary>The children that are entered with a state by default, or that lead to what is.</summary>
    public static IEnumerable<StateSymbol> EnteredIn(StateSymbol state) =>
        (state.Default?.Targets ?? []).Select(target => target.IsHistory && target.Parent == state ? target : state.WayTo(target).FirstOrDefault() ?? target).Distinct();

    /// <summary>The rows of a state that lead somewhere, in document order, each with its targets.</summary>
    public static IEnumerable<(Row Row, StateSymbol Target)> Arrows(StateSymbol state) =>
        from row in state.LiveRows
        from target in row.Targets
        select (row, target);

    private static IEnumerable<StateSymbol> All(StateSymbol state) => state.Children.SelectMany(All).Concat(state.Histories).Concat(state.Children);
}
