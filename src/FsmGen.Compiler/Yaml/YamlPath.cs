namespace FsmGen.Compiler.Yaml;

/// <summary>A step on the way from the root to a place: an entry of a mapping or, where that is null, an item of a list.</summary>
internal readonly record struct YamlStep(YamlNode Container, YamlEntry? Entry, int Index)
{
    public YamlNode Value => Entry?.Value ?? ((YamlSequence)Container).Items[Index];

    /// <summary>Where the last token of the entry or of the item ends.</summary>
    public int End => Entry?.End ?? ((YamlSequence)Container).Ends[Index];

    public bool IsInFlow => Container is YamlMapping { IsFlow: true } or YamlSequence { IsFlow: true };

    /// <summary>Whether the step is to an entry of this key.</summary>
    public bool Is(string key) => Entry?.Key.Value == key;
}

/// <summary>Finds what stands at a place.</summary>
internal static class YamlPath
{
    /// <summary>The steps to the innermost entry or item around a place; what an alias stands for is where its anchor is.</summary>
    public static IReadOnlyList<YamlStep> To(YamlNode root, int position)
    {
        var path = new List<YamlStep>();
        for (YamlNode? node = root; node is not null;)
        {
            var step = node switch
            {
                YamlMapping mapping => Entry(mapping, position),
                YamlSequence sequence => Item(sequence, position),
                _ => null,
            };
            if (step is { } found)
                path.Add(found);

            // Within an alias there is nothing to go on to.
            node = step is { } inside && (inside.Entry is null || inside.Value.End == inside.End) ? inside.Value : null;
        }

        return path;
    }

    private static YamlStep? Entry(YamlMapping mapping, int position)
    {
        for (var i = 0; i < mapping.Entries.Count; i++)
        {
            var entry = mapping.Entries[i];
            if (entry.Key.Span.Start <= position && position <= entry.End)
                return new YamlStep(mapping, entry, i);
        }

        return null;
    }

    private static YamlStep? Item(YamlSequence sequence, int position)
    {
        for (var i = 0; i < sequence.Items.Count; i++)
        {
            if (position <= sequence.Ends[i])
                return position > (i == 0 ? sequence.Span.Start - 1 : sequence.Ends[i - 1]) ? new YamlStep(sequence, null, i) : null;
        }

        return null;
    }
}
