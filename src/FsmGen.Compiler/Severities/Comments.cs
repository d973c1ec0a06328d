using Microsoft.CodeAnalysis.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace FsmGen.Compiler.Severities;

/// <summary>Finds the comments <c># fsmgen disable …</c> of a spec. YAML's events have no comments, and a text may look like one.</summary>
internal static class Comments
{
    /// <summary>Nobody writes more; what a file of nothing else costs must stay small.</summary>
    private const int Maximum = 1_000;

    private const string Tool = "fsmgen", Verb = "disable";

    /// <summary>The spans of what stands after the word, to the end of the line.</summary>
    public static IReadOnlyList<TextSpan> Find(SourceText text)
    {
        var candidates = new List<TextSpan>();
        var content = text.ToString();
        for (var hash = content.IndexOf('#'); hash >= 0 && candidates.Count < Maximum; hash = content.IndexOf('#', hash + 1))
        {
            if (RestOf(text, content, hash) is { } rest)
                candidates.Add(rest);
        }

        if (candidates.Count > 0)
        {
            var scalars = ScalarsOf(content);
            candidates.RemoveAll(candidate => IsWithin(scalars, candidate.Start - 1));
        }

        return candidates;
    }

    /// <summary>A comment that was found, from its <c>#</c> to the end of the line.</summary>
    public static TextSpan WholeOf(SourceText text, TextSpan comment)
    {
        var start = comment.Start - 1;
        while (text[start] != '#')
            start--;
        return TextSpan.FromBounds(start, comment.End);
    }

    /// <summary>The ids of a comment that was found, up to the colon before the reason.</summary>
    public static IEnumerable<TextSpan> IdsOf(SourceText text, TextSpan comment)
    {
        for (var position = comment.Start; position < comment.End && text[position] != ':';)
        {
            var start = position;
            while (position < comment.End && text[position] is not (':' or ',' or ' ' or '\t'))
                position++;
            if (position > start)
                yield return TextSpan.FromBounds(start, position);
            else
                position++;
        }
    }

    /// <summary>What follows <c># fsmgen disable</c>; null if that does not stand here. A comment follows a blank or begins a line.</summary>
    private static TextSpan? RestOf(SourceText text, string content, int hash)
    {
        if (hash > 0 && content[hash - 1] is not (' ' or '\t' or '\n' or '\r'))
            return null;
        var position = hash + 1;
        var end = text.Lines.GetLineFromPosition(hash).End;
        return Take(Tool) && Take(Verb) ? TextSpan.FromBounds(position, end) : null;

        bool Take(string word)
        {
            while (position < end && content[position] is ' ' or '\t')
                position++;
            if (position + word.Length > end || string.CompareOrdinal(content, position, word, 0, word.Length) != 0)
                return false;
            position += word.Length;
            return position == end || content[position] is ' ' or '\t' or ':';
        }
    }

    /// <summary>Whether one of these spans, which stand in order, holds a place.</summary>
    private static bool IsWithin(List<TextSpan> spans, int place)
    {
        var (low, high) = (0, spans.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (spans[middle].Start <= place)
                low = middle + 1;
            else
                high = middle;
        }

        return low > 0 && spans[low - 1].Contains(place);
    }

    /// <summary>The texts of a file that the compiler could read, in order.</summary>
    private static List<TextSpan> ScalarsOf(string content)
    {
        var spans = new List<TextSpan>();
        var parser = new Parser(new StringReader(content));
        // What stands behind the document nobody has read, and it may be no YAML.
        while (parser.MoveNext() && parser.Current is not DocumentEnd)
        {
            if (parser.Current is Scalar { Start.Index: var start, End.Index: var end })
                spans.Add(TextSpan.FromBounds((int)start, (int)Math.Max(start, end)));
        }

        return spans;
    }
}
