using FsmGen.Compiler.Model;
using FsmGen.Compiler.Yaml;
using Microsoft.CodeAnalysis.Text;
using YamlDotNet.Core;

namespace FsmGen.Compiler.Binding;

/// <summary>A key that a mapping may have, and what reads its value.</summary>
internal readonly record struct Key(string Name, Action<YamlEntry> Bind);

/// <summary>Reads nodes of an expected shape, and says so where they have another.</summary>
internal sealed class NodeReader(Findings findings)
{
    public Findings Findings { get; } = findings;

    /// <summary>Reads a mapping whose keys are known. An empty node is a mapping without keys.</summary>
    public void Keys(YamlNode node, string what, TextSpan at, params Key[] keys)
    {
        foreach (var entry in Entries(node, what, at))
        {
            var key = Array.Find(keys, key => key.Name == entry.Key.Value);
            if (key.Bind is not null)
                key.Bind(entry);
            else
                Findings.Add(Rules.UnknownKey, entry.Key.Span, entry.Key.Value, what, Findings.Suggest(entry.Key.Value, keys.Select(static key => key.Name)));
        }
    }

    /// <summary>The entries of a mapping; none if the node is empty.</summary>
    public IReadOnlyList<YamlEntry> Entries(YamlNode node, string what, TextSpan at)
    {
        if (node is YamlMapping mapping)
            return mapping.Entries;
        if (node is not YamlScalar { IsNull: true })
            WrongShape(node, at, what, "a mapping");
        return [];
    }

    /// <summary>The items of a list; a single node is a list of one; an empty node is an empty list.</summary>
    public static IReadOnlyList<YamlNode> Items(YamlNode node) => node switch
    {
        YamlSequence sequence => sequence.Items,
        YamlScalar { IsNull: true } => [],
        _ => [node],
    };

    /// <summary>The text of an entry; null, with a finding, if it has none.</summary>
    public YamlScalar? Text(YamlEntry entry)
    {
        if (entry.Value is YamlScalar { IsNull: false } scalar)
            return scalar;
        WrongShape(entry.Value, entry.Key.Span, $"'{entry.Key.Value}'", "a text");
        return null;
    }

    public Name? NameOf(YamlEntry entry) => Text(entry) is { } scalar ? new Name(scalar.Value, scalar.Span) : null;

    /// <summary>One name or a list of them; what is none has a finding.</summary>
    public IReadOnlyList<Name> NamesOf(YamlEntry entry)
    {
        var names = new List<Name>();
        foreach (var item in Items(entry.Value))
        {
            if (item is YamlScalar { IsNull: false } scalar)
                names.Add(new Name(scalar.Value, scalar.Span));
            else
                WrongShape(item, entry.Key.Span, $"'{entry.Key.Value}'", "a name, or a list of names");
        }

        if (entry.Value is YamlScalar { IsNull: true } or YamlSequence { Items.Count: 0 })
            WrongShape(entry.Value, entry.Key.Span, $"'{entry.Key.Value}'", "a name, or a list of names");
        return names;
    }

    /// <summary>A duration like <c>1.5s</c>; null, with a finding, if it is none.</summary>
    public TimeSpan? Duration(YamlScalar scalar)
    {
        if (Durations.Parse(scalar.Value) is { } duration)
            return duration;
        Findings.Add(Rules.InvalidDuration, scalar.Span, scalar.Value);
        return null;
    }

    /// <summary>One word of a closed set; null, with a finding, if it is another.</summary>
    public string? Word(YamlEntry entry, params string[] words)
    {
        return NameOf(entry) is { } name ? Word(name, entry.Key.Value, words) : null;
    }

    public string? Word(Name name, string key, params string[] words)
    {
        if (words.Contains(name.Text))
            return name.Text;
        Findings.Add(Rules.InvalidWord, name.Span, name.Text, key, OneOf(words), Findings.Suggest(name.Text, words));
        return null;
    }

    public Documentation WithSummary(Documentation docs, YamlEntry entry) => Text(entry) is { } text ? docs with { Summary = text.Value.Trim() } : docs;

    public Documentation WithReference(Documentation docs, YamlEntry entry) => Text(entry) is { } text ? docs with { Reference = text.Value.Trim() } : docs;

    public void WrongShape(YamlNode node, TextSpan at, string what, string expected) =>
        Findings.Add(Rules.WrongShape, node.Span.Length > 0 ? node.Span : at, what, expected, Describe(node));

    /// <summary>Where the character at <paramref name="index"/> of a scalar's value stands in the file; the whole scalar if that is not known.</summary>
    public static TextSpan Within(YamlScalar scalar, int index, int length)
    {
        var quote = scalar.Style switch { ScalarStyle.Plain => 0, ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted => 1, _ => -1 };
        var exact = quote >= 0 && scalar.Span.Length == scalar.Value.Length + (2 * quote);
        return exact ? new TextSpan(scalar.Span.Start + quote + index, length) : scalar.Span;
    }

    private static string OneOf(string[] words) =>
        words.Length == 1 ? $"'{words[0]}'" : string.Join(", ", words.Take(words.Length - 1).Select(static word => $"'{word}'")) + $" or '{words[words.Length - 1]}'";

    private static string Describe(YamlNode node) => node switch
    {
        YamlMapping => "a mapping",
        YamlSequence => "a list",
        YamlScalar { IsNull: true } => "nothing",
        YamlScalar scalar => $"the text '{scalar.Value}'",
        _ => "this",
    };
}
