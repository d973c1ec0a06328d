using FsmGen.Compiler.Model;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Compiler.Edits;

/// <summary>A repair that a person can choose: what it is called, what kind it is, and what it changes.</summary>
internal sealed record SpecEdit(string Title, string Kind, EquatableArray<TextChange> Changes)
{
    public SourceText Apply(SourceText text) => text.WithChanges(Changes);
}

/// <summary>What edits do, whatever the names in them: how hosts tell those of one finding apart.</summary>
internal static class EditKinds
{
    public const string Rename = nameof(Rename);
    public const string Declare = nameof(Declare);
    public const string AddKey = nameof(AddKey);
    public const string RemoveKey = nameof(RemoveKey);
    public const string RemoveRow = nameof(RemoveRow);
    public const string RemoveDeclaration = nameof(RemoveDeclaration);
    public const string RemoveSuppression = nameof(RemoveSuppression);
    public const string MarkReason = nameof(MarkReason);
    public const string MoveRow = nameof(MoveRow);

    /// <summary>A row that stays in the state: its author goes on from there.</summary>
    public const string AddRow = nameof(AddRow);

    /// <summary>The kind of a row that says a word, for one pair, a state or the file.</summary>
    public static string Say(string word, UnhandledScope scope) => $"{char.ToUpperInvariant(word[0])}{word.Substring(1)}{(scope == UnhandledScope.Pair ? "" : scope.ToString())}";
}

/// <summary>Which unhandled pairs one edit handles.</summary>
internal enum UnhandledScope
{
    /// <summary>The one at hand.</summary>
    Pair,

    /// <summary>All of its state.</summary>
    State,

    /// <summary>All of the file.</summary>
    File,
}
