namespace FsmGen.Compiler.Binding;

/// <summary>The parts of <c>Coin(50) [Enough, Night]</c>. A guard has the place where it begins.</summary>
internal sealed record StepText(string Name, string Arguments, IReadOnlyList<(string Name, int Index)> Guards)
{
    /// <summary>The parts; null where a bracket is not closed.</summary>
    public static StepText? Parse(string text)
    {
        var bracket = text.LastIndexOf('[');
        var hasGuards = bracket >= 0 && text.TrimEnd().EndsWith("]", StringComparison.Ordinal);
        var call = (hasGuards ? text.Substring(0, bracket) : text).Trim();
        var open = call.IndexOf('(');
        if (open >= 0 && !call.EndsWith(")", StringComparison.Ordinal) || bracket >= 0 && !hasGuards)
            return null;
        return new StepText(
            (open < 0 ? call : call.Substring(0, open)).TrimEnd(),
            open < 0 ? "" : call.Substring(open + 1, call.Length - open - 2),
            hasGuards ? ParseGuards(text.TrimEnd(), bracket + 1) : []);
    }

    /// <summary>Why there are arguments that the event does not carry; null if there are none. They are for the reader, who need not see all.</summary>
    public string? FindError(EventSymbol? trigger)
    {
        var given = CSharpText.Arguments(Arguments).Count;
        var parameters = trigger?.Parameters.Select(static parameter => parameter.Declaration).ToList() ?? [];
        return given <= parameters.Count ? null
            : parameters.Count == 0 ? $"'{Name}' carries nothing; write '{Name}' alone"
            : $"'{Name}' carries {parameters.Count} parameter{(parameters.Count == 1 ? "" : "s")} ({string.Join(", ", parameters)}), not {given}";
    }

    private static List<(string Name, int Index)> ParseGuards(string text, int start)
    {
        var guards = new List<(string, int)>();
        foreach (var part in text.Substring(start, text.Length - start - 1).Split(','))
        {
            var name = part.Trim();
            if (name.Length > 0)
                guards.Add((name, start + part.IndexOf(name, StringComparison.Ordinal)));
            start += part.Length + 1;
        }

        return guards;
    }
}
