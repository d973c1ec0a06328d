namespace FsmGen.Compiler.Model;

/// <summary>What a snapshot of a machine is checked against. <c>Schema</c>: a hash of everything that a snapshot can name.</summary>
internal sealed record SnapshotShape(string Schema, EquatableArray<Migration> Migrations);

/// <summary>How snapshots of an older spec are read: names that changed.</summary>
internal sealed record Migration(string Schema, EquatableArray<Rename> Renames);

internal sealed record Rename(string From, string To);
