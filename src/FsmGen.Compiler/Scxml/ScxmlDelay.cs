using FsmGen.Compiler.Binding;

namespace FsmGen.Compiler.Scxml;

/// <summary>A place where executable content stands.</summary>
internal enum ScxmlPlace
{
    Entry,
    Exit,
    Elsewhere,
}

/// <summary>An element of executable content that is not part of another, and where it stands.</summary>
internal sealed record ScxmlSite(ScxmlElement Element, ScxmlState State, ScxmlPlace Place);

/// <summary>A <c>send</c> that does nothing but let an event happen later, here.</summary>
internal sealed record ScxmlDelay(ScxmlSite Site, string? Id, string Event, string Delay, bool IsCode)
{
    private static readonly string[] Attributes = ["event", "id", "delay", "delayexpr", "type"];
    private static readonly string[] Types = ["scxml", "http://www.w3.org/TR/scxml/", "http://www.w3.org/TR/scxml/#SCXMLEventProcessor"];

    /// <summary>The delay; null if the element is another, or does more than that.</summary>
    public static ScxmlDelay? Of(ScxmlSite site)
    {
        var element = site.Element;
        var isCode = element is { ForeignNamespace: ScxmlExporter.Namespace, Name: "start" };
        if (!(isCode || element.Is("send")) || element.Children.Count > 0 || element.Attributes.Any(static attribute => !Attributes.Contains(attribute.Name)) || element["type"] is { } type && !Types.Contains(type))
            return null;
        if (element["event"] is not { Length: > 0 } id || id.Any(static c => char.IsWhiteSpace(c) || c == '*') || id.StartsWith("done.", StringComparison.Ordinal) || element["id"] is "")
            return null;
        if (isCode)
            return element["delay"] is { Length: > 0 } code && FragmentReader.FindError(code) is null ? new ScxmlDelay(site, element["id"], id, code, isCode) : null;
        return Durations.Parse(element["delay"] ?? Unquote(element["delayexpr"] ?? "")) is { } delay ? new ScxmlDelay(site, element["id"], id, Durations.Format(delay), isCode) : null;
    }

    /// <summary>A data model spells a constant in quotes.</summary>
    private static string Unquote(string text) => text.Length > 2 && text[0] is '\'' or '"' && text[text.Length - 1] == text[0] ? text.Substring(1, text.Length - 2) : "";
}
