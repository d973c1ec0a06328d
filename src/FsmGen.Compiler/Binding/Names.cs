using Microsoft.CodeAnalysis.CSharp;

namespace FsmGen.Compiler.Binding;

/// <summary>Which names a spec may give.</summary>
internal static class Names
{
    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "ignore", "reject", "defer", "never", "raise", "start", "stop", "not", "and", "or", "in", "true", "false",
        "ignored", "rejected", "unhandled", "ended",
    };

    private static readonly HashSet<string> Members = new(StringComparer.Ordinal)
    {
        "Start", "Fire", "CanFire", "State", "PermittedEvents", "OnTransition", "FireResult", "FsmPhase", "TakeRaised", "Raise", "Refuse", "EndStep",
        "Equals", "GetHashCode", "GetType", "ToString", "MemberwiseClone", "Finalize", "ReferenceEquals",
    };

    /// <summary>Why the name cannot be one; null if it can.</summary>
    public static string? Reject(string name) =>
        Reserved.Contains(name) ? "it is a word of the language"
        : !SyntaxFacts.IsValidIdentifier(name) ? "it is not a C# identifier"
        : SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None ? "it is a keyword of C#"
        : null;

    /// <summary>Why the name cannot be that of a member of the machine; null if it can.</summary>
    public static string? RejectMember(string name, string machine, ISet<string> generated) =>
        Reject(name)
        ?? (Members.Contains(name) || generated.Contains(name) ? "the generated machine has a member of this name"
        : name == machine ? "a member cannot have the name of its type"
        : null);

    /// <summary>The members that an event brings along.</summary>
    public static IEnumerable<string> MembersOf(string eventName) => [$"Can{eventName}", $"Handle{eventName}"];
}
