using FsmGen.Compiler.Model;

namespace FsmGen.Compiler.Emit;

/// <summary>Writes what an author wrote as XML documentation.</summary>
internal static class XmlDoc
{
    public static void Write(SourceWriter w, Documentation docs, string otherwise)
    {
        var lines = Escape(docs.Summary ?? otherwise).Split('\n');
        if (lines.Length == 1)
            w.Line($"/// <summary>{lines[0]}</summary>");
        else
        {
            w.Line("/// <summary>");
            foreach (var line in lines)
                w.Line($"/// {line.Trim()}".TrimEnd());
            w.Line("/// </summary>");
        }

        if (docs.Reference is { } reference)
            w.Line($"/// <remarks>{Escape(reference).Replace("\n", " ")}</remarks>");
    }

    private static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("\r", "");
}
