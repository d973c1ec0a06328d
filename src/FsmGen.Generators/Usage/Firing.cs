using FsmGen.Compiler.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace FsmGen.Generators.Usage;

/// <summary>A call that brings an event to a machine: <c>gate.Push()</c>, <c>gate.Fire(GateEvent.Push)</c>, <c>Start()</c>.</summary>
internal static class Firing
{
    private const string Start = "Start";

    /// <summary>Whether a call changes a machine: its methods that return what became of an event.</summary>
    public static bool Is(IInvocationOperation call) => call.TargetMethod is { MethodKind: MethodKind.Ordinary, IsStatic: false, ContainingType: { } machine } method
        && (IsResult(method.ReturnType) || method.ReturnType is INamedTypeSymbol { Name: "ValueTask", TypeArguments: [var result] } && IsResult(result))
        && MachineTypes.IsMachine(machine);

    /// <summary>The event that a call fires; null for <c>Start</c>, and for one that is known at run time only.</summary>
    public static string? EventOf(IInvocationOperation call)
    {
        var name = Synchronous(call.TargetMethod.Name);
        if (name == Start)
            return null;
        if (name != "Fire")
            return name;
        var trigger = call.Arguments.FirstOrDefault()?.Value;
        return trigger is IFieldReferenceOperation { Field: { IsConst: true, ContainingType.TypeKind: TypeKind.Enum } value } ? value.Name : null;
    }

    /// <summary>Whether any state takes, or keeps, the event.</summary>
    public static bool IsFruitful(Machine machine, string name)
    {
        if (machine.Chart is { } chart)
            return chart.Events.FirstOrDefault(e => e.IsExternal && e.Name == name)?.Answers.Any(static answers => answers.Alternatives.Any(static answer => DoesSomething(answer.Outcome))) ?? true;
        return machine.Events.FirstOrDefault(e => e.Name == name)?.Arms.Any(static arm => arm.Branches.Any(static branch => DoesSomething(branch.Outcome))) ?? true;
    }

    private static bool DoesSomething(Outcome outcome) => outcome is Outcome.Handled or Outcome.Deferred;

    private static bool IsResult(ITypeSymbol type) => type is { Name: "FireResult", TypeKind: TypeKind.Enum, ContainingType: not null };

    private static string Synchronous(string name) => name.EndsWith("Async", StringComparison.Ordinal) ? name.Substring(0, name.Length - 5) : name;
}
