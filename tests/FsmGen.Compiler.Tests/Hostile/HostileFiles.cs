using System.Text;

namespace FsmGen.Compiler.Tests.Hostile;

/// <summary>Files that no author wrote for this compiler, each with the rule that must speak; null: any, or none.</summary>
internal static class HostileFiles
{
    private const int Large = 3_900_000;

    public static IReadOnlyDictionary<string, (string Yaml, string? Rule)> All { get; } = new Dictionary<string, (string, string?)>
    {
        ["empty"] = ("", "FSM9004"),
        ["one blank"] = (" ", "FSM9004"),
        ["blank lines"] = ("\n\n\n", "FSM9004"),
        ["only comments"] = ("# nothing\n# here", "FSM9004"),
        ["only a document start"] = ("---", "FSM9004"),
        ["only a document start and end"] = ("---\n...\n", "FSM9004"),
        ["only null"] = ("~", "FSM9004"),
        ["only a word"] = ("machine", "FSM1008"),
        ["only a list"] = ("- machine", "FSM1008"),
        ["only an anchor"] = ("&a", null),
        ["only a directive"] = ("%YAML 1.2\n", null),
        ["an unknown directive"] = ("%FOO bar\n---\nmachine: M\n", null),
        ["a later YAML version"] = ("%YAML 9.9\n---\nmachine: M\n", "FSM9001"),
        ["NUL bytes"] = ("machine: \0\0\0", "FSM9001"),
        ["replaced bytes"] = ("machine: \uFFFD", "FSM9001"),
        ["half a surrogate pair"] = ("machine: \uD800", null),
        ["a byte order mark"] = ("\uFEFFmachine: M", null),
        ["a tab in the indentation"] = ("machine: M\nstates:\n\tA:\n", "FSM9001"),
        ["only tabs"] = ("\t\t\t", null),
        ["an unclosed single quote"] = ("machine: 'M\n", "FSM9001"),
        ["an unclosed double quote"] = ("machine: \"M\n", "FSM9001"),
        ["a bad escape"] = ("machine: \"\\q\"\n", "FSM9001"),
        ["an unclosed list"] = ("machine: M\nstates: [A, B", "FSM9001"),
        ["an unclosed mapping"] = ("machine: M\nstates: {A: {", "FSM9001"),
        ["a flow collection that is interrupted"] = ("a: [1, 2\nb: 3", "FSM9001"),
        ["a closing bracket"] = ("]", "FSM9001"),
        ["two values"] = ("machine: M: N", "FSM9001"),
        ["an unknown alias"] = ("machine: *m", "FSM9003"),
        ["an alias of itself"] = ("machine: &m [*m]", "FSM9003"),
        ["a tag"] = ("machine: !name M", "FSM9003"),
        ["a merge key"] = ("machine: M\n<<: {}", "FSM9003"),
        ["a key that is a list"] = ("machine: M\n[a]: b", "FSM9003"),
        ["a key that is a mapping"] = ("machine: M\n? {a: b}\n: c", "FSM9003"),
        ["a key that is an alias"] = ("machine: &m M\n*m : b", null),
        ["a second document"] = ("machine: M\n---\nmachine: N\n", "FSM9003"),
        ["100,000 times ["] = (new string('[', 100_000), "FSM9002"),
        ["100,000 times {"] = (new string('{', 100_000), "FSM9002"),
        ["100,000 times [ behind a key"] = ("machine: " + new string('[', 100_000), "FSM9002"),
        ["100,000 times - in one line"] = (Repeat("- ", 100_000), "FSM9002"),
        ["100,000 times ? in one line"] = (Repeat("? ", 100_000), "FSM9002"),
        ["2,000 nested blocks"] = (string.Concat(Enumerable.Range(0, 2_000).Select(static i => new string(' ', i) + "a:\n")), "FSM9002"),
        ["a billion laughs"] = (Laughs(9, 10), "FSM9002"),
        ["aliases as far as they go"] = (Laughs(5, 9), null),
        ["aliases in states"] = (LaughingStates(), null),
        ["10 MB of one scalar"] = ("machine: " + new string('M', 10_000_000), "FSM9002"),
        ["one long scalar"] = ("machine: " + new string('M', Large), null),
        ["one long quoted scalar"] = ("machine: \"" + new string('\\', Large) + "\"", null),
        ["one long key"] = (new string('k', Large) + ": M", "FSM9001"),
        ["100,000 suppressions"] = (Repeat("# fsmgen disable FSM2001\n", 100_000) + "machine: M\ninitial: A\nstates: { A: }", "FSM9006"),
        ["100,000 suppressions behind content"] = ("machine: M\ninitial: A\nstates: { A: }\n" + Repeat("# fsmgen disable FSM2001\n", 100_000), "FSM9006"),
        ["one suppression of 400,000 rules"] = ("# fsmgen disable " + Repeat("FSM20x1 ", 400_000) + "\nmachine: M", "FSM9006"),
        ["a suppression and a second document that is broken"] = ("# fsmgen disable FSM2001\nmachine: M\n---\n[ # fsmgen disable\n", null),
        ["one long line of words"] = (Repeat("word ", Large / 5), null),
        ["one long block scalar"] = ("machine: |\n" + Repeat("  line\n", Large / 7), null),
        ["many blank lines"] = (new string('\n', Large), "FSM9004"),
        ["many comments"] = (Repeat("# c\n", Large / 4), "FSM9004"),
        ["many blanks"] = (new string(' ', Large), "FSM9004"),
        ["many keys"] = (string.Concat(Enumerable.Range(0, 250_000).Select(static i => $"key{i}: v\n")), null),
        ["many equal keys"] = (Repeat("key: v\n", Large / 7), null),
        ["many items"] = (Repeat("- i\n", Large / 4), null),
        ["many documents"] = (Repeat("---\n", Large / 4), null),
        ["many brackets"] = (new string('[', Large), "FSM9002"),
        ["many closing brackets"] = (new string(']', Large), "FSM9001"),
        ["many colons"] = (Repeat(": ", Large / 2), null),
        ["many quotes"] = (new string('\'', Large), null),
        ["many anchors"] = (string.Concat(Enumerable.Range(0, 200_000).Select(static i => $"- &a{i} x\n")), null),
        ["many unknown aliases"] = (Repeat("- *nothing\n", Large / 11), "FSM9003"),
        ["many tags"] = (Repeat("- !tag\n", Large / 7), "FSM9003"),
    };

    public static string Repeat(string text, int count) => new StringBuilder(text.Length * count).Insert(0, text, count).ToString();

    private static string Laughs(int depth, int width)
    {
        var yaml = new StringBuilder("a0: &a0 [" + Repeat("lol, ", width) + "]\n");
        for (var i = 1; i <= depth; i++)
            yaml.Append($"a{i}: &a{i} [{Repeat($"*a{i - 1}, ", width)}]\n");
        return yaml.ToString();
    }

    /// <summary>One leaf's rows, repeated by 5,000 states.</summary>
    private static string LaughingStates() =>
        "machine: M\nunhandled: none\nevents:\n" + string.Concat(Enumerable.Range(0, 50).Select(static i => $"  E{i}:\n"))
        + "initial: S0\nstates:\n  S0: &rows\n    on:\n" + string.Concat(Enumerable.Range(0, 50).Select(static i => $"      E{i}: S{i}\n"))
        + string.Concat(Enumerable.Range(1, 5_000).Select(static i => $"  S{i}: *rows\n"));
}
