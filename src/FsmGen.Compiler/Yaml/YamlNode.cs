using Microsoft.CodeAnalysis.Text;
using YamlDotNet.Core;

namespace FsmGen.Compiler.Yaml;

/// <summary>A node of the YAML tree. <c>Size</c> counts the nodes below it, aliases followed.</summary>
internal abstract record YamlNode(TextSpan Span, int Size)
{
    /// <summary>Whether an alias may lead here, too: then what an edit changes is not in one place only.</summary>
    public bool IsAnchored { get; init; }

    /// <summary>Where its last token ends: behind the bracket of a list or a mapping that has one.</summary>
    public int End { get; init; } = Span.End;
}

internal sealed record YamlScalar(TextSpan Span, string Value, ScalarStyle Style) : YamlNode(Span, 1)
{
    /// <summary>Whether nothing is written, or one of YAML's words for it.</summary>
    public bool IsNull => Style == ScalarStyle.Plain && Value is "" or "~" or "null";
}

internal sealed record YamlMapping(TextSpan Span, int Size, IReadOnlyList<YamlEntry> Entries) : YamlNode(Span, Size)
{
    /// <summary>Whether it stands between braces.</summary>
    public bool IsFlow { get; init; }
}

internal sealed record YamlSequence(TextSpan Span, int Size, IReadOnlyList<YamlNode> Items) : YamlNode(Span, Size)
{
    /// <summary>Whether it stands between brackets.</summary>
    public bool IsFlow { get; init; }

    /// <summary>Where the last token of each item ends.</summary>
    public IReadOnlyList<int> Ends { get; init; } = [];
}

internal sealed record YamlEntry(YamlScalar Key, YamlNode Value)
{
    /// <summary>Where its last token ends, an alias' own if its value is one.</summary>
    public int End { get; init; } = Value.End;
}
