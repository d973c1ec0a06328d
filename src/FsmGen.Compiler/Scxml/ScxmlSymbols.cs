using System.Text;
using FsmGen.Compiler.Binding;
using FsmGen.Compiler.Model;
using FsmGen.Compiler.Yaml;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Compiler.Scxml;

/// <summary>A guard or an action that a document asks for: a name, and the text it stands for if that is another.</summary>
internal sealed record ScxmlSymbol(string Name, string? Summary)
{
    /// <summary>What stands between the parentheses of its signature.</summary>
    public string? Parameters { get; init; }

    public bool IsAsync { get; init; }
}

/// <summary>Makes guards and actions of the texts in a document; equal texts are one.</summary>
internal sealed class ScxmlSymbols
{
    private const int MaximumTail = 32;

    /// <summary>Operators, longest first, as words of a name.</summary>
    private static readonly (string Sign, string Word)[] Operators =
    [
        ("===", " Is "), ("!==", " IsNot "), ("==", " Is "), ("!=", " IsNot "), (">=", " AtLeast "), ("<=", " AtMost "),
        (">", " Above "), ("<", " Below "), ("!", " Not "), ("+", " Plus "), ("*", " Times "), ("%", " Modulo "),
    ];

    private readonly ScxmlNames _names;
    private readonly ScxmlSignatures _signatures;
    private readonly ScxmlNotes _notes;
    private readonly Dictionary<string, ScxmlState> _states;
    private readonly Dictionary<string, ScxmlSymbol> _guards = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ScxmlSymbol> _actions = new(StringComparer.Ordinal);
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private readonly List<ScxmlSymbol> _guardsInOrder = [];
    private readonly List<ScxmlSymbol> _actionsInOrder = [];

    public ScxmlSymbols(ScxmlNames names, ScxmlState machine, ScxmlSignatures signatures, ScxmlNotes notes)
    {
        (_names, _signatures, _notes) = (names, signatures, notes);
        _states = machine.All.Where(static state => state.Id is not null).ToDictionary(static state => state.Id!, StringComparer.Ordinal);
        // Other texts get other names.
        foreach (var guard in signatures.All.Where(static signature => signature.Element.Name == "guard"))
            _asked.Add(Declare(_guards, _guardsInOrder, guard, "Guard"));
        foreach (var action in signatures.All.Where(static signature => signature.Element.Name == "action"))
            Declare(_actions, _actionsInOrder, action, "Action");
    }

    /// <summary>Those that a document of ours declares, and those that some condition came down to.</summary>
    public IReadOnlyList<ScxmlSymbol> Guards => [.. _guardsInOrder.Where(guard => _asked.Contains(guard.Name))];

    public IReadOnlyList<ScxmlSymbol> Actions => _actionsInOrder;

    /// <summary>What the attribute <c>cond</c> of an element states.</summary>
    public ScxmlCondition ConditionOf(ScxmlElement element)
    {
        if (element["cond"] is not { } text)
            return ScxmlCondition.True;
        var condition = ScxmlConditionReader.Read(text, operand => Operand(operand, element.Position));
        _asked.UnionWith(condition.Condition?.Atoms.OfType<Condition.Guard>().Select(static guard => guard.Name) ?? []);
        return condition;
    }

    /// <summary>The name of the action that an element of executable content becomes.</summary>
    public string ActionOf(ScxmlElement content)
    {
        var xml = content.ToString();
        return Symbol(_actions, _actionsInOrder, xml, Describe(content), "Action", xml, content["expr"]);
    }

    /// <summary>The call that our own export wrote, as flow style spells it; null if the element is another, or does not fit its declaration.</summary>
    public string? CallOf(ScxmlElement content)
    {
        if (content is not { ForeignNamespace: ScxmlExporter.Namespace, Name: "action", Children.Count: 0 } || content["name"] is not { Length: > 0 } own || content.Attributes.Any(static attribute => attribute.Name is not ("name" or "arguments")))
            return null;
        var arguments = CSharpText.Arguments(content["arguments"] ?? "");
        if (arguments.Any(static argument => FragmentReader.FindError(argument) is not null))
            return null;
        if (_signatures.Actions.TryGetValue(own, out var declared))
            return declared.Constants == arguments.Count ? Call(_actions[own].Name, arguments) : null;

        var key = arguments.Count == 0 ? own : $"{own}/{arguments.Count}";
        if (arguments.Count > 0 && !_actions.ContainsKey(key))
            _notes.Add(content.Position, $"The document does not declare what '{own}' takes: its constants are of type 'object'");
        var name = Symbol(_actions, _actionsInOrder, key, own, "Action", own);
        if (arguments.Count > 0 && _actions[key].Parameters is null)
        {
            var index = _actionsInOrder.IndexOf(_actions[key]);
            _actionsInOrder[index] = _actions[key] = _actions[key] with { Parameters = string.Join(", ", arguments.Select(static (_, i) => $"object argument{i + 1}")) };
        }

        return Call(name, arguments);
    }

    private static string Call(string name, IReadOnlyList<string> arguments)
    {
        if (arguments.Count == 0)
            return name;
        var call = $"{name}({string.Join(", ", arguments)})";
        return call.All(static c => c is '(' or ')' or '.' or '_' or < '\u007F' && char.IsLetterOrDigit(c)) ? call : YamlText.QuoteSingly(call);
    }

    private string Declare(Dictionary<string, ScxmlSymbol> known, List<ScxmlSymbol> inOrder, ScxmlSignature signature, string noun)
    {
        var symbol = new ScxmlSymbol(_names.TakeMember(signature.Name, noun), signature.Summary) { Parameters = signature.Parameters, IsAsync = signature.IsAsync };
        known.Add(signature.Name, symbol);
        inOrder.Add(symbol);
        return symbol.Name;
    }

    private ScxmlCondition Operand(string text, LinePosition position)
    {
        if (StateIn(text) is not { } id)
            return ScxmlCondition.Of(new Condition.Guard(Symbol(_guards, _guardsInOrder, text, Spell(text), "Guard", text)));
        if (_states.TryGetValue(id, out var state) && state.Kind != ScxmlKind.History)
            return ScxmlCondition.Of(new Condition.In(_names[state]));
        _notes.Add(position, $"In('{id}') never holds: there is no such state{_notes.Suggest(id, _states.Keys)}");
        return ScxmlCondition.False;
    }

    /// <summary>The id of <c>In('id')</c>; null if the text is another.</summary>
    private static string? StateIn(string text)
    {
        if (!text.StartsWith("In", StringComparison.Ordinal) || !text.EndsWith(")", StringComparison.Ordinal) || !text.Substring(2).TrimStart().StartsWith("(", StringComparison.Ordinal))
            return null;
        var inside = text.Substring(text.IndexOf('(') + 1);
        inside = inside.Substring(0, inside.Length - 1).Trim();
        var isQuoted = inside.Length >= 2 && inside[0] is '\'' or '"' && inside[inside.Length - 1] == inside[0];
        inside = isQuoted ? inside.Substring(1, inside.Length - 2) : inside;
        return inside.IndexOfAny(['\'', '"', '(', ')', '+', ',']) < 0 && inside.Length > 0 ? inside : null;
    }

    private string Symbol(Dictionary<string, ScxmlSymbol> known, List<ScxmlSymbol> inOrder, string key, string text, string noun, string? summary, string? more = null)
    {
        if (!known.TryGetValue(key, out var symbol))
        {
            // What is assigned tells two assignments apart, if it is short.
            var name = _names.TakeMember(more is { Length: > 0 and <= 16 } && !_names.IsFree(text) ? $"{text}_{Tail(more)}".TrimEnd('_') : text, noun);
            known.Add(key, symbol = new ScxmlSymbol(name, name == key ? null : summary ?? key));
            inOrder.Add(symbol);
        }

        return symbol.Name;
    }

    /// <summary>A comparison in words: <c>x &gt;= 5</c> is <c>x AtLeast 5</c>.</summary>
    private static string Spell(string text)
    {
        var words = new StringBuilder(text.Length > 200 ? text.Substring(0, 200) : text).Replace("_event.", "event.");
        foreach (var (sign, word) in Operators)
            words.Replace(sign, word);
        return words.ToString().Trim();
    }

    /// <summary>What an element does, and with what: <c>Log_hello</c>.</summary>
    private static string Describe(ScxmlElement content)
    {
        var subject = content.Name switch
        {
            "log" => content["label"] is { Length: > 0 } label ? label : content["expr"],
            "assign" => content["location"],
            "send" => content["event"] ?? content["eventexpr"],
            "cancel" => content["sendid"] ?? content["sendidexpr"],
            "foreach" => content["item"] ?? content["array"],
            "if" => Spell(content["cond"] ?? ""),
            "script" => content["src"] ?? content.Text,
            _ => content["name"],
        };
        return $"{char.ToUpperInvariant(content.Name[0])}{content.Name.Substring(1)}_{Tail(subject)}".TrimEnd('_');
    }

    private static string Tail(string? text)
    {
        var tail = new StringBuilder();
        foreach (var c in text ?? "")
        {
            if (tail.Length == MaximumTail)
                break;
            if (c == '_' || char.IsLetterOrDigit(c))
                tail.Append(c);
            else if (tail.Length > 0 && tail[tail.Length - 1] != '_')
                tail.Append('_');
        }

        return tail.ToString();
    }
}
