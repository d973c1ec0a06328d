namespace FsmGen.Benchmarks.Shared;

/// <summary>Something to measure that can be asked for by name.</summary>
/// <param name="Name">For <c>--only</c>.</param>
/// <param name="Measure">Measures; the argument says whether the run shall be quick.</param>
internal sealed record Suite(string Name, Func<bool, IEnumerable<Table>> Measure);
