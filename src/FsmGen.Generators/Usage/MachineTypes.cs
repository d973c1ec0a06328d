using System.Collections.Immutable;
using FsmGen.Compiler;
using FsmGen.Compiler.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FsmGen.Generators.Usage;

/// <summary>The generated types of a project, and the machines behind them: compiled once something generated is used.</summary>
internal sealed class MachineTypes
{
    private const string Tool = "FsmGen";

    private readonly Lazy<IReadOnlyDictionary<string, Machine>> _machines;

    public MachineTypes(ImmutableArray<AdditionalText> files, AnalyzerConfigOptionsProvider provider, CancellationToken cancellation) => _machines = new(() =>
    {
        var options = HostOptions.From(provider.GlobalOptions);
        var fragments = Fragments.Among(files, cancellation);
        return files.Where(static file => SpecFile.Is(file.Path)).OrderBy(static file => file.Path, StringComparer.Ordinal)
            .Select(file => SpecResult.Of(file, options, Compiler.Severities.ChosenSeverities.None, fragments.Open, cancellation)?.Machine).OfType<Machine>()
            .GroupBy(static machine => machine.FullName).ToDictionary(static same => same.Key, static same => same.First(), StringComparer.Ordinal);
    });

    /// <summary>The machine that a type was generated from in this project; null if it was not.</summary>
    public Machine? Of(ITypeSymbol? type) =>
        IsGenerated(type) && _machines.Value.TryGetValue(type!.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat), out var machine) ? machine : null;

    /// <summary>Whether a type is of a spec's making, here or in a project that this one refers to.</summary>
    public static bool IsGenerated(ITypeSymbol? type) => type is INamedTypeSymbol && type.GetAttributes().Any(static attribute =>
        attribute is { AttributeClass.Name: "GeneratedCodeAttribute", ConstructorArguments: [{ Value: Tool }, ..] });

    /// <summary>Whether a type is a generated machine, here or elsewhere.</summary>
    public static bool IsMachine(ITypeSymbol? type) => type is { TypeKind: TypeKind.Class or TypeKind.Struct } && IsGenerated(type) && type.GetTypeMembers("FireResult").Length > 0;
}
