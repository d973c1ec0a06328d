using System.Text;

namespace FsmGen.Compiler.Emit;

/// <summary>Writes indented source; one '\n' per line on every platform.</summary>
internal sealed class SourceWriter(int indent = 4)
{
    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>The blanks before a line.</summary>
    public int Indentation => _depth * indent;

    public void Line(string line = "")
    {
        if (line.Length > 0)
            _text.Append(' ', Indentation).Append(line);
        _text.Append('\n');
    }

    /// <summary>A line in the first column, whatever the depth: a directive, or C# whose columns are mapped.</summary>
    public void Verbatim(string line) => _text.Append(line).Append('\n');

    public void Lines(string block)
    {
        foreach (var line in block.Split('\n'))
            Line(line.TrimEnd('\r'));
    }

    /// <summary>A head, and what is written until the block is disposed in braces below it.</summary>
    public Block Braces(string head)
    {
        Line(head);
        return Braces();
    }

    /// <summary>What is written until the block is disposed, in braces.</summary>
    public Block Braces()
    {
        Line("{");
        _depth++;
        return new Block(this, "}");
    }

    /// <summary>What is written until the block is disposed stands one level deeper.</summary>
    public Block Indented(string? head = null)
    {
        if (head is not null)
            Line(head);
        _depth++;
        return new Block(this, null);
    }

    public override string ToString() => _text.ToString();

    internal readonly struct Block(SourceWriter? writer, string? end) : IDisposable
    {
        public void Dispose()
        {
            if (writer is null)
                return;
            writer._depth--;
            if (end is not null)
                writer.Line(end);
        }
    }
}
