using FsmGen.Compiler.Model;
using FsmGen.Compiler.Yaml;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Compiler.Binding;

/// <summary>The names that a spec declares, and which of them it uses.</summary>
internal sealed partial class Declarations(SourceText text, Findings findings, string machine)
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

    /// <summary>The timers of <c>timers</c> by name; those of <c>after</c> have none.</summary>
    public Dictionary<string, TimerSymbol> Timers { get; } = new(StringComparer.Ordinal);

    /// <summary>What no author declares, because a construct brings it along: completions, and the times of <c>after</c>.</summary>
    public List<EventSymbol> Implied { get; } = [];

    /// <summary>The trigger of <c>always</c>.</summary>
    public EventSymbol Always { get; } = new(new Name("always", default), [], EventOrigin.Always, Documentation.None);

    public HashSet<Symbol> Used { get; } = [];

    /// <summary>The events that some action raises.</summary>
    public HashSet<EventSymbol> Raised { get; } = [];

    public FilePlace PlaceOf(TextSpan span) => findings.Text.Locate(span) is var place ? new FilePlace(place.Path, place.Lines) : default;

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

    /// <summary>Takes names that nothing can have.</summary>
    public void Reserve(IEnumerable<string> names) => _generated.UnionWith(names);

    public void ReadEvents(YamlEntry section)
    {
        var declared = _read.Entries(section.Value, "'events'", section.Key.Span).Select(ReadEvent).Where(static e => e is not null).ToList();
        foreach (var e in declared)
        {
            foreach (var parameter in e!.Value.IsInternal ? [] : e.Value.Signature.Parameters)
                DeclareParameter(parameter, e.Value.Signature);
        }

        _generated.UnionWith(declared.SelectMany(static e => Names.MembersOf(e!.Value.Signature.Name.Text)));
        foreach (var (signature, isInternal, isTransient, id, docs) in declared.Select(static e => e!.Value))
        {
            if (Declare(signature, "event"))
                Events[signature.Name.Text] = new EventSymbol(signature.Name, EventParameters(signature, isInternal), isInternal ? EventOrigin.Internal : EventOrigin.External, docs) { Id = id, Place = PlaceOf(signature.Scalar.Span), IsTransient = isTransient || signature.Parameters.Any(static parameter => IsSpan(parameter.Type)) };
        }
    }

    /// <summary>Says which region's member has a name that something else has.</summary>
    public void CheckRegion(StateSymbol region)
    {
        var member = Names.MemberOfRegion(region.Name.Text);
        if (region.Name.Text == machine)
            findings.Add(Rules.InvalidName, region.Name.Span, region.Name.Text, "a region", $"its member '{member}' would have the name of the machine's enum");
        else if (_names.Contains(member) || _generated.Contains(member))
            findings.Add(Rules.InvalidName, region.Name.Span, region.Name.Text, "a region", $"the machine has another '{member}'");
    }

    /// <summary>The event that a state is complete.</summary>
    public EventSymbol CompletionOf(StateSymbol state)
    {
        var completion = Implied.Find(e => e.Completed == state);
        if (completion is null)
            Implied.Add(completion = new EventSymbol(new Name($"done({state})", state.Name.Span), [], EventOrigin.Completion, Documentation.None) { Completed = state });
        return completion;
    }

    /// <summary>The states of these names; what is none has a finding.</summary>
    public IReadOnlyList<StateSymbol> ResolveStates(IReadOnlyList<Name> names, IEnumerable<string> words)
    {
        var states = new List<StateSymbol>();
        foreach (var name in names)
        {
            if (States.TryGetValue(name.Text, out var state))
                states.Add(state);
            else
                ReportUnknown(Rules.UnknownState, name, States.Keys.Concat(words));
        }

        return states;
    }

    /// <summary>Says which of several states cannot be active together.</summary>
    public void RequireTogether(IReadOnlyList<StateSymbol> states, IReadOnlyList<Name> names)
    {
        for (var i = 1; i < states.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var common = states[i];
                while (!states[j].IsWithin(common))
                    common = common.Parent!;
                if (!common.IsParallel || common == states[i] || common == states[j])
                {
                    findings.Add(Rules.ExclusiveTargets, names[i].Span, states[j].Name.Text, states[i].Name.Text, common == states[i] || common == states[j] ? "one lies in the other" : "no state with regions holds both");
                    return;
                }
            }
        }
    }

    public void ReadGuards(YamlEntry section)
    {
        foreach (var entry in _read.Entries(section.Value, "'guards'", section.Key.Span))
        {
            if (ReadSignature(entry.Key) is not { } signature || !Declare(signature, "guard"))
                continue;
            var (docs, code, _) = ReadDetails(entry, "a guard", scalar => FragmentReader.ReadExpression(scalar, text, findings));
            Guards[signature.Name.Text] = new GuardSymbol(signature.Name, signature.Parameters.Select(p => Carried(p, signature)).ToEquatableArray(), code, docs);
        }
    }

    public void ReadActions(YamlEntry section)
    {
        foreach (var entry in _read.Entries(section.Value, "'actions'", section.Key.Span))
        {
            if (ReadSignature(entry.Key) is not { } signature || !Declare(signature, "action"))
                continue;
            var (docs, code, isAsync) = ReadDetails(entry, "an action", scalar => FragmentReader.ReadStatements(scalar, text, findings));
            var parameters = signature.Parameters.Select(p => p.Type.Length > 0 ? new ActionParameter(p, IsConstant: true) : new ActionParameter(Carried(p, signature), IsConstant: false));
            Actions[signature.Name.Text] = new ActionSymbol(signature.Name, parameters.ToEquatableArray(), code, isAsync, docs);
        }
    }

    private (Signature Signature, bool IsInternal, bool IsTransient, string? Id, Documentation Docs)? ReadEvent(YamlEntry entry)
    {
        var docs = Documentation.None;
        var (isInternal, isTransient) = (false, false);
        string? id = null;
        if (entry.Value is YamlScalar { IsNull: false })
            docs = _read.WithSummary(docs, entry);
        else
        {
            _read.Keys(entry.Value, "an event", entry.Key.Span,
                new("internal", e => isInternal = _read.Word(e, "true", "false") == "true"),
                new("transient", e => isTransient = _read.Word(e, "true", "false") == "true"),
                new("id", e => id = _read.Text(e)?.Value),
                new("summary", e => docs = _read.WithSummary(docs, e)),
                new("reference", e => docs = _read.WithReference(docs, e)));
        }

        return ReadSignature(entry.Key) is { } signature ? (signature, isInternal, isTransient, id, docs) : null;
    }

    private static bool IsSpan(string type)
    {
        var name = type.Split('<')[0];
        return name.Substring(name.LastIndexOfAny(['.', ':']) + 1) is "Span" or "ReadOnlySpan";
    }

    private (Documentation Docs, Fragment? Code, bool IsAsync) ReadDetails(YamlEntry entry, string what, Func<YamlScalar, Fragment?> readCode)
    {
        var docs = Documentation.None;
        Fragment? code = null;
        var isAsync = false;
        if (entry.Value is YamlScalar { IsNull: false })
            return (_read.WithSummary(docs, entry), null, false);
        Key[] own = what == "an action" ? [new("async", e => isAsync = _read.Word(e, "true", "false") == "true")] : [];
        _read.Keys(entry.Value, what, entry.Key.Span,
            [.. own, new("code", e => code = _read.Text(e) is { } scalar ? readCode(scalar) : null),
            new("summary", e => docs = _read.WithSummary(docs, e)),
            new("reference", e => docs = _read.WithReference(docs, e))]);
        return (docs, code, isAsync);
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
