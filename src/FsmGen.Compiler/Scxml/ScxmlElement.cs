using System.Text;
using FsmGen.Compiler.Xml;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Compiler.Scxml;

/// <summary>An element of an SCXML document, and where it stands.</summary>
internal sealed class ScxmlElement(string name, string foreignNamespace, LinePosition position)
{
    private readonly List<ScxmlElement> _children = [];
    private readonly List<(string Name, string Value)> _attributes = [];
    private readonly StringBuilder _text = new();

    /// <summary>The name without its prefix.</summary>
    public string Name { get; } = name;

    /// <summary>Empty if the element is one of SCXML, or of no namespace.</summary>
    public string ForeignNamespace { get; } = foreignNamespace;

    public LinePosition Position { get; } = position;

    public IReadOnlyList<ScxmlElement> Children => _children;

    /// <summary>The attributes without a namespace, in the order of the document.</summary>
    public IReadOnlyList<(string Name, string Value)> Attributes => _attributes;

    /// <summary>The characters between the children.</summary>
    public string Text => _text.ToString();

    /// <summary>What the author said of it: the comment before it.</summary>
    public string? Comment { get; set; }

    public bool Is(string name) => ForeignNamespace.Length == 0 && Name == name;

    /// <summary>The value of an attribute without blanks around it; null if there is none.</summary>
    public string? this[string attribute]
    {
        get
        {
            foreach (var (name, value) in _attributes)
            {
                if (name == attribute)
                    return value.Trim();
            }

            return null;
        }
    }

    public IReadOnlyList<string> Words(string attribute) => this[attribute]?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) ?? [];

    public void Add(ScxmlElement child) => _children.Add(child);

    public void AddAttribute(string name, string value) => _attributes.Add((name, value));

    public void AddText(string text) => _text.Append(text);

    /// <summary>The element as XML on one line; equal elements give equal text.</summary>
    public override string ToString()
    {
        var xml = new StringBuilder();
        Write(xml);
        return xml.ToString();
    }

    private void Write(StringBuilder xml)
    {
        xml.Append('<').Append(Name);
        foreach (var (name, value) in _attributes)
            xml.Append(' ').Append(name).Append("=\"").Append(XmlText.Escape(OnOneLine(value))).Append('"');
        var text = OnOneLine(Text);
        if (text.Length == 0 && _children.Count == 0)
        {
            xml.Append("/>");
            return;
        }

        xml.Append('>').Append(XmlText.Escape(text));
        foreach (var child in _children)
            child.Write(xml);
        xml.Append("</").Append(Name).Append('>');
    }

    private static string OnOneLine(string text) => string.Join(" ", text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
