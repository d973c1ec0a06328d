using System.Globalization;
using System.Text.Json.Nodes;
using FsmGen.Compiler.Yaml;
using Microsoft.CodeAnalysis.Text;
using YamlDotNet.Core;

namespace FsmGen.Compiler.Tests.Schema;

/// <summary>YAML as a schema sees it: plain texts have the types of YAML's core schema.</summary>
internal static class YamlJson
{
    /// <summary>The document; null with <c>false</c> if the text is no YAML that a spec may have.</summary>
    public static bool TryRead(string yaml, out JsonNode? json)
    {
        var text = SourceText.From(yaml);
        var findings = new Findings(text);
        var root = YamlReader.Read(text, findings);
        json = root is null ? null : Convert(root);
        return !findings.HasErrors;
    }

    public static JsonNode? Convert(YamlNode node) => node switch
    {
        YamlMapping mapping => new JsonObject(mapping.Entries.Select(static entry => KeyValuePair.Create(entry.Key.Value, Convert(entry.Value)))),
        YamlSequence sequence => new JsonArray([.. sequence.Items.Select(Convert)]),
        YamlScalar { IsNull: true } => null,
        YamlScalar { Style: ScalarStyle.Plain, Value: var value } => Plain(value),
        YamlScalar scalar => scalar.Value,
        _ => throw new InvalidOperationException(),
    };

    private static JsonNode Plain(string value) => value switch
    {
        "true" => true,
        "false" => false,
        _ when long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => whole,
        _ when decimal.TryParse(value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number) => number,
        _ => value,
    };
}
