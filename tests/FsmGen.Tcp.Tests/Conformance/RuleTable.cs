using YamlDotNet.RepresentationModel;

namespace FsmGen.Tcp.Tests.Conformance;

/// <summary>The table of RFC 9293 section 3.10, as data.</summary>
internal static class RuleTable
{
    private static readonly YamlMappingNode Root = Load();

    /// <summary>All rules, by id.</summary>
    public static IReadOnlyDictionary<string, Rule> Rules { get; } = Sequence("rules").Select(static rule => new Rule(
        Text(rule, "id"),
        Text(rule, "kind"),
        Text(rule, "state"),
        Text(rule, "event"),
        Text(rule, "guard"),
        Text(rule, "variant"),
        Text(rule, "next"),
        Text(rule, "send"),
        Text(rule, "user"))).ToDictionary(static rule => rule.Id);

    /// <summary>Pairs that cannot come about.</summary>
    public static IReadOnlyList<(string State, string Event)> NotApplicable { get; } =
        [.. Sequence("not_applicable").Select(static pair => (Text(pair, "state"), Text(pair, "event")))];

    private static YamlMappingNode Load()
    {
        using var file = File.OpenText(Path.Combine(AppContext.BaseDirectory, "rfc9293-table.yaml"));
        var yaml = new YamlStream();
        yaml.Load(file);
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }

    private static IEnumerable<YamlMappingNode> Sequence(string key) => ((YamlSequenceNode)Root[key]).Cast<YamlMappingNode>();

    private static string Text(YamlMappingNode node, string key) =>
        node.Children.TryGetValue(new YamlScalarNode(key), out var value) ? ((YamlScalarNode)value).Value ?? "" : "";
}
