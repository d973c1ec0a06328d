using System.Collections.Immutable;
using FsmGen.Compiler;
using FsmGen.Generators.Usage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace FsmGen.Generators;

/// <summary>Looks at C# that uses a generated machine, in editors and builds alike.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UsageAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rules.MissingCase, Rules.FruitlessEvent, Rules.NestedFire, Rules.CopiedMachine);

    /// <inheritdoc />
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            var machines = new MachineTypes(start.Options.AdditionalFiles, start.Options.AnalyzerConfigOptionsProvider, start.CancellationToken);
            start.RegisterOperationAction(static operation => CheckSwitch(operation, (ISwitchOperation)operation.Operation), OperationKind.Switch);
            start.RegisterOperationAction(operation => CheckCall(operation, (IInvocationOperation)operation.Operation, machines), OperationKind.Invocation);
        });
    }

    /// <summary>A statement only: of an expression C# itself says what it misses.</summary>
    private static void CheckSwitch(OperationAnalysisContext context, ISwitchOperation statement)
    {
        if (statement.Value.Type is not INamedTypeSymbol { TypeKind: TypeKind.Enum } states || !states.Name.EndsWith("State", StringComparison.Ordinal) || !MachineTypes.IsGenerated(states))
            return;
        if (CoveredStates.Of(statement) is not { } covered)
            return;

        var missing = states.GetMembers().OfType<IFieldSymbol>().Where(state => state.HasConstantValue && !covered.Contains(state.ConstantValue)).Select(static state => $"'{state.Name}'").ToList();
        if (missing.Count > 0)
            context.ReportDiagnostic(Diagnostic.Create(Rules.MissingCase, statement.Value.Syntax.GetLocation(), states.Name, string.Join(", ", missing)));
    }

    private static void CheckCall(OperationAnalysisContext context, IInvocationOperation call, MachineTypes machines)
    {
        if (!Firing.Is(call))
            return;

        var type = call.TargetMethod.ContainingType;
        if (type.IsValueType && Copies.Describe(call.Instance, context.ContainingSymbol) is { } copy)
            Report(Rules.CopiedMachine, type.Name, copy, call.TargetMethod.Name);
        if (machines.Of(type) is not { } machine)
            return;

        if (Firing.EventOf(call) is { } name && !Firing.IsFruitful(machine, name))
            Report(Rules.FruitlessEvent, type.Name, name);
        if (machine.Chart is not { Policy: { QueuesReentrant: true } or { IsSerialized: true } } && Steps.IsWithin(call, context.ContainingSymbol))
            Report(Rules.NestedFire, context.ContainingSymbol.Name, type.Name);

        void Report(DiagnosticDescriptor rule, params object[] arguments) => context.ReportDiagnostic(Diagnostic.Create(rule, call.Syntax.GetLocation(), arguments));
    }
}
