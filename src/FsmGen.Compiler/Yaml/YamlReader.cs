using Microsoft.CodeAnalysis.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace FsmGen.Compiler.Yaml;

/// <summary>
/// Turns YAML's events into a tree whose nodes know where they stand. After the first error the tree holds what came
/// before it.
/// </summary>
internal sealed class YamlReader
{
    private readonly SourceText _text;
    private readonly Findings _findings;
    private readonly Parser _parser;
    private readonly int _start;
    private readonly Dictionary<string, YamlNode> _anchors = new(StringComparer.Ordinal);
    private int _nodes;

    /// <summary>Where the last token ends that was read.</summary>
    private int _end;

    /// <summary>The event at hand; null once the text has ended or cannot be read on.</summary>
    private ParsingEvent? _current;

    private YamlReader(SourceText text, string content, Findings findings, int start)
    {
        _start = start;
        _text = text;
        _findings = findings;
        _parser = new Parser(new StringReader(content));
    }

    /// <summary>The root of the document; null if there is none.</summary>
    /// <param name="text">The file.</param>
    /// <param name="findings">What is wrong with it.</param>
    /// <param name="start">Where the file begins among those of a spec: the place of every node counts from there.</param>
    public static YamlNode? Read(SourceText text, Findings findings, int start = 0)
    {
        if (text.Length > YamlLimits.Characters)
        {
            findings.Add(Rules.TooLarge, new TextSpan(start, 1), $"it has {text.Length:N0} characters; at most {YamlLimits.Characters:N0} are read");
            return null;
        }

        var content = text.ToString();
        if (YamlErrors.FindBinary(content) is { } binary)
        {
            findings.Add(Rules.InvalidYaml, new TextSpan(start + binary, 1), $"the character U+{(int)content[binary]:X4} has no place in text; is this a binary file?");
            return null;
        }

        return new YamlReader(text, content, findings, start).ReadDocument();
    }

    private YamlNode? ReadDocument()
    {
        Advance();
        Skip<StreamStart>();
        YamlNode? root = null;
        if (_current is DocumentStart)
        {
            Advance();
            root = ReadNode(depth: 0);
            Skip<DocumentEnd>();
        }

        if (_current is DocumentStart second)
            _findings.Add(Rules.UnsupportedYaml, SpanOf(second), "a second document; a spec is one document");
        if (root is not (null or YamlScalar { IsNull: true }) || _findings.HasErrors)
            return root;
        _findings.Add(Rules.EmptyFile, new TextSpan(_start, Math.Min(1, _text.Length)));
        return null;
    }

    private YamlNode? ReadNode(int depth)
    {
        if (_current is NodeEvent { Tag.IsEmpty: false } tagged && tagged.Tag.Value != "?")
            _findings.Add(Rules.UnsupportedYaml, SpanOf(tagged), $"the tag '{tagged.Tag.Value}'; quote a text that begins with '!'");

        var anchor = (_current as NodeEvent)?.Anchor ?? AnchorName.Empty;
        var node = _current switch
        {
            Scalar scalar => ReadScalar(scalar),
            AnchorAlias alias => ReadAlias(alias),
            SequenceStart start => ReadSequence(start, depth),
            MappingStart start => ReadMapping(start, depth),
            _ => null,
        };
        if (node is not null && !anchor.IsEmpty)
            _anchors[anchor.Value] = node = node with { IsAnchored = true };
        return node;
    }

    private YamlScalar ReadScalar(Scalar scalar)
    {
        Count(1, scalar);
        Advance();
        return new YamlScalar(SpanOf(scalar), scalar.Value, scalar.Style);
    }

    private YamlNode ReadAlias(AnchorAlias alias)
    {
        YamlNode? node = null;
        if (_anchors.TryGetValue(alias.Value.Value, out node))
            Count(node.Size, alias);
        else
            _findings.Add(Rules.UnsupportedYaml, SpanOf(alias), $"the alias '*{alias.Value.Value}', whose anchor does not stand before it");
        if (_current is not null)
            Advance();
        return node ?? new YamlScalar(SpanOf(alias), "", ScalarStyle.Plain);
    }

    private YamlSequence ReadSequence(SequenceStart start, int depth)
    {
        Enter(start, depth);
        var items = new List<YamlNode>();
        var ends = new List<int>();
        while (_current is not (null or SequenceEnd) && ReadNode(depth + 1) is { } item)
        {
            items.Add(item);
            ends.Add(_start + _end);
        }

        Skip<SequenceEnd>();
        return new YamlSequence(SpanOf(start), 1 + items.Sum(static item => item.Size), items) { End = _start + _end, Ends = ends, IsFlow = start.Style == SequenceStyle.Flow };
    }

    private YamlMapping ReadMapping(MappingStart start, int depth)
    {
        Enter(start, depth);
        var entries = new List<YamlEntry>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (_current is not (null or MappingEnd) && ReadNode(depth + 1) is { } key)
        {
            var value = ReadNode(depth + 1) ?? new YamlScalar(new TextSpan(key.Span.End, 0), "", ScalarStyle.Plain);
            if (key is not YamlScalar scalar)
                _findings.Add(Rules.UnsupportedYaml, key.Span, "a key that is a list or a mapping");
            else if (scalar is { Value: "<<", Style: ScalarStyle.Plain })
                _findings.Add(Rules.UnsupportedYaml, key.Span, "a merge key; nest states to share rows");
            else if (!keys.Add(scalar.Value))
                _findings.Add(Rules.Duplicate, key.Span, "key", scalar.Value);
            else
                entries.Add(new YamlEntry(scalar, value) { End = _start + _end });
        }

        Skip<MappingEnd>();
        return new YamlMapping(SpanOf(start), 1 + entries.Sum(static entry => 1 + entry.Value.Size), entries) { End = _start + _end, IsFlow = start.Style == MappingStyle.Flow };
    }

    private void Enter(ParsingEvent start, int depth)
    {
        Count(1, start);
        if (depth >= YamlLimits.Depth)
            Stop(Rules.TooLarge, SpanOf(start), $"it nests more than {YamlLimits.Depth} deep");
        else if (_current is not null)
            Advance();
    }

    private void Count(int nodes, ParsingEvent at)
    {
        // Aliases of aliases multiply: the sum may pass what an int holds before it is looked at.
        _nodes = (int)Math.Min((long)_nodes + nodes, int.MaxValue);
        if (_nodes > YamlLimits.Nodes)
            Stop(Rules.TooLarge, SpanOf(at), $"it has more than {YamlLimits.Nodes:N0} nodes, aliases followed");
    }

    private void Stop(Microsoft.CodeAnalysis.DiagnosticDescriptor rule, TextSpan span, string argument)
    {
        if (_current is not null)
            _findings.Add(rule, span, argument);
        _current = null;
    }

    private void Skip<T>() where T : ParsingEvent
    {
        if (_current is T)
            Advance();
    }

    private void Advance()
    {
        if (_current is Scalar or AnchorAlias or SequenceEnd or MappingEnd)
            _end = EndOf(_current);
        try
        {
            _current = _parser.MoveNext() ? _parser.Current : null;
        }
        catch (YamlException e)
        {
            Fail(e.Message, e.Start, e.End);
        }
        // A flow collection that a less indented line interrupts escapes the scanner as this.
        catch (InvalidOperationException e)
        {
            var mark = _parser.Current?.End ?? Mark.Empty;
            Fail(e.Message, mark, mark);
        }
    }

    private void Fail(string message, Mark start, Mark end)
    {
        _current = null;
        var (span, text) = YamlErrors.Explain(_text, message, (int)start.Index, (int)end.Index);
        _findings.Add(Rules.InvalidYaml, new TextSpan(_start + span.Start, span.Length), text);
    }

    /// <summary>The end of an event's token; what has none, like the end of a block, ends where the token before it does.</summary>
    private int EndOf(ParsingEvent e)
    {
        var span = Within(e);
        if (e is Scalar { Value.Length: 0, Style: ScalarStyle.Plain })
            return AfterColon();
        if (e is SequenceEnd or MappingEnd)
            return span.Start < _text.Length && _text[span.Start] is ']' or '}' ? span.Start + 1 : _end;

        // A block of text goes on to the next one.
        var end = Math.Min(span.End, _text.Length);
        while (end > span.Start && char.IsWhiteSpace(_text[end - 1]))
            end--;
        return end;
    }

    /// <summary>Nothing is written as a value: what belongs to the key ends with its colon.</summary>
    private int AfterColon()
    {
        var colon = _end;
        while (colon < _text.Length && _text[colon] is ' ' or '\t')
            colon++;
        return colon < _text.Length && _text[colon] == ':' ? colon + 1 : _end;
    }

    /// <summary>Where an event stands in its own file.</summary>
    private static TextSpan Within(ParsingEvent e) => TextSpan.FromBounds((int)e.Start.Index, (int)Math.Max(e.Start.Index, e.End.Index));

    private TextSpan SpanOf(ParsingEvent e) => new(_start + Within(e).Start, Within(e).Length);
}
