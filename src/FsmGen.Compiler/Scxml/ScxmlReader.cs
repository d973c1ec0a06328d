using System.Xml;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Compiler.Scxml;

/// <summary>Reads XML into a tree of elements that know where they stand. Nothing outside the text is ever looked at.</summary>
internal sealed class ScxmlReader
{
    public const string Namespace = "http://www.w3.org/2005/07/scxml";

    public const string InclusionNamespace = "http://www.w3.org/2001/XInclude";

    private readonly ScxmlNotes _notes;
    private readonly HashSet<string> _foreign = new(StringComparer.Ordinal);
    private readonly Stack<ScxmlElement> _open = new();
    private ScxmlElement? _root;
    private string? _comment;

    private ScxmlReader(ScxmlNotes notes) => _notes = notes;

    /// <summary>The root element; null, with an error, if the text is not XML or too large.</summary>
    public static ScxmlElement? Read(string text, ScxmlNotes notes)
    {
        if (text.Length > ScxmlLimits.Characters)
        {
            notes.Error(default, $"The document is too large: it has more than {ScxmlLimits.Characters:N0} characters");
            return null;
        }

        var reader = new ScxmlReader(notes);
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreProcessingInstructions = true };
        using var xml = XmlReader.Create(new StringReader(text.TrimStart('\uFEFF')), settings);
        try
        {
            while (!notes.HasErrors && xml.Read())
                reader.ReadNode(xml);
        }
        catch (XmlException e)
        {
            notes.Error(At(e.LineNumber, e.LinePosition), Explain(e));
        }

        return notes.HasErrors ? null : reader._root;
    }

    private void ReadNode(XmlReader xml)
    {
        switch (xml.NodeType)
        {
            case XmlNodeType.Element:
                ReadElement(xml);
                break;
            case XmlNodeType.EndElement:
                _open.Pop();
                _comment = null;
                break;
            case XmlNodeType.Text or XmlNodeType.CDATA:
                _open.Peek().AddText(xml.Value);
                break;
            case XmlNodeType.Comment:
                _comment = _comment is null ? xml.Value : $"{_comment}\n{xml.Value}";
                break;
        }
    }

    private void ReadElement(XmlReader xml)
    {
        var position = Position(xml);
        var element = new ScxmlElement(xml.LocalName, xml.NamespaceURI is Namespace ? "" : xml.NamespaceURI, position) { Comment = _comment };
        _comment = null;
        if (_open.Count == ScxmlLimits.Depth)
            _notes.Error(position, $"The document is too deep: elements nest more than {ScxmlLimits.Depth} deep");
        if (element.ForeignNamespace == InclusionNamespace)
            _notes.Add(position, $"<{xml.Name}> is not followed; a spec is imported from one file");
        if (_open.Count > 0)
            _open.Peek().Add(element);
        else
            _root = element;

        var isEmpty = xml.IsEmptyElement;
        while (xml.MoveToNextAttribute())
            ReadAttribute(xml, element);
        if (!isEmpty)
            _open.Push(element);
    }

    private void ReadAttribute(XmlReader xml, ScxmlElement element)
    {
        if (xml.NamespaceURI.Length == 0)
            element.AddAttribute(xml.LocalName, xml.Value);
        else if (xml.Prefix != "xmlns" && xml.Name != "xmlns" && xml.Prefix != "xml" && _foreign.Add(xml.NamespaceURI))
            _notes.Add(Position(xml), $"'{xml.Name}' is not carried over, nor is any other attribute of the namespace '{xml.NamespaceURI}'");
    }

    private static LinePosition Position(XmlReader xml) => xml is IXmlLineInfo info ? At(info.LineNumber, info.LinePosition) : default;

    private static LinePosition At(int line, int column) => new(Math.Max(0, line - 1), Math.Max(0, column - 1));

    private static string Explain(XmlException e)
    {
        if (e.Message.IndexOf("DTD", StringComparison.Ordinal) >= 0)
            return "A document type definition is not read: take it away";
        // .NET repeats the place at the end of its message.
        var end = e.Message.LastIndexOf(" Line ", StringComparison.Ordinal);
        return $"This is not XML: {(end > 0 ? e.Message.Substring(0, end) : e.Message).TrimEnd('.')}";
    }
}
