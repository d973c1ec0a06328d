using Microsoft.CodeAnalysis.Text;
using YamlDotNet.Core;

namespace FsmGen.Compiler.Yaml;

/// <summary>A node of the YAML tree. <c>Size</c> counts the nodes below it, aliases followed.</summary>
internal abstract record YamlNode(TextSpan Span, int Size);

internal sealed record YamlScalar(TextSpan Span, string Value, ScalarStyle Style) : YamlNode(Span, 1)
{
    /// <summary>Whether nothing is written, or one of YAML's words for it.</summary>
    public bool IsNull => Style == ScalarStyle.Plain && Value is "" or "~" or "null";
}

internal sealed record YamlMapping(TextSpan Span, int Size, IReadOnlyList<YamlEntry> Entries) : YamlNode(Span, Size);

internal sealed record YamlSequence(TextSpan Span, int Size, IReadOnlyList<YamlNode> Items) : YamlNode(Span, Size);

internal sealed record YamlEntry(YamlScalar Key, YamlNode Value);
