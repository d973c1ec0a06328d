using FsmGen.Compiler.Model;
using FsmGen.Compiler.Yaml;

namespace FsmGen.Compiler.Binding;

/// <summary>Reads the lists of <c>do</c>, <c>entry</c> and <c>exit</c>.</summary>
internal sealed class ActionReader(Declarations declared, Findings findings)
{
    private readonly Dictionary<string, string?> _constants = new(StringComparer.Ordinal);

    public IReadOnlyList<ActionUse> Read(YamlNode node, string key)
    {
        var uses = new List<ActionUse>();
        foreach (var item in NodeReader.Items(node))
        {
            if (item is not YamlScalar { IsNull: false } scalar)
                new NodeReader(findings).WrongShape(item, node.Span, $"'{key}'", "actions");
            else if (ReadUse(scalar) is { } use)
                uses.Add(use);
        }

        return uses;
    }

    private ActionUse? ReadUse(YamlScalar scalar)
    {
        var text = scalar.Value.Trim();
        if (text.StartsWith("raise ", StringComparison.Ordinal))
            return ReadRaise(scalar, text.Substring(6).Trim());

        var open = text.IndexOf('(');
        var name = (open < 0 ? text : text.Substring(0, open)).TrimEnd();
        var span = NodeReader.Within(scalar, 0, name.Length);
        if (open >= 0 && !text.EndsWith(")", StringComparison.Ordinal))
            return Fail(scalar, text, "its ')' is missing; in a list in flow style YAML splits at every comma, so write the list in block style or quote the action");
        if (name is "ignore" or "reject" or "never" or "defer")
            return Fail(scalar, name, name == "defer" ? "deferral is not in the language yet" : "the word stands alone in the 'do' of a row");
        if (!declared.Actions.TryGetValue(name, out var action))
        {
            declared.ReportUnknown(Rules.UnknownAction, new Name(name, span), declared.Actions.Keys);
            return null;
        }

        var arguments = open < 0 ? [] : CSharpText.Arguments(text.Substring(open + 1, text.Length - open - 2));
        if (arguments.Count != action.Constants)
            return Fail(scalar, text, Arity(action, arguments.Count));
        foreach (var argument in arguments)
        {
            if (FindError(argument) is { } error)
                return Fail(scalar, text, $"'{argument}' is not a C# expression: {error}");
        }

        declared.Used.Add(action);
        return new Call(action, arguments.ToEquatableArray(), span);
    }

    private Raise? ReadRaise(YamlScalar scalar, string name)
    {
        var span = NodeReader.Within(scalar, scalar.Value.IndexOf(name, StringComparison.Ordinal), name.Length);
        if (!declared.Events.TryGetValue(name, out var raised))
            declared.ReportUnknown(Rules.UnknownEvent, new Name(name, span), declared.Events.Values.Where(static e => e.IsInternal).Select(static e => e.Name.Text));
        else if (!raised.IsInternal)
            findings.Add(Rules.InternalEvent, span, $"Event '{name}' comes from outside; only an event with 'internal: true' can be raised");
        else
        {
            declared.Used.Add(raised);
            return new Raise(raised, span);
        }

        return null;
    }

    /// <summary>The same few constants stand in many rows.</summary>
    private string? FindError(string constant)
    {
        if (!_constants.TryGetValue(constant, out var error))
            _constants.Add(constant, error = FragmentReader.FindError(constant));
        return error;
    }

    private ActionUse? Fail(YamlScalar scalar, string text, string why)
    {
        findings.Add(Rules.InvalidAction, scalar.Span, text, why);
        return null;
    }

    private static string Arity(ActionSymbol action, int given)
    {
        var constants = action.Parameters.Where(static parameter => parameter.IsConstant).Select(static parameter => parameter.Parameter.Declaration).ToList();
        return constants.Count == 0
            ? "it takes no constants; the parameters of the event come by themselves"
            : $"it takes {constants.Count} constant{(constants.Count == 1 ? "" : "s")} ({string.Join(", ", constants)}), not {given}";
    }
}
