namespace FsmGen.Compiler.Model;

/// <summary>A machine as its author wrote it, for those who ask the generated code: names, order and documentation, no places.</summary>
internal sealed record Definition(string Name, Documentation Docs, EquatableArray<DefinedState> States, EquatableArray<DefinedEvent> Events, EquatableArray<DefinedRow> Rows);

/// <summary>A state, whatever its depth. <c>Parent</c> null: it stands at the top.</summary>
internal sealed record DefinedState(string Name, string? Parent, bool IsFinal, EquatableArray<string> Entry, EquatableArray<string> Exit, Documentation Docs);

internal sealed record DefinedEvent(string Name, EquatableArray<string> Parameters, bool IsInternal, Documentation Docs);

/// <summary>A row, once for each event that it was written for.</summary>
internal sealed record DefinedRow(string Source, string Event, string? When, Outcome Outcome, EquatableArray<string> Targets, EquatableArray<string> Actions, Documentation Docs);
