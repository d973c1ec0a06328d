using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Compiler.Scxml;

/// <summary>Something of an SCXML document that a spec does not say, or a mistake in it. After an error there is no spec.</summary>
internal sealed record ScxmlNote(string Message, LinePosition Position, bool IsError);

/// <summary>Collects the notes on one document; none where there are more than anybody reads.</summary>
internal sealed class ScxmlNotes
{
    private const int Maximum = 1_000;

    private readonly HashSet<ScxmlNote> _seen = [];
    private readonly List<ScxmlNote> _inOrder = [];

    public bool HasErrors { get; private set; }

    private bool IsFull => _inOrder.Count >= Maximum;

    /// <summary>"; did you mean 'X'?", or nothing if no candidate is near.</summary>
    public string Suggest(string word, IEnumerable<string> candidates) => IsFull ? "" : Suggestion.For(word, candidates);

    public void Add(LinePosition position, string message) => Add(new ScxmlNote(OnOneLine(message), position, IsError: false));

    public void Error(LinePosition position, string message)
    {
        // One error ends the work, and must be said however much was said before.
        if (!HasErrors)
            _inOrder.Add(new ScxmlNote(OnOneLine(message), position, IsError: true));
        HasErrors = true;
    }

    /// <summary>The notes in the order of the document.</summary>
    public IReadOnlyList<ScxmlNote> Sorted() => [.. _inOrder.OrderBy(static note => note.Position)];

    private void Add(ScxmlNote note)
    {
        if (!IsFull && _seen.Add(note))
            _inOrder.Add(note);
    }

    /// <summary>A message is one line that a person can read, whatever it quotes.</summary>
    private static string OnOneLine(string message)
    {
        const int Limit = 500;
        var text = message.Length <= Limit ? message : message.Substring(0, Limit - 1) + "…";
        return text.Replace("\r\n", " ").Replace('\n', ' ').Replace('\r', ' ');
    }
}
