using FsmGen.Compiler.Binding;
using FsmGen.Compiler.Interpreting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Compiler.Tests.Scxml;

/// <summary>A spec that takes events by the names of SCXML, and says where it stands in them.</summary>
internal sealed class DocumentRun
{
    private readonly Interpreter _machine;
    private readonly Dictionary<string, EventSymbol> _events;

    public DocumentRun(string yaml)
    {
        var compilation = SpecCompilation.Of(SourceText.From(yaml), "test.fsm.yaml", null);
        Assert.Empty(compilation.Findings.Where(static finding => finding.Severity == DiagnosticSeverity.Error).Select(static finding => finding.Message));
        Spec = compilation.Spec!;
        _machine = new Interpreter(Spec);
        _events = Spec.Events.ToDictionary(static e => e.Display, StringComparer.Ordinal);
    }

    public Spec Spec { get; }

    /// <summary>Starts the machine, lets time pass (<c>+3s</c>), or fires the event that a name stands for: the longest that is declared, then <c>*</c>.</summary>
    /// <returns>The active leaves, and what ran.</returns>
    public string Step(string name)
    {
        _machine.Trace.Clear();
        if (name == "(start)")
            _machine.Start(static _ => false);
        else if (name.StartsWith('+'))
            _machine.Advance(Durations.Parse(name[1..])!.Value, static _ => false);
        else if (Resolve(name) is { } trigger)
            _machine.Fire(trigger, static _ => false);
        return $"{string.Join(" ", _machine.Leaves.Select(static leaf => leaf.Display))} | {string.Join(", ", _machine.Trace)}".TrimEnd();
    }

    private EventSymbol? Resolve(string name)
    {
        for (var prefix = name; prefix.Length > 0; prefix = prefix[..Math.Max(0, prefix.LastIndexOf('.'))])
        {
            if (_events.TryGetValue(prefix, out var trigger))
                return trigger;
        }

        return _events.GetValueOrDefault("*");
    }
}
