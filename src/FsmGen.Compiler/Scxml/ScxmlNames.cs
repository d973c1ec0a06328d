using System.Text;
using FsmGen.Compiler.Binding;
using Microsoft.CodeAnalysis.CSharp;

namespace FsmGen.Compiler.Scxml;

/// <summary>
/// Gives everything in a document a name that a spec can declare: its own wherever that is possible, otherwise one made
/// of it. States have a name space; events, guards and actions share another.
/// </summary>
internal sealed class ScxmlNames
{
    private const int MaximumLength = 48;

    private readonly HashSet<string> _states = new(StringComparer.Ordinal);
    private readonly HashSet<string> _members = new(StringComparer.Ordinal);
    private readonly HashSet<string> _generated = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<ScxmlState, string> _stateNames = [];
    private readonly Dictionary<string, string> _eventNames = new(StringComparer.Ordinal);

    /// <param name="name">What the document calls the machine; null: nothing.</param>
    /// <param name="file">The file's name, which is taken then.</param>
    /// <param name="states">All states, in document order.</param>
    /// <param name="events">The ids of all events.</param>
    /// <param name="declared">Those that have a name beside it.</param>
    public ScxmlNames(string? name, string file, IReadOnlyList<ScxmlState> states, IReadOnlyList<string> events, IReadOnlyDictionary<string, ScxmlSignature> declared)
    {
        Machine = Candidates(name is { Length: > 0 } ? name : file, "Machine").First(candidate => Names.RejectMachine(candidate) is null && states.All(state => state.Id != candidate));

        // A name that can stay takes precedence over one that is made up, wherever the two stand.
        foreach (var state in states.Where(static state => state.Id is { } id && IsState(id)))
            _stateNames.Add(state, Take(_states, state.Id!));
        foreach (var state in states.Where(state => !_stateNames.ContainsKey(state)))
            _stateNames.Add(state, Take(_states, Derive(state).First(candidate => IsState(candidate) && !_states.Contains(candidate))));
        // A region brings a member along.
        _generated.UnionWith(_stateNames.Values.Select(Names.MemberOfRegion));
        string Wish(string id) => declared.TryGetValue(id, out var signature) ? signature.Name : id;
        foreach (var id in events.Where(id => IsEvent(Wish(id))))
            AddEvent(id, Wish(id));
        foreach (var id in events.Where(id => !_eventNames.ContainsKey(id)))
            AddEvent(id, Candidates(Wish(id) is "*" ? "Other" : Wish(id), "Event").First(IsEvent));
    }

    public string Machine { get; }

    public string this[ScxmlState state] => _stateNames[state];

    public string EventOf(string id) => _eventNames[id];

    /// <summary>A name for a guard or an action that is made of its text; the text itself if it is a name.</summary>
    public string TakeMember(string text, string otherwise) =>
        Take(_members, Candidates(text, otherwise).First(candidate => !_members.Contains(candidate) && Names.RejectMember(candidate, Machine, _generated) is null));

    /// <summary>A name for a timer: its own, unless something else has it, which often is the event that it brings about.</summary>
    public string TakeTimer(string id) =>
        IsFree(id) ? Take(_members, id) : TakeMember(id.EndsWith("timer", StringComparison.OrdinalIgnoreCase) ? id : $"{id}.timer", "Timer");

    /// <summary>Whether a guard or an action can still have the name.</summary>
    public bool IsFree(string name) => !_members.Contains(name) && Names.RejectMember(name, Machine, _generated) is null;

    private static bool IsState(string name) => Names.RejectState(name) is null;

    private bool IsEvent(string name) =>
        Names.RejectMember(name, Machine, _generated) is null && !_members.Contains(name) && !Names.MembersOf(name).Any(_members.Contains);

    private void AddEvent(string id, string name)
    {
        _eventNames.Add(id, Take(_members, name));
        _generated.UnionWith(Names.MembersOf(name));
    }

    private static string Take(HashSet<string> names, string name)
    {
        names.Add(name);
        return name;
    }

    /// <summary>A state without a name is called by what it is, and where it is.</summary>
    private IEnumerable<string> Derive(ScxmlState state)
    {
        var parent = state.Parent!;
        return state.Element["id"] is { Length: > 0 } id
            ? Candidates(id, "State")
            : Candidates((parent.Kind == ScxmlKind.Machine ? "" : _stateNames.TryGetValue(parent, out var name) ? name : "") + state.Kind, state.Kind.ToString());
    }

    /// <summary>The text, if it is a name; what remains of it as a name; the same with a noun; with a number.</summary>
    private IEnumerable<string> Candidates(string text, string noun)
    {
        if (text.Length <= MaximumLength * 2)
            yield return text;
        var name = Join(text);
        if (name.Length == 0)
            yield return noun;
        else
        {
            yield return name;
            yield return char.ToUpperInvariant(name[0]) + name.Substring(1);
        }

        // No noun or number behind it makes a name that the generated half keeps for itself another one.
        name = name.Length == 0 ? noun : Names.IsPrivate(name) ? noun + name.TrimStart('_') : (char.IsLetter(name[name.Length - 1]) && !SyntaxFacts.IsValidIdentifier(text)) || name.EndsWith(noun, StringComparison.Ordinal) ? name : name + noun;
        yield return name;
        // Many documents number their states: the next free number is looked for where the last was found.
        for (_numbers.TryGetValue(name, out var number); ; number++)
        {
            _numbers[name] = number + 1;
            yield return $"{name}{(char.IsDigit(name[name.Length - 1]) ? "_" : "")}{number + 2}";
        }
    }

    /// <summary>The words of a text in one: <c>error.communication</c> becomes <c>ErrorCommunication</c>.</summary>
    private static string Join(string text)
    {
        var name = new StringBuilder();
        var isStart = true;
        var last = '\0';
        foreach (var c in text)
        {
            if (name.Length >= MaximumLength)
                break;
            if (c > 127 ? !char.IsLetterOrDigit(c) : c != '_' && !SyntaxFacts.IsIdentifierPartCharacter(c))
            {
                isStart = true;
                continue;
            }

            if (name.Length == 0 && !SyntaxFacts.IsIdentifierStartCharacter(c))
                name.Append('_');
            // Words of capitals would run together.
            if (isStart && char.IsUpper(last) && char.IsUpper(c))
                name.Append('_');
            name.Append(isStart ? char.ToUpperInvariant(c) : c);
            (isStart, last) = (false, c);
        }

        return name.ToString();
    }
}
