using System.Globalization;
using FsmGen.Compiler.Binding;
using FsmGen.Compiler.Model;

namespace FsmGen.Compiler.Lowering;

/// <summary>Hashes the shape of a machine: two specs of one shape understand each other's snapshots.</summary>
internal static class SnapshotSchema
{
    /// <summary>Types of which a deferred event's payload can be written as text.</summary>
    public static readonly HashSet<string> Writable = new(StringComparer.Ordinal)
    {
        "bool", "byte", "sbyte", "short", "ushort", "int", "uint", "long", "ulong", "float", "double", "decimal", "char", "string",
    };

    public static SnapshotShape? Of(Spec spec) => spec.TakesSnapshots
        ? new SnapshotShape(Hash(spec), spec.Migrations)
        : null;

    private static string Hash(Spec spec)
    {
        // FNV-1a: no secret, only a name for a shape.
        var hash = 14695981039346656037UL;
        foreach (var c in string.Join("\n", Lines(spec)))
            hash = unchecked((hash ^ c) * 1099511628211UL);
        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }

    private static IEnumerable<string> Lines(Spec spec)
    {
        foreach (var state in spec.Root.Descendants)
        {
            yield return $"state {state.Parent} {state} {state.IsParallel} {state.IsFinal}";
            foreach (var history in state.Histories)
                yield return $"history {state} {history} {history.History}";
        }

        foreach (var timer in spec.Timers)
            yield return $"timer {timer.Owner} {timer}";
        foreach (var e in spec.Events.Where(static e => !e.IsInternal))
            yield return $"event {e}({string.Join(", ", e.Parameters.Select(static parameter => parameter.Declaration))})";
    }
}
