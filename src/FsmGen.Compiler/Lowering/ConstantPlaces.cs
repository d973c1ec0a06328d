using FsmGen.Compiler.Binding;
using FsmGen.Compiler.Model;

namespace FsmGen.Compiler.Lowering;

/// <summary>Where the spec has the constants of its calls: of calls that are the same, the first one.</summary>
internal sealed class ConstantPlaces
{
    private readonly SortedDictionary<string, Call> _calls = new(StringComparer.Ordinal);

    public EquatableArray<ConstantPlace> All => _calls.Values.Select(static call => new ConstantPlace(call.Display, call.Place, call.IsExact)).ToEquatableArray();

    public bool IsEmpty => _calls.Count == 0;

    /// <summary>The name under which the place of a call can be found; null if it has no constants.</summary>
    public string? Remember(Call call)
    {
        if (call.Arguments.Count == 0)
            return null;
        if (!_calls.TryGetValue(call.Display, out var first) || call.Span.Start < first.Span.Start)
            _calls[call.Display] = call;
        return call.Display;
    }
}
