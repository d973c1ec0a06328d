using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FsmGen.Generators;

/// <summary>
/// Takes back CA1822, "can be marked as static", where a host implements a guard or an action: the generated half declares
/// it, and not as static.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HostMethodSuppressor : DiagnosticSuppressor
{
    private static readonly SuppressionDescriptor MarkAsStatic =
        new("FSMS0001", "CA1822", "A guard or an action of a spec is declared as an instance method");

    /// <inheritdoc />
    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } = ImmutableArray.Create(MarkAsStatic);

    /// <inheritdoc />
    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        foreach (var diagnostic in context.ReportedDiagnostics)
        {
            if (diagnostic.Location.SourceTree is not { } tree)
                continue;
            var node = tree.GetRoot(context.CancellationToken).FindNode(diagnostic.Location.SourceSpan);
            if (context.GetSemanticModel(tree).GetDeclaredSymbol(node, context.CancellationToken) is IMethodSymbol { PartialDefinitionPart: not null } method && IsMachine(method.ContainingType))
                context.ReportSuppression(Suppression.Create(MarkAsStatic, diagnostic));
        }
    }

    private static bool IsMachine(INamedTypeSymbol type) => type.GetAttributes().Any(static attribute =>
        attribute is { AttributeClass.Name: "GeneratedCodeAttribute", ConstructorArguments: [{ Value: "FsmGen" }, ..] });
}
