using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace FsmGen.Generators.Usage;

/// <summary>Where C# calls a method of a value on a copy of it.</summary>
internal static class Copies
{
    /// <summary>What the receiver is, in words of a message; null if the value itself is changed.</summary>
    public static string? Describe(IOperation? receiver, ISymbol member) => receiver switch
    {
        IFieldReferenceOperation { Field: { IsReadOnly: true } field } when !IsBeingConstructed(field, member) => $"the field '{field.Name}'",
        IPropertyReferenceOperation { Property: { RefKind: RefKind.None, IsIndexer: false } property } => $"the property '{property.Name}'",
        IPropertyReferenceOperation { Property.RefKind: RefKind.RefReadOnly } or IPropertyReferenceOperation { Property: { RefKind: RefKind.None, IsIndexer: true } } => "the element",
        IParameterReferenceOperation { Parameter: { RefKind: RefKind.In } parameter } => $"the parameter '{parameter.Name}'",
        ILocalReferenceOperation { Local: { RefKind: RefKind.RefReadOnly } or { IsForEach: true } or { IsUsing: true } } local => $"the local '{local.Local.Name}'",
        IInvocationOperation { TargetMethod: { RefKind: RefKind.None } method } => $"what '{method.Name}' returns",
        _ => null,
    };

    private static bool IsBeingConstructed(IFieldSymbol field, ISymbol member) =>
        SymbolEqualityComparer.Default.Equals(field.ContainingType, member.ContainingType)
        && member is IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor };
}
