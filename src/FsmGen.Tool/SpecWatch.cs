namespace FsmGen.Tool;

/// <summary>Checks files again and again, and speaks of those that are not what they were.</summary>
internal sealed class SpecWatch(IReadOnlyList<string> paths, TextWriter output, TextWriter error)
{
    private Dictionary<string, string> _seen = new(StringComparer.Ordinal);

    /// <summary>Checks every file, and says what is new: of a file whose text changed, and of one that other files made another.</summary>
    public int Look()
    {
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        using var complaints = new StringWriter { NewLine = error.NewLine };
        var exit = CheckCommand.Each(paths, complaints, file =>
        {
            var signature = $"{SpecSource.Read(file.Path)}\n{string.Join('\n', file.Findings)}";
            seen[file.Path] = signature;
            if (_seen.GetValueOrDefault(file.Path) != signature)
                CheckText.Write(file, output, error);
        });
        // A file that is missing for a moment, while an editor writes it anew, is complained of once.
        seen[""] = complaints.ToString();
        if (_seen.GetValueOrDefault("", "") != complaints.ToString())
            error.Write(complaints);
        _seen = seen;
        return exit;
    }
}
