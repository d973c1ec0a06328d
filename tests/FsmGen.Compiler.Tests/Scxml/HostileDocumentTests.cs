using System.Diagnostics;
using System.Text;
using FsmGen.Compiler.Scxml;
using FsmGen.Compiler.Tests.Hostile;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Compiler.Tests.Scxml;

/// <summary>Documents that are damaged, or out of all proportion: there is an answer, and it does not take long.</summary>
public class HostileDocumentTests(ITestOutputHelper output)
{
    private const int Seed = 20_251_125;
    private const int Stack = 256 * 1024;
    private const string Characters = "<>/='\"&;!?-[] \t\r\n.*()|aI\0\u0085\uD83D\uFFFF\uFEFF";

    /// <summary>Far beyond what any document takes: it only tells "slow" from "never".</summary>
    private static readonly TimeSpan Endless = TimeSpan.FromMinutes(1);

    private static readonly string[] Slips =
        ["FSM1001", "FSM1002", "FSM1003", "FSM1004", "FSM1005", "FSM1006", "FSM1007", "FSM1008", "FSM1009", "FSM1011", "FSM1012", "FSM1016", "FSM1020", "FSM9001", "FSM9002", "FSM9003"];

    public static IReadOnlyDictionary<string, string> Documents { get; } = new Dictionary<string, string>
    {
        ["a million blanks"] = new(' ', 1_000_001),
        ["deep elements"] = Document(HostileFiles.Repeat("<x>", 50_000)),
        ["deep states"] = Document(HostileFiles.Repeat("<state>", 60) + HostileFiles.Repeat("</state>", 60)),
        ["states as deep as they may be"] = Document(HostileFiles.Repeat("<state>", ScxmlLimits.StateDepth) + "<transition event='a'><if cond='b'><raise event='a'/></if></transition>" + HostileFiles.Repeat("</state>", ScxmlLimits.StateDepth)),
        ["50,000 states of one name"] = Document(HostileFiles.Repeat("<state id='-'/>", 50_000)),
        ["50,000 states without a name"] = Document(HostileFiles.Repeat("<state/>", 50_000)),
        ["30,000 unknown targets"] = Document(Many(10_000, static i => $"<state id='state{i}'/>") + "<state>" + Many(20_000, static i => $"<transition target='stat{i}x'/>") + "</state>"),
        ["5,000 events in 5,000 transitions"] = Document("<state>" + Many(5_000, static i => $"<transition event='e{i}' cond='c'/><transition event='*' cond='c'/>") + "</state>"),
        ["a long row for many events"] = Document($"<state><transition event='{Many(10_000, static i => $"e{i} ")}'>{HostileFiles.Repeat("<log/>", 50_000)}</transition><transition event='f'/></state>"),
        ["a condition of 100,000 parentheses"] = Document($"<state><transition event='e' cond='{new string('(', 100_000)}'/></state>"),
        ["a condition of 100,000 parentheses in pairs"] = Document($"<state><transition event='e' cond='{new string('(', 100_000)}x{new string(')', 100_000)}'/></state>"),
        ["a condition of 100,000 negations"] = Document($"<state><transition event='e' cond='{new string('!', 100_000)}x'/></state>"),
        ["a condition of 100,000 operands"] = Document($"<state><transition event='e' cond='{HostileFiles.Repeat("x || ", 100_000)}x'/></state>"),
        ["10,000 long conditions"] = Document("<state>" + Many(10_000, static i => $"<transition event='e' cond='a{i} or b{i} and c'/>") + "</state>"),
        ["a chain of 20,000 branches"] = Document($"<state><onentry><if cond='a'>{HostileFiles.Repeat("<raise event='e'/><elseif cond='b'/>", 20_000)}</if></onentry></state>"),
        ["completions without number"] = Document("<state>" + Many(2_000, static i => $"<state id='s{i}'><final/></state>") + "</state><state>" + HostileFiles.Repeat("<transition event='*' cond='c'/>", 2_000) + "</state>"),
        ["10,000 sends of one id, and as many cancels"] = Document("<state><onentry>" + Many(10_000, static i => $"<send event='e{i}' id='t' delay='{i + 1}s'/>") + "</onentry><onexit>" + HostileFiles.Repeat("<cancel sendid='t'/>", 100) + "</onexit></state>"),
        ["7,000 sends of one event"] = Document("<state>" + Many(7_000, static i => $"<state><onentry><send event='e' id='t{i}' delay='1s'/></onentry><onexit><cancel sendid='t{i}'/></onexit></state>") + "<transition event='e'/></state>"),
        ["5,000 declarations"] = Document(Many(5_000, static i => $"<f:event xmlns:f='urn:fsmgen' name='e{i}' parameters='int a, int b{i}'/><f:action xmlns:f='urn:fsmgen' name='a{i}' parameters='int c'/>") + "<state/>"),
        ["a billion laughs"] = "<!DOCTYPE scxml [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]><scxml name='&b;'/>",
        ["an entity of a file"] = "<!DOCTYPE scxml [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><scxml name='&a;'/>",
    };

    public static TheoryData<string> DocumentNames => [.. Documents.Keys];

    [Theory]
    [MemberData(nameof(DocumentNames))]
    public void A_document_out_of_all_proportion_is_answered(string name)
    {
        var watch = Stopwatch.StartNew();
        var (yaml, notes) = Import(Documents[name]);
        output.WriteLine($"{watch.ElapsedMilliseconds} ms, {yaml?.Length} characters, {notes.Count} notes: {notes.FirstOrDefault()?.Message}");
    }

    [Fact]
    public void A_document_that_ends_too_early_is_answered_at_every_length()
    {
        foreach (var document in Scxml.Documents.Names.Select(Scxml.Documents.Read))
        {
            for (var length = 0; length <= document.Length; length += 3)
                Import(document[..length]);
        }
    }

    [Fact]
    public void Ten_thousand_damaged_documents_are_answered_and_what_is_written_can_be_read()
    {
        output.WriteLine($"seed {Seed}");
        var random = new Random(Seed);
        var documents = Scxml.Documents.Names.Select(Scxml.Documents.Read).ToList();
        var survivors = 0;
        for (var i = 0; i < 10_000; i++)
        {
            var document = Damage(documents[i % documents.Count], random);
            if (Import(document).Yaml is { } yaml)
            {
                survivors++;
                AssertSpells(yaml, document);
            }
        }

        output.WriteLine($"{survivors} could be read");
        Assert.InRange(survivors, 1_000, 9_000);
    }

    /// <summary>A damaged machine may be a bad one; names, keys and shapes are the importer's.</summary>
    private static void AssertSpells(string yaml, string document)
    {
        var findings = SpecCompilation.Of(SourceText.From(yaml), "hostile.fsm.yaml", null).Findings;
        Assert.True(!findings.Any(static finding => Slips.Contains(finding.Rule.Id)), $"{string.Join("\n", findings.Select(static finding => $"{finding.Rule.Id} {finding.Lines.Start.Line + 1} {finding.Message}"))}\n{yaml}\n{document}");
    }

    /// <summary>Swaps what stands in quotes and exchanges names of elements, so that most documents are still XML.</summary>
    private static string Damage(string document, Random random)
    {
        string[] names = ["state", "parallel", "final", "history", "initial", "transition", "onentry", "onexit", "raise", "if", "log", "scxml"];
        var text = new StringBuilder(document);
        for (var count = random.Next(1, 6); count > 0 && text.Length > 1; count--)
        {
            var at = random.Next(text.Length - 1);
            switch (random.Next(8))
            {
                case 0: text.Remove(at, 1); break;
                case 1: text.Insert(at, Characters[random.Next(Characters.Length)]); break;
                case 2: text.Remove(at, Math.Min(text.Length - at, random.Next(1, 40))); break;
                case 3: Exchange("target", "initial"); break;
                case 4: Exchange("event", "cond"); break;
                case 5: Exchange("id", "target"); break;
                default: Exchange(names[random.Next(names.Length)], names[random.Next(names.Length)]); break;
            }
        }

        return text.ToString();

        void Exchange(string one, string other) => text.Replace(one, other);
    }

    private static ScxmlImport Import(string document)
    {
        ScxmlImport? import = null;
        Exception? thrown = null;
        var thread = new Thread(Run, Stack) { IsBackground = true };
        thread.Start();
        Assert.True(thread.Join(Endless), $"does not end: {Show(document)}");
        Assert.True(thrown is null, $"{thrown}\n{Show(document)}");
        Assert.Equal(import!.Yaml is null, import.Notes.Any(static note => note.IsError));
        Assert.All(import.Notes, static note => Assert.True(note.Message.Length < 1_000 && !note.Message.Contains('\n', StringComparison.Ordinal)));
        return import;

        void Run()
        {
            try
            {
                import = ScxmlImporter.Import(SourceText.From(document), "hostile.scxml");
            }
            catch (Exception e)
            {
                thrown = e;
            }
        }
    }

    private static string Document(string content) => $"<scxml>{content}</scxml>";

    private static string Many(int count, Func<int, string> text) => string.Concat(Enumerable.Range(0, count).Select(text));

    private static string Show(string document) => document.Length < 20_000 ? document : document[..2_000] + "…";
}
