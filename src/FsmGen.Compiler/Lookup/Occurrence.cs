using FsmGen.Compiler.Binding;

namespace FsmGen.Compiler.Lookup;

/// <summary>What a name is the name of.</summary>
internal enum SymbolKind
{
    State,
    Event,
    Guard,
    Action,
    Timer,
}

/// <summary>A place in a spec that gives or says a name.</summary>
internal sealed record Occurrence(SymbolKind Kind, Name Name, bool IsDefinition);
