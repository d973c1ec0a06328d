namespace FsmGen.Compiler.Lookup;

/// <summary>The keys of each construct, and the words that some of them take: what an editor proposes.</summary>
internal static class SpecKeys
{
    public static readonly string[] Spec =
    [
        "machine", "namespace", "using", "summary", "reference", "kind", "accessibility", "unhandled", "events", "guards", "actions", "reentrancy", "concurrency",
        "async", "dispatch", "deferral", "snapshots", "migrate", "timers", "exclusive", "initial", "states", "regions", "shared", "invariants", "scenarios",
    ];

    public static readonly string[] State =
        ["summary", "reference", "id", "final", "initial", "states", "regions", "entry", "exit", "on", "always", "done", "after", "history", "default"];

    public static readonly string[] Row = ["when", "to", "do", "type", "summary", "reference"];

    public static readonly string[] Event = ["internal", "transient", "id", "summary", "reference"];

    public static readonly string[] Guard = ["code", "summary", "reference"];

    public static readonly string[] Action = ["async", "code", "summary", "reference"];

    public static readonly string[] Timer = ["after", "code", "event", "summary", "reference"];

    public static readonly string[] Shared = ["states", "on"];

    public static readonly string[] Scenario = ["from", "steps", "summary", "reference"];

    /// <summary>What a row says where it does not lead anywhere.</summary>
    public static readonly string[] RowWords = ["ignore", "reject", "never", "defer"];

    private static readonly string[] Truth = ["true", "false"];

    private static readonly Dictionary<string, string[]> Words = new(StringComparer.Ordinal)
    {
        ["kind"] = ["class", "struct"],
        ["accessibility"] = ["public", "internal"],
        ["unhandled"] = ["error", "warning", "ignore", "none"],
        ["reentrancy"] = ["reject", "queue"],
        ["concurrency"] = ["unchecked", "checked", "serialized"],
        ["dispatch"] = ["switch", "table"],
        ["type"] = ["external", "internal"],
        ["history"] = ["shallow", "deep"],
        ["async"] = Truth,
        ["snapshots"] = Truth,
        ["final"] = Truth,
        ["internal"] = Truth,
        ["transient"] = Truth,
    };

    /// <summary>The words that a key takes; none if it takes something else.</summary>
    public static IReadOnlyList<string> WordsOf(string key) => Words.TryGetValue(key, out var words) ? words : [];

    /// <summary>The keys that take one of a few words.</summary>
    public static IEnumerable<string> WithWords => Words.Keys;
}
