namespace FsmGen.Compiler.Scxml;

/// <summary>The declarations in a document of ours: SCXML itself declares neither events nor what they carry.</summary>
internal sealed class ScxmlSignatures
{
    private static readonly Dictionary<string, string[]> Attributes = new(StringComparer.Ordinal)
    {
        ["event"] = ["name", "id", "parameters", "internal", "transient"],
        ["guard"] = ["name", "parameters"],
        ["action"] = ["name", "parameters", "async"],
    };

    private readonly Dictionary<string, Dictionary<string, ScxmlSignature>> _byKind = Attributes.Keys.ToDictionary(static kind => kind, static _ => new Dictionary<string, ScxmlSignature>(StringComparer.Ordinal), StringComparer.Ordinal);
    private readonly List<ScxmlSignature> _inOrder = [];

    public ScxmlSignatures(ScxmlState machine, ScxmlNotes notes)
    {
        foreach (var element in machine.Element.Children.Where(Is))
            Read(element, notes);
    }

    /// <summary>The events by their ids.</summary>
    public IReadOnlyDictionary<string, ScxmlSignature> Events => _byKind["event"];

    public IReadOnlyDictionary<string, ScxmlSignature> Guards => _byKind["guard"];

    public IReadOnlyDictionary<string, ScxmlSignature> Actions => _byKind["action"];

    /// <summary>Whether a document is one of ours: its comments are summaries.</summary>
    public bool Any => _inOrder.Count > 0;

    /// <summary>All of them, in the order of the document.</summary>
    public IReadOnlyList<ScxmlSignature> All => _inOrder;

    /// <summary>Whether a child of the root is one.</summary>
    public static bool Is(ScxmlElement element) => element.ForeignNamespace == ScxmlExporter.Namespace && Attributes.ContainsKey(element.Name);

    private void Read(ScxmlElement element, ScxmlNotes notes)
    {
        foreach (var (attribute, _) in element.Attributes.Where(attribute => !Attributes[element.Name].Contains(attribute.Name)))
            notes.Add(element.Position, $"The attribute '{attribute}' of <{element.Name}> is not carried over");
        var name = element["name"] ?? "";
        var id = element["id"] ?? name;
        var parameters = element["parameters"];
        if (parameters is not null && ScxmlSignature.Parse(parameters) is null)
        {
            notes.Add(element.Position, $"The parameters of '{name}' are not carried over: '{parameters}' does not say them");
            parameters = null;
        }

        if (name.Length == 0 || id.Length == 0 || id.Any(char.IsWhiteSpace) || _byKind[element.Name].ContainsKey(id))
            notes.Add(element.Position, $"<{element.Name}> is not carried over: it needs a name, and one of its own");
        else
        {
            var signature = new ScxmlSignature(element, id, name, parameters is "" ? null : parameters);
            _byKind[element.Name].Add(id, signature);
            _inOrder.Add(signature);
        }
    }
}
