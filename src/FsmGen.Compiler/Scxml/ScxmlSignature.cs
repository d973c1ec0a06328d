using FsmGen.Compiler.Binding;

namespace FsmGen.Compiler.Scxml;

/// <summary>What a document of ours declares of an event, a guard or an action, beyond its name in SCXML.</summary>
internal sealed record ScxmlSignature(ScxmlElement Element, string Id, string Name, string? Parameters)
{
    public bool IsInternal => Element["internal"] == "true";

    public bool IsTransient => Element["transient"] == "true";

    public bool IsAsync => Element["async"] == "true";

    /// <summary>How many constants each use supplies: a parameter with a type is one.</summary>
    public int Constants => Parse(Parameters ?? "")?.Count(static parameter => parameter.Type.Length > 0) ?? 0;

    public string? Summary => Element.Comment?.Trim() is { Length: > 0 } comment ? comment : null;

    /// <summary>The parameters between the parentheses of a signature; null if there is one that is none.</summary>
    public static IReadOnlyList<Model.Parameter>? Parse(string parameters)
    {
        var read = new List<Model.Parameter>();
        foreach (var part in parameters.Trim().Length == 0 ? [] : TopLevel.Split(parameters))
        {
            if (SignatureReader.ReadParameter(part.Trim()) is not { } parameter || read.Exists(other => other.Name == parameter.Name))
                return null;
            read.Add(parameter);
        }

        return read;
    }
}
