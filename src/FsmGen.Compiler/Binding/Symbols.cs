using FsmGen.Compiler.Model;

namespace FsmGen.Compiler.Binding;

/// <summary>What a spec declares under a name.</summary>
internal abstract class Symbol(Name name, Documentation docs)
{
    public Name Name { get; } = name;

    public Documentation Docs { get; } = docs;

    public override string ToString() => Name.Text;
}

/// <summary>An event. An internal one comes about by <c>raise</c> only.</summary>
internal sealed class EventSymbol(Name name, EquatableArray<Parameter> parameters, bool isInternal, Documentation docs) : Symbol(name, docs)
{
    public EquatableArray<Parameter> Parameters { get; } = parameters;

    public bool IsInternal { get; } = isInternal;

    public bool Carries(string parameter) => Parameters.Any(candidate => candidate.Name == parameter);
}

/// <summary>A guard: host method, or C# of the spec.</summary>
internal sealed class GuardSymbol(Name name, EquatableArray<Parameter> parameters, Fragment? code, Documentation docs) : Symbol(name, docs)
{
    public EquatableArray<Parameter> Parameters { get; } = parameters;

    public Fragment? Code { get; } = code;
}

/// <summary>An action: host method, or C# of the spec.</summary>
internal sealed class ActionSymbol(Name name, EquatableArray<ActionParameter> parameters, Fragment? code, Documentation docs) : Symbol(name, docs)
{
    public EquatableArray<ActionParameter> Parameters { get; } = parameters;

    public Fragment? Code { get; } = code;

    public int Constants => Parameters.Count(static parameter => parameter.IsConstant);
}
