namespace FsmGen.Compiler.Tests.Scxml;

/// <summary>Each document has a list of events beside it, with the configurations that W3C's algorithm leads to: worked out by hand.</summary>
public class DocumentRunTests
{
    public static TheoryData<string> Names => [.. Documents.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_imported_document_goes_where_SCXML_sends_it(string name)
    {
        var run = new DocumentRun(Documents.Import(name).Yaml!);
        foreach (var line in Documents.Steps(name))
        {
            var (before, expected) = (line.Split('|')[0].Trim(), line[(line.IndexOf('|', StringComparison.Ordinal) + 1)..].Trim());
            Assert.Equal($"{before} | {expected}", $"{before} | {run.Step(before)}");
        }
    }
}
