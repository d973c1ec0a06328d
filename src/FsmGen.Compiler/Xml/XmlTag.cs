using FsmGen.Compiler.Emit;

namespace FsmGen.Compiler.Xml;

/// <summary>An element whose content is what is written until it is disposed.</summary>
internal readonly struct XmlTag : IDisposable
{
    private readonly SourceWriter _w;
    private readonly string _name;
    private readonly SourceWriter.Block _content;

    public XmlTag(SourceWriter w, string name, string attributes)
    {
        (_w, _name) = (w, name);
        _content = w.Indented($"<{name}{attributes}>");
    }

    public void Dispose()
    {
        _content.Dispose();
        _w.Line($"</{_name}>");
    }
}
