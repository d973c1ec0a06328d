using FsmGen.Compiler.Binding;
using FsmGen.Compiler.Yaml;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Compiler.Edits;

/// <summary>Declares what a spec names and does not have.</summary>
internal static class DeclarationEdits
{
    public static IEnumerable<SpecEdit> For(SpecTree tree, Finding finding)
    {
        var name = finding.Arguments[0];
        var path = tree.PathTo(finding.Span.Start);
        if (path.Count == 0 || Names.Reject(name) is not null)
            return [];
        var (what, changes) = finding.Rule.Id switch
        {
            "FSM1001" => ("state", DeclareState(tree, path, name)),
            "FSM1002" => ("event", Insertion.Declare(tree, "events", IsRaised(path) ? $"{name}: {{ internal: true }}" : $"{name}:")),
            "FSM1003" => ("guard", Insertion.Declare(tree, "guards", $"{name}:")),
            "FSM1004" => ("action", Signature(path, name) is { } signature ? Insertion.Declare(tree, "actions", $"{signature}:") : null),
            _ => ("timer", Insertion.Declare(tree, "timers", $"{name}: 1s")),
        };
        return SpecEdits.Edit($"Declare {what} '{name}'", EditKinds.Declare, changes);
    }

    /// <summary>The new state stands beside the one that leads to it or, where that is a region, beside the next one around it.</summary>
    private static IEnumerable<TextChange>? DeclareState(SpecTree tree, IReadOnlyList<YamlStep> path, string name)
    {
        for (var i = path.Count - 1; i >= 0; i--)
        {
            // The initial state of a state lies in it.
            if (path[i].Is("initial") && SpecTree.Find(path[i].Container, "states") is { } nested)
                return Insertion.AddEntries(tree, nested, [$"{name}:"]);
            if (path[i].Is("states") && i + 1 < path.Count && path[i + 1].Container is YamlMapping)
                return Insertion.AddEntries(tree, path[i], [$"{name}:"]);
        }

        return SpecTree.Find(tree.Root, "states") is { } top ? Insertion.AddEntries(tree, top, [$"{name}:"]) : null;
    }

    /// <summary>Nobody outside fires what a row raises or a timer brings.</summary>
    private static bool IsRaised(IReadOnlyList<YamlStep> path) => path.Any(static step => step.Is("timers") || step.Is("do") || step.Is("entry") || step.Is("exit"));

    /// <summary>The name with a parameter for each constant that it is given; null where the type of one is not plain to see.</summary>
    private static string? Signature(IReadOnlyList<YamlStep> path, string name)
    {
        var use = (path[path.Count - 1].Value as YamlScalar)?.Value.Trim() ?? "";
        if (!use.StartsWith(name, StringComparison.Ordinal) || use.IndexOf('(') is not (> 0 and var open) || !use.EndsWith(")", StringComparison.Ordinal))
            return name;
        var arguments = CSharpText.Arguments(use.Substring(open + 1, use.Length - open - 2));
        var types = arguments.Select(static argument => TypeOf(SyntaxFactory.ParseExpression(argument))).ToList();
        if (types.Contains(null))
            return null;
        var parameters = types.Count == 1 ? [$"{types[0]} value"] : types.Select(static (type, i) => $"{type} value{i + 1}").ToList();
        return parameters.Count == 0 ? name : $"\"{name}({string.Join(", ", parameters)})\"";
    }

    private static string? TypeOf(ExpressionSyntax expression) => expression switch
    {
        LiteralExpressionSyntax { Token.Value: { } value } => value switch { int => "int", long => "long", double => "double", string => "string", bool => "bool", char => "char", _ => null },
        PrefixUnaryExpressionSyntax { Operand: LiteralExpressionSyntax operand } => TypeOf(operand),
        _ => null,
    };
}
