namespace FsmGen.Benchmarks.Shared;

/// <summary>The part of docs/performance.md that one program writes, between two comments that mark it.</summary>
/// <param name="Name">Of the markers, and of the files beside the page.</param>
/// <param name="Project">The folder of the program in benchmarks.</param>
internal sealed record Section(string Name, string Project)
{
    private string Begin => $"<!-- {Name}: written by benchmarks/{Project} -->";

    private string End => $"<!-- /{Name} -->";

    /// <summary>Why the page has no place for this section; null if it has one.</summary>
    public string? Problem(string page) => TryFind(page, out _)
        ? null
        : $"docs/performance.md has no place for the tables: a line {Begin}, and a line {End} after it";

    /// <summary>The page with another text in this section.</summary>
    public string Replace(string page, string text) => TryFind(page, out var place)
        ? $"{page[..place.Start]}\n\n{text.Trim()}\n\n{page[place.End..]}"
        : throw new InvalidOperationException(Problem(page));

    private bool TryFind(string page, out Range place)
    {
        var begin = page.IndexOf(Begin, StringComparison.Ordinal);
        var end = begin < 0 ? begin : page.IndexOf(End, begin, StringComparison.Ordinal);
        place = end < 0 ? default : (begin + Begin.Length)..end;
        return end >= 0;
    }
}
