namespace FsmGen.Compiler.Tests.Scxml;

/// <summary>What a person gets who imports a document. The expected steps beside each document are for the interpreter.</summary>
public class ImporterSnapshotTests
{
    public static TheoryData<string> Names => [.. Documents.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_document_becomes_a_spec_that_reads_as_if_it_were_written(string name)
    {
        var (yaml, notes) = Documents.Import(name);

        var said = notes.Select(static note => $"({note.Position.Line + 1},{note.Position.Character + 1}): {note.Message}\n");
        Snapshot.Match(yaml + (notes.Count == 0 ? "" : "\n# ---\n") + string.Concat(said), $"Snapshots/{name}.verified.yaml");
    }
}
