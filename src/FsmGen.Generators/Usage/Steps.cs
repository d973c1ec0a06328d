using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace FsmGen.Generators.Usage;

/// <summary>What runs while a machine takes an event.</summary>
internal static class Steps
{
    /// <summary>Whether a call is one that a guard, an action or <c>OnTransition</c> of a machine makes on that very machine.</summary>
    public static bool IsWithin(IInvocationOperation call, ISymbol member) =>
        call.Instance is IInstanceReferenceOperation
        && member is IMethodSymbol method
        && (method.PartialDefinitionPart is not null || method.IsPartialDefinition)
        && SymbolEqualityComparer.Default.Equals(method.ContainingType, call.TargetMethod.ContainingType)
        && !IsLater(call);

    /// <summary>A lambda and a local function may run when the step is over.</summary>
    private static bool IsLater(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IAnonymousFunctionOperation or ILocalFunctionOperation)
                return true;
        }

        return false;
    }
}
