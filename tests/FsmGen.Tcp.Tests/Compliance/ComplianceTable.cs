using System.Reflection;
using YamlDotNet.RepresentationModel;

namespace FsmGen.Tcp.Tests.Compliance;

/// <summary>All that is asked of a TCP, in the order of the RFC, with what this project has to show for it.</summary>
internal static class ComplianceTable
{
    private static readonly YamlMappingNode Decided = Load("rfc9293-decisions.yaml");

    /// <summary>The requirements of RFC 9293, appendix B.</summary>
    public static IReadOnlyList<Row> Requirements { get; } = ReadRequirements();

    /// <summary>The other RFCs.</summary>
    public static IReadOnlyList<Row> Rfcs { get; } = ReadRfcs();

    /// <summary>The ids that attributes or decisions name and that do not exist.</summary>
    public static IEnumerable<string> Unknown =>
        Tagged<RequirementAttribute>().Select(static tag => tag.Attribute.Id)
            .Concat(Items(Decided, "requirements").Select(static item => Text(item, "id")))
            .Except(Requirements.Select(static row => row.Id))
            .Concat(Tagged<RfcAttribute>().Select(static tag => tag.Attribute.Number).Except(Rfcs.Select(static row => row.Id)));

    private static IReadOnlyList<Row> ReadRequirements()
    {
        var decisions = Items(Decided, "requirements").ToDictionary(static item => Text(item, "id"), ReadDecision);
        var tests = Tagged<RequirementAttribute>().ToLookup(static tag => tag.Attribute.Id, static tag => tag.Test);
        return [.. Items(Load("rfc9293-requirements.yaml"), "requirements").Select(item => new Row(
            Text(item, "id"),
            string.Join(", ", ((YamlSequenceNode)item["section"]).Select(static section => ((YamlScalarNode)section).Value)),
            Text(item, "text"),
            decisions.GetValueOrDefault(Text(item, "id")),
            Distinct(tests[Text(item, "id")])))];
    }

    private static IReadOnlyList<Row> ReadRfcs()
    {
        var tags = Tagged<RfcAttribute>().ToLookup(static tag => tag.Attribute.Number);
        return [.. Items(Decided, "rfcs").Select(item => (Item: item, Tags: tags[Text(item, "rfc")])).Select(static rfc => new Row(
            Text(rfc.Item, "rfc"),
            string.Join(", ", Distinct(rfc.Tags.Select(static tag => tag.Attribute.Section).OfType<string>())),
            Text(rfc.Item, "title"),
            ReadDecision(rfc.Item),
            Distinct(rfc.Tags.Select(static tag => tag.Test))))];
    }

    private static IReadOnlyList<string> Distinct(IEnumerable<string> texts) => [.. texts.Distinct().Order(StringComparer.Ordinal)];

    private static Decision? ReadDecision(YamlMappingNode item) =>
        Text(item, "verdict") is { Length: > 0 } verdict ? new(verdict, Text(item, "reason")) : null;

    private static IEnumerable<(T Attribute, string Test)> Tagged<T>()
        where T : Attribute =>
        from type in typeof(ComplianceTable).Assembly.GetTypes()
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        where method.GetCustomAttribute<FactAttribute>() is { Skip: null }
        from attribute in method.GetCustomAttributes<T>().Concat(type.GetCustomAttributes<T>())
        select (attribute, $"{type.Name}.{method.Name}");

    private static YamlMappingNode Load(string name)
    {
        using var file = File.OpenText(Path.Combine(Repository.Root, "tests", "FsmGen.Tcp.Tests", name));
        var yaml = new YamlStream();
        yaml.Load(file);
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }

    private static IEnumerable<YamlMappingNode> Items(YamlMappingNode root, string key) => ((YamlSequenceNode)root[key]).Cast<YamlMappingNode>();

    private static string Text(YamlMappingNode node, string key) =>
        node.Children.TryGetValue(new YamlScalarNode(key), out var value) ? ((YamlScalarNode)value).Value ?? "" : "";
}
