using FsmGen.Compiler.Model;
using FsmGen.Compiler.Yaml;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Compiler.Binding;

/// <summary>Reads the lists of <c>do</c>, <c>entry</c> and <c>exit</c>.</summary>
internal sealed class ActionReader(Declarations declared, Findings findings)
{
    private readonly NodeReader _read = new(findings);
    private readonly ConditionBinder _conditions = new(declared, findings);
    private readonly Dictionary<string, string?> _constants = new(StringComparer.Ordinal);

    public IReadOnlyList<ActionUse> Read(YamlNode node, string key)
    {
        var uses = new List<ActionUse>();
        var items = NodeReader.Items(node);
        for (var i = 0; i < items.Count; i++)
        {
            var item = items[i];
            var use = item switch
            {
                YamlScalar { IsNull: false } scalar => ReadUse(scalar),
                YamlMapping => ReadConditionalRaise(item),
                _ => null,
            };
            if (use is not null)
                uses.Add(use);
            else if (item is not (YamlMapping or YamlScalar { IsNull: false }))
                _read.WrongShape(item, node.Span, $"'{key}'", "actions");
            // What YAML split off an action is no action that nobody declared.
            if (use is null && item is YamlScalar { Value: var begin } && IsOpen(begin))
                i = EndOf(items, i);
        }

        return uses;
    }

    private static bool IsOpen(string action) => action.IndexOf('(') >= 0 && !action.TrimEnd().EndsWith(")", StringComparison.Ordinal);

    /// <summary>The item that closes what the one at <paramref name="start"/> opens; that one itself if none does.</summary>
    private static int EndOf(IReadOnlyList<YamlNode> items, int start)
    {
        for (var i = start + 1; i < items.Count && items[i] is YamlScalar { Value: var text } && text.IndexOf('(') < 0; i++)
        {
            if (text.TrimEnd().EndsWith(")", StringComparison.Ordinal))
                return i;
        }

        return start;
    }

    private ActionUse? ReadUse(YamlScalar scalar)
    {
        var text = scalar.Value.Trim();
        var blank = text.IndexOf(' ');
        switch (blank < 0 ? "" : text.Substring(0, blank))
        {
            case "raise":
                return ReadRaise(scalar, text.Substring(blank).Trim(), null);
            case "start":
                return ReadTimer(scalar, text.Substring(blank).Trim()) is var (started, at) ? new StartTimer(started, at) : null;
            case "stop":
                return ReadTimer(scalar, text.Substring(blank).Trim()) is var (stopped, there) ? new StopTimer(stopped, there) : null;
        }

        var open = text.IndexOf('(');
        var name = (open < 0 ? text : text.Substring(0, open)).TrimEnd();
        var span = NodeReader.Within(scalar, 0, name.Length);
        if (open >= 0 && !text.EndsWith(")", StringComparison.Ordinal))
            return Fail(scalar, text, "its ')' is missing; in a list in flow style YAML splits at every comma, so write the list in block style or quote the action");
        if (name is "ignore" or "reject" or "never" or "defer")
            return Fail(scalar, name, "the word stands alone in the 'do' of a row");
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
        return Locate(new Call(action, arguments.ToEquatableArray(), span), scalar);
    }

    private Call Locate(Call call, YamlScalar scalar)
    {
        if (call.Arguments.Count == 0)
            return call;
        var written = string.Join(", ", call.Arguments);
        var start = scalar.Value.IndexOf(written, scalar.Value.IndexOf('('), StringComparison.Ordinal);
        var span = start < 0 ? scalar.Span : NodeReader.Within(scalar, start, written.Length);
        var place = declared.PlaceOf(span);
        return call with { Place = place, IsExact = start >= 0 && span.Length == written.Length && place.Lines.Start.Line == place.Lines.End.Line };
    }

    private Raise? ReadConditionalRaise(YamlNode node)
    {
        YamlScalar? name = null;
        Condition? when = null;
        _read.Keys(node, "an action that is a mapping", node.Span,
            new("raise", e => name = _read.Text(e)),
            new("when", e => when = _conditions.Read(e).Condition));
        if (name is null)
            findings.Add(Rules.MissingKey, node.Span, "An action that is a mapping", "raise");
        return name is null ? null : ReadRaise(name, name.Value.Trim(), when);
    }

    private Raise? ReadRaise(YamlScalar scalar, string name, Condition? when)
    {
        var span = NodeReader.Within(scalar, scalar.Value.LastIndexOf(name, StringComparison.Ordinal), name.Length);
        if (!declared.Events.TryGetValue(name, out var raised))
        {
            declared.ReportUnknown(Rules.UnknownEvent, new Name(name, span), declared.Events.Keys);
            return null;
        }

        declared.Used.Add(raised);
        declared.Raised.Add(raised);
        return new Raise(raised, when, span);
    }

    private (TimerSymbol Timer, TextSpan Span)? ReadTimer(YamlScalar scalar, string name)
    {
        var span = NodeReader.Within(scalar, scalar.Value.LastIndexOf(name, StringComparison.Ordinal), name.Length);
        if (declared.Timers.TryGetValue(name, out var timer))
        {
            declared.Used.Add(timer);
            return (timer, span);
        }

        declared.ReportUnknown(Rules.UnknownTimer, new Name(name, span), declared.Timers.Keys);
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
