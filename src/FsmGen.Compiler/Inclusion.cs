using FsmGen.Compiler.Binding;
using FsmGen.Compiler.Yaml;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Compiler;

/// <summary>Reads the files that a spec includes, and puts what they hold into its tree, as if it stood there.</summary>
internal sealed class Inclusion(Findings findings, string path, Func<string, SourceText?> open)
{
    private const string Fragment = "fragment", Include = "include";

    private static readonly string[] Sections = ["events", "guards", "actions", "timers", "states", "regions", "shared", "invariants", "exclusive", "scenarios"];

    private readonly NodeReader _read = new(findings);

    /// <summary>Whether a file is a part of other specs, and no spec itself.</summary>
    public static bool IsFragment(YamlNode root) => root is YamlMapping { Entries: var entries } && entries.Any(static entry => entry.Key.Value == Fragment) && !entries.Any(static entry => entry.Key.Value == "machine");

    /// <summary>Whether the text looks like such a file: enough to decide which files belong together.</summary>
    public static bool MayBeFragment(SourceText text)
    {
        foreach (var line in text.Lines)
        {
            if (text.ToString(line.Span) is { Length: > 0 } content && content[0] is not ('#' or '-' or ' '))
                return content.StartsWith($"{Fragment}:", StringComparison.Ordinal);
        }

        return false;
    }

    public YamlNode Into(YamlNode root)
    {
        if (root is not YamlMapping spec || spec.Entries.FirstOrDefault(static entry => entry.Key.Value == Include) is not { } include)
            return root;

        var entries = spec.Entries.Where(entry => entry != include).ToList();
        var seen = new HashSet<string>(StringComparer.Ordinal) { path };
        foreach (var name in _read.NamesOf(include))
        {
            var file = Resolve(name.Text);
            if (!seen.Add(file))
                findings.Add(Rules.Duplicate, name.Span, "file", name.Text);
            else if (Read(name, file) is { } fragment)
                Merge(entries, fragment);
        }

        return spec with { Entries = entries };
    }

    private YamlMapping? Read(Name name, string file)
    {
        if (open(file) is not { } text)
        {
            findings.Add(Rules.Include, name.Span, name.Text, "there is no such file among those of the project; paths are relative to this one, and end with '.fsm.yaml'");
            return null;
        }

        var root = YamlReader.Read(text, findings, findings.Text.Add(text, file));
        if (root is null)
            return null;
        if (IsFragment(root))
            return (YamlMapping)root;
        findings.Add(Rules.Include, name.Span, name.Text, $"it does not begin with '{Fragment}: Name'");
        return null;
    }

    private void Merge(List<YamlEntry> entries, YamlMapping fragment)
    {
        foreach (var entry in fragment.Entries.Where(static entry => entry.Key.Value != Fragment))
        {
            var index = entries.FindIndex(own => own.Key.Value == entry.Key.Value);
            if (!Sections.Contains(entry.Key.Value))
                findings.Add(Rules.UnknownKey, entry.Key.Span, entry.Key.Value, "a fragment", findings.Suggest(entry.Key.Value, Sections));
            else if (index < 0 || entries[index].Value is YamlScalar { IsNull: true })
            {
                entries.RemoveAll(own => own.Key.Value == entry.Key.Value);
                entries.Add(entry);
            }
            else
                entries[index] = entries[index] with { Value = Joined(entries[index].Value, entry) };
        }
    }

    private YamlNode Joined(YamlNode own, YamlEntry more)
    {
        switch (own, more.Value)
        {
            case (YamlMapping first, YamlMapping second):
                return first with { Size = first.Size + second.Size, Entries = [.. first.Entries, .. second.Entries] };
            case (YamlSequence first, YamlSequence second):
                return first with { Size = first.Size + second.Size, Items = [.. first.Items, .. second.Items] };
            case (_, YamlScalar { IsNull: true }):
                return own;
            default:
                _read.WrongShape(more.Value, more.Key.Span, $"'{more.Key.Value}'", own is YamlMapping ? "a mapping, as in the spec" : "a list, as in the spec");
                return own;
        }
    }

    /// <summary>The path of a file beside the spec, whichever system wrote it.</summary>
    private string Resolve(string name)
    {
        var parts = path.Replace('\\', '/').Split('/').ToList();
        parts.RemoveAt(parts.Count - 1);
        foreach (var part in name.Replace('\\', '/').Split('/'))
        {
            if (part == ".." && parts.Count > 0)
                parts.RemoveAt(parts.Count - 1);
            else if (part != ".")
                parts.Add(part);
        }

        return string.Join("/", parts);
    }
}
