using FsmGen.Compiler.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Compiler.Binding;

/// <summary>A word of the spec, and where it stands.</summary>
internal readonly record struct Name(string Text, TextSpan Span);

/// <summary>A machine as its author wrote it: names resolved, places kept, nothing expanded.</summary>
internal sealed class Spec
{
    public required Name Name { get; init; }

    public string? Namespace { get; init; }

    public IReadOnlyList<string> Usings { get; init; } = [];

    public Documentation Docs { get; init; } = Documentation.None;

    public bool IsStruct { get; init; }

    public bool IsInternal { get; init; }

    /// <summary>What the build says of an unhandled pair; null: nothing.</summary>
    public DiagnosticSeverity? Unhandled { get; init; }

    public required IReadOnlyList<EventSymbol> Events { get; init; }

    public required IReadOnlyList<GuardSymbol> Guards { get; init; }

    public required IReadOnlyList<ActionSymbol> Actions { get; init; }

    /// <summary>The machine itself as a state: it holds the top level and its <c>initial</c>, and is never left.</summary>
    public required StateSymbol Root { get; init; }

    public IReadOnlyList<Scenario> Scenarios { get; init; } = [];

    /// <summary>The states that can be active on their own, in document order.</summary>
    public IEnumerable<StateSymbol> Leaves => Root.Descendants.Where(static state => state.IsLeaf);
}
