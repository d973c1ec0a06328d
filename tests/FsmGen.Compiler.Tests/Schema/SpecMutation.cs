using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;

namespace FsmGen.Compiler.Tests.Schema;

/// <summary>Specs with a node that is gone, replaced, renamed or moved: JSON is YAML, so they are written as JSON.</summary>
internal static class SpecMutation
{
    private static readonly string[] Words = ["", "~", "0", "true", "word", "A", "Closed", "10s", "10", "[]", "{}", "[A, B]", "[[]]", "[{}]", "{ a: b }", "{ to: A }", "{ history: deep }", "shallow", "class", "null", "- 1", "1.5", "64", "65"];

    private static readonly string[] Keys = ["machine", "states", "regions", "initial", "on", "entry", "to", "do", "when", "type", "history", "default", "final", "after", "always", "done", "code", "raise", "internal", "from", "steps", "stat", "timers", "kind"];

    public static Gen<string> Of(string[] seeds) =>
        from seed in Gen.Int[0, seeds.Length - 1].Select(i => seeds[i])
        from changes in Gen.Select(Gen.Int[0, 10_000], Gen.Int[0, 3], Gen.Int[0, Words.Length - 1].Select(i => Words[i]), Gen.Int[0, Keys.Length - 1].Select(i => Keys[i])).Array[1, 3]
        select Apply(seed, changes);

    private static string Apply(string seed, (int Place, int Kind, string Word, string Key)[] changes)
    {
        YamlJson.TryRead(seed, out var root);
        foreach (var (place, kind, word, key) in changes)
        {
            var places = Below(root!).ToList();
            if (places.Count > 0)
                Change(places[place % places.Count], kind, word, key);
        }

        return root!.ToJsonString(new JsonSerializerOptions { WriteIndented = false, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    private static void Change((JsonNode Parent, object At) place, int kind, string word, string key)
    {
        YamlJson.TryRead(word, out var value);
        switch (place.Parent)
        {
            case JsonObject parent:
                var name = (string)place.At;
                var old = parent[name];
                switch (kind)
                {
                    case 0:
                        parent.Remove(name);
                        break;
                    case 1:
                        parent[name] = value?.DeepClone();
                        break;
                    case 2:
                        parent.Remove(name);
                        parent[key] = old;
                        break;
                    default:
                        parent[key] = value?.DeepClone();
                        break;
                }

                break;
            case JsonArray parent when kind == 0:
                parent.RemoveAt((int)place.At);
                break;
            case JsonArray parent:
                parent[(int)place.At] = value?.DeepClone();
                break;
        }
    }

    private static IEnumerable<(JsonNode Parent, object At)> Below(JsonNode node)
    {
        var children = node switch
        {
            JsonObject mapping => mapping.Select(entry => (At: (object)entry.Key, entry.Value)),
            JsonArray list => list.Select((item, index) => (At: (object)index, Value: item)),
            _ => [],
        };
        foreach (var (at, value) in children.ToList())
        {
            yield return (node, at);
            foreach (var below in value is null ? [] : Below(value))
                yield return below;
        }
    }
}
