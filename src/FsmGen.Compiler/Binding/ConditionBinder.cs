using FsmGen.Compiler.Yaml;

namespace FsmGen.Compiler.Binding;

/// <summary>Reads a condition, and says which of its names are not declared.</summary>
internal sealed class ConditionBinder(Declarations declared, Findings findings)
{
    private readonly NodeReader _read = new(findings);

    public ReadCondition Read(YamlEntry entry) => _read.Text(entry) is { } scalar ? Read(scalar) : new ReadCondition(null, [], []);

    public ReadCondition Read(YamlScalar scalar)
    {
        var read = ConditionReader.Read(scalar, findings);
        foreach (var name in read.Guards)
        {
            if (declared.Guards.TryGetValue(name.Text, out var guard))
                declared.Used.Add(guard);
            else
                declared.ReportUnknown(Rules.UnknownGuard, name, declared.Guards.Keys);
        }

        foreach (var name in read.States)
        {
            if (!declared.States.TryGetValue(name.Text, out var state))
                declared.ReportUnknown(Rules.UnknownState, name, declared.States.Keys);
            else if (state.IsHistory)
                findings.Add(Rules.InvalidCondition, name.Span, $"'{name.Text}' is a history: it is never active itself");
        }

        return read;
    }

    /// <summary>Whether everything that a condition names is declared.</summary>
    public bool AreKnown(ReadCondition read) =>
        read.Guards.All(name => declared.Guards.ContainsKey(name.Text)) && read.States.All(name => declared.States.TryGetValue(name.Text, out var state) && !state.IsHistory);
}
