using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Tool;

/// <summary>A text file that is changed in place: its encoding and its byte order mark stay.</summary>
internal sealed record TextFile(string Path, SourceText Text)
{
    public static TextFile Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        using var reader = new StreamReader(new MemoryStream(bytes), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        var content = reader.ReadToEnd();
        var encoding = reader.CurrentEncoding is UTF8Encoding
            ? new UTF8Encoding(encoderShouldEmitUTF8Identifier: bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble))
            : reader.CurrentEncoding;
        return new TextFile(path, SourceText.From(content, encoding));
    }

    /// <summary>Puts a text in the file's place at once: whoever reads it sees the old text or the new one.</summary>
    public void Replace(SourceText text)
    {
        var file = new FileInfo(Path);
        var target = (file.Exists ? file.ResolveLinkTarget(returnFinalTarget: true)?.FullName : null) ?? file.FullName;
        var temporary = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            File.WriteAllText(temporary, text.ToString(), Text.Encoding!);
            if (!OperatingSystem.IsWindows() && File.Exists(target))
                File.SetUnixFileMode(temporary, File.GetUnixFileMode(target));
            File.Move(temporary, target, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
