using Microsoft.CodeAnalysis.CSharp;

namespace FsmGen.Compiler.Binding;

/// <summary>Which names a spec may give.</summary>
internal static class Names
{
    /// <summary>The words of the language.</summary>
    public static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "ignore", "reject", "defer", "never", "raise", "start", "stop", "not", "and", "or", "in", "true", "false",
        "ignored", "rejected", "unhandled", "ended", "deferred", "any", "done", "after", "always", "otherwise",
    };

    /// <summary>What the generated half of a machine declares or says, whatever the spec.</summary>
    public static readonly HashSet<string> Members = new(StringComparer.Ordinal)
    {
        "Start", "StartAsync", "Fire", "FireAsync", "CanFire", "State", "IsIn", "Timers", "Schema", "Save", "Restore", "GetPermittedEvents", "OnEntered", "OnExited", "PermittedEvents", "OnTransition", "FireResult", "FsmPhase", "TakeRaised", "Raise", "Refuse", "EndStep",
        "Drain", "WhyNot", "Definition", "Observe", "GetLogger",
        "nameof", "Equals", "GetHashCode", "GetType", "ToString", "MemberwiseClone", "Finalize", "ReferenceEquals",
    };

    /// <summary>What a machine with <c>dispatch: table</c> declares beyond.</summary>
    public static readonly IReadOnlyList<string> MembersOfTables = ["StepResult", "Outcome", "Effects", "CellOf", "FsmTable"];

    /// <summary>What the generated code says within the methods of events, where a parameter would hide it.</summary>
    private static readonly HashSet<string> Called = new(StringComparer.Ordinal)
    {
        "FireResult", "FsmPhase", "Refuse", "EndStep", "Raise", "TakeRaised", "OnTransition", "Drain", "Observe", "OnEntered", "OnExited", "nameof", "cancellation",
        "Equals", "GetHashCode", "GetType", "ToString", "MemberwiseClone", "Finalize", "ReferenceEquals",
    };

    /// <summary>Why the name cannot be one; null if it can.</summary>
    public static string? Reject(string name) =>
        Reserved.Contains(name) ? "it is a word of the language"
        : !SyntaxFacts.IsValidIdentifier(name) ? "it is not a C# identifier"
        : SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None ? "it is a keyword of C#"
        : null;

    /// <summary>Why the name cannot be that of a machine; null if it can.</summary>
    public static string? RejectMachine(string name) =>
        Reject(name)
        ?? (Members.Contains(name) ? "every machine has a member of this name"
        : name.All(static c => c is >= 'a' and <= 'z') ? "C# keeps names of small letters for its own words"
        : null);

    /// <summary>Why the name cannot be that of a state; null if it can.</summary>
    public static string? RejectState(string name) => Reject(name) ?? (name == "value__" ? "every enum has a field of this name" : null);

    /// <summary>Why the name cannot be that of a parameter; null if it can.</summary>
    public static string? RejectParameter(string name, string machine) =>
        Called.Contains(name) || IsPrivate(name) || name == $"{machine}State" || name == $"{machine}Event" ? "it would hide what the generated machine calls so" : null;

    /// <summary>Why the name cannot be that of a member of the machine; null if it can.</summary>
    public static string? RejectMember(string name, string machine, ISet<string> generated) =>
        Reject(name)
        ?? (Members.Contains(name) || generated.Contains(name) || IsPrivate(name) ? "the generated machine has a member of this name"
        : name == machine ? "a member cannot have the name of its type"
        : name == $"{machine}State" || name == $"{machine}Event" ? "the generated enum has this name"
        : null);

    /// <summary>The generated half calls its fields and locals so.</summary>
    public static bool IsPrivate(string name) => name.StartsWith("fsm", StringComparison.OrdinalIgnoreCase) || name.StartsWith("_fsm", StringComparison.Ordinal);

    /// <summary>The member that a region brings along.</summary>
    public static string MemberOfRegion(string region) => $"{region}State";

    /// <summary>The members that an event brings along.</summary>
    public static IEnumerable<string> MembersOf(string eventName) => [$"Can{eventName}", $"Handle{eventName}", $"WhyNot{eventName}", $"{eventName}Async"];
}
