using FsmGen.Compiler.Model;
using FsmGen.Compiler.Yaml;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Compiler.Binding;

/// <summary>The names that a spec declares, and which of them it uses.</summary>
internal sealed class Declarations(SourceText text, Findings findings, string machine)
{
    private readonly NodeReader _read = new(findings);
    private readonly Dictionary<string, (Parameter Parameter, string Event)> _parameters = new(StringComparer.Ordinal);
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _generated = new(StringComparer.Ordinal);
    private readonly HashSet<string> _refused = new(StringComparer.Ordinal);

    public Dictionary<string, EventSymbol> Events { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, GuardSymbol> Guards { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, ActionSymbol> Actions { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, StateSymbol> States { get; } = new(StringComparer.Ordinal);

    public HashSet<Symbol> Used { get; } = [];

    /// <summary>Says that a name is not declared, unless its declaration has a finding of its own.</summary>
    public void ReportUnknown(DiagnosticDescriptor rule, Name name, IEnumerable<string> candidates)
    {
        if (!_refused.Contains(name.Text))
            findings.Add(rule, name.Span, name.Text, findings.Suggest(name.Text, candidates));
    }

    /// <summary>Says that a name cannot be given.</summary>
    public void Refuse(Name name, string what, string why)
    {
        _refused.Add(name.Text);
        findings.Add(Rules.InvalidName, name.Span, name.Text, what, why);
    }

    public void ReadEvents(YamlEntry section)
    {
        var declared = _read.Entries(section.Value, "'events'", section.Key.Span).Select(ReadEvent).Where(static e => e is not null).ToList();
        foreach (var e in declared)
        {
            foreach (var parameter in e!.Value.IsInternal ? [] : e.Value.Signature.Parameters)
                DeclareParameter(parameter, e.Value.Signature);
        }

        _generated.UnionWith(declared.SelectMany(static e => Names.MembersOf(e!.Value.Signature.Name.Text)));
        foreach (var (signature, isInternal, docs) in declared.Select(static e => e!.Value))
        {
            if (Declare(signature, "event"))
                Events[signature.Name.Text] = new EventSymbol(signature.Name, EventParameters(signature, isInternal), isInternal, docs);
        }
    }

    public void ReadGuards(YamlEntry section)
    {
        foreach (var entry in _read.Entries(section.Value, "'guards'", section.Key.Span))
        {
            if (ReadSignature(entry.Key) is not { } signature || !Declare(signature, "guard"))
                continue;
            var (docs, code) = ReadDetails(entry, "a guard", scalar => FragmentReader.ReadExpression(scalar, text, findings));
            Guards[signature.Name.Text] = new GuardSymbol(signature.Name, signature.Parameters.Select(p => Carried(p, signature)).ToEquatableArray(), code, docs);
        }
    }

    public void ReadActions(YamlEntry section)
    {
        foreach (var entry in _read.Entries(section.Value, "'actions'", section.Key.Span))
        {
            if (ReadSignature(entry.Key) is not { } signature || !Declare(signature, "action"))
                continue;
            var (docs, code) = ReadDetails(entry, "an action", scalar => FragmentReader.ReadStatements(scalar, text, findings));
            var parameters = signature.Parameters.Select(p => p.Type.Length > 0 ? new ActionParameter(p, IsConstant: true) : new ActionParameter(Carried(p, signature), IsConstant: false));
            Actions[signature.Name.Text] = new ActionSymbol(signature.Name, parameters.ToEquatableArray(), code, docs);
        }
    }

    private (Signature Signature, bool IsInternal, Documentation Docs)? ReadEvent(YamlEntry entry)
    {
        var docs = Documentation.None;
        var isInternal = false;
        if (entry.Value is YamlScalar { IsNull: false })
            docs = _read.WithSummary(docs, entry);
        else
        {
            _read.Keys(entry.Value, "an event", entry.Key.Span,
                new("internal", e => isInternal = _read.Word(e, "true", "false") == "true"),
                new("summary", e => docs = _read.WithSummary(docs, e)),
                new("reference", e => docs = _read.WithReference(docs, e)));
        }

        return ReadSignature(entry.Key) is { } signature ? (signature, isInternal, docs) : null;
    }

    private (Documentation Docs, Fragment? Code) ReadDetails(YamlEntry entry, string what, Func<YamlScalar, Fragment?> readCode)
    {
        var docs = Documentation.None;
        Fragment? code = null;
        if (entry.Value is YamlScalar { IsNull: false })
            return (_read.WithSummary(docs, entry), null);
        _read.Keys(entry.Value, what, entry.Key.Span,
            new("code", e => code = _read.Text(e) is { } scalar ? readCode(scalar) : null),
            new("summary", e => docs = _read.WithSummary(docs, e)),
            new("reference", e => docs = _read.WithReference(docs, e)));
        return (docs, code);
    }

    private Signature? ReadSignature(YamlScalar key)
    {
        var signature = SignatureReader.Read(key, findings);
        if (signature is null)
            _refused.Add(key.Value.Split('(')[0].TrimEnd());
        return signature;
    }

    private bool Declare(Signature signature, string kind)
    {
        var name = signature.Name;
        if (Names.RejectMember(name.Text, machine, _generated) is { } why)
            Refuse(name, $"{(kind == "guard" ? "a" : "an")} {kind}", why);
        else if (!_names.Add(name.Text))
            findings.Add(Rules.Duplicate, name.Span, "name", name.Text);
        else
            return true;
        return false;
    }

    private void DeclareParameter(Parameter parameter, Signature signature)
    {
        if (Names.RejectParameter(parameter.Name, machine) is { } why)
            findings.Add(Rules.InvalidName, signature.Scalar.Span, parameter.Name, "a parameter", why);
        if (parameter.Type.Length == 0)
            findings.Add(Rules.InvalidSignature, signature.Scalar.Span, signature.Scalar.Value, $"the parameter '{parameter.Name}' has no type");
        else if (!_parameters.TryGetValue(parameter.Name, out var first))
            _parameters.Add(parameter.Name, (parameter, signature.Name.Text));
        else if (first.Parameter != parameter)
            findings.Add(Rules.ParameterConflict, signature.Scalar.Span, parameter.Name, parameter.FullType, first.Parameter.FullType, first.Event);
    }

    private EquatableArray<Parameter> EventParameters(Signature signature, bool isInternal)
    {
        var parameters = new List<Parameter>();
        foreach (var parameter in signature.Parameters)
        {
            if (isInternal && parameter.Type.Length > 0)
                findings.Add(Rules.InvalidSignature, signature.Scalar.Span, signature.Scalar.Value, $"an internal event names the parameters that it carries on; write '{parameter.Name}', without a type");
            parameters.Add(isInternal ? Carried(parameter, signature) : parameter.Type.Length > 0 ? parameter : parameter with { Type = "object" });
        }

        return parameters.ToEquatableArray();
    }

    /// <summary>A parameter that comes from the event at hand: its type is the one that the events give it.</summary>
    private Parameter Carried(Parameter parameter, Signature signature)
    {
        if (_parameters.TryGetValue(parameter.Name, out var known))
        {
            if (parameter.Type.Length > 0 && parameter != known.Parameter)
                findings.Add(Rules.ParameterConflict, signature.Scalar.Span, parameter.Name, parameter.FullType, known.Parameter.FullType, known.Event);
            return known.Parameter;
        }

        findings.Add(Rules.InvalidSignature, signature.Scalar.Span, signature.Scalar.Value,
            $"no event carries a parameter '{parameter.Name}'{findings.Suggest(parameter.Name, _parameters.Keys)}");
        return parameter with { Type = "object" };
    }
}
