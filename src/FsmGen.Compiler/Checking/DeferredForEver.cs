using FsmGen.Compiler.Analysis;

namespace FsmGen.Compiler.Checking;

/// <summary>Finds rows that defer an event which nothing that can follow takes, or even drops.</summary>
internal static class DeferredForEver
{
    public static void Check(StateSpace space, Findings findings)
    {
        var came = space.Deferrals.Count > 0 ? Paths.Backwards(space.Situations) : [];
        foreach (var pair in space.Deferrals)
        {
            var released = Paths.Into(pair.Value.Released, came);
            foreach (var deferred in pair.Value.DeferredBy.Where(deferred => !released.Contains(deferred.Value)))
                findings.Add(Rules.DeferredForEver, deferred.Key.Span, pair.Key.Name.Text, $"{deferred.Value.Way}");
        }
    }
}
