using FsmGen.Compiler.Model;

namespace FsmGen.Compiler.Scxml;

/// <summary>
/// Reads <c>In('a') &amp;&amp; !(ready or x &gt; 5)</c>. Whatever stands between the operators of logic, and is not <c>In</c>, is
/// a guard: this reader knows no data model.
/// </summary>
internal sealed class ScxmlConditionReader
{
    private const int MaximumDepth = 32;

    /// <summary>A chain of operators becomes a tree as deep as it is long.</summary>
    private const int MaximumOperands = 64;

    private readonly string _text;
    private readonly Func<string, ScxmlCondition> _operand;
    private int _position;
    private int _depth;
    private int _operands;
    private bool _isBroken;

    private ScxmlConditionReader(string text, Func<string, ScxmlCondition> operand) => (_text, _operand) = (text, operand);

    /// <summary>The condition that a text states; <paramref name="operand"/> says what its parts mean.</summary>
    public static ScxmlCondition Read(string text, Func<string, ScxmlCondition> operand)
    {
        // The parts get names only if the whole can be read.
        var trial = new ScxmlConditionReader(text, static _ => ScxmlCondition.Of(new Condition.Guard("_")));
        trial.ReadOr();
        trial.SkipBlanks();
        return trial._isBroken || trial._position < text.Length ? operand(text.Trim()) : new ScxmlConditionReader(text, operand).ReadOr();
    }

    private ScxmlCondition ReadOr()
    {
        var left = ReadAnd();
        while (!_isBroken && (TakeSign("||") || TakeWord("or")))
            left = left.Or(ReadAnd());
        return left;
    }

    private ScxmlCondition ReadAnd()
    {
        var left = ReadNot();
        while (!_isBroken && (TakeSign("&&") || TakeWord("and")))
            left = left.And(ReadNot());
        return left;
    }

    private ScxmlCondition ReadNot()
    {
        if (++_depth > MaximumDepth)
            _isBroken = true;
        var result = _isBroken ? ScxmlCondition.False
            : TakeWord("not") ? ReadNot().Not()
            : TakeNegation() ? ReadNot().Not()
            : ReadPrimary();
        _depth--;
        return result;
    }

    private ScxmlCondition ReadPrimary()
    {
        SkipBlanks();
        var end = FindEnd(_position);
        var text = end < 0 ? "" : _text.Substring(_position, end - _position).Trim();
        if (text.Length == 0 || ++_operands > MaximumOperands || IsChoice(text))
        {
            _isBroken = true;
            return ScxmlCondition.False;
        }

        if (text[0] == '(' && Close(_position) == _position + text.Length - 1)
        {
            _position++;
            var inner = ReadOr();
            if (!TakeSign(")"))
                _isBroken = true;
            return inner;
        }

        _position = end;
        return text switch { "true" => ScxmlCondition.True, "false" => ScxmlCondition.False, _ => _operand(text) };
    }

    /// <summary>A '!' before a comparison negates what stands before the sign, not the comparison.</summary>
    private bool TakeNegation()
    {
        SkipBlanks();
        if (_position >= _text.Length || _text[_position] != '!' || Peek(1) == '=')
            return false;
        var end = FindEnd(_position);
        if (end < 0)
            return false;
        var operand = _text.Substring(_position + 1, end - _position - 1).Trim();
        if (operand.Length > 0 && operand[0] is not ('(' or '!') && operand.IndexOfAny(['=', '<', '>', '+', '-', '*', '/', '%', '?']) >= 0)
            return false;
        _position++;
        return true;
    }

    private char Peek(int offset) => _position + offset < _text.Length ? _text[_position + offset] : '\0';

    private bool TakeSign(string sign)
    {
        SkipBlanks();
        if (string.CompareOrdinal(_text, _position, sign, 0, sign.Length) != 0)
            return false;
        _position += sign.Length;
        return true;
    }

    private bool TakeWord(string word)
    {
        SkipBlanks();
        if (!IsWordAt(_position, word))
            return false;
        _position += word.Length;
        return true;
    }

    private void SkipBlanks()
    {
        while (_position < _text.Length && char.IsWhiteSpace(_text[_position]))
            _position++;
    }

    private bool IsWordAt(int index, string word) =>
        string.CompareOrdinal(_text, index, word, 0, word.Length) == 0
        && (index == 0 || !IsWordCharacter(_text[index - 1]))
        && (index + word.Length == _text.Length || (index + word.Length < _text.Length && !IsWordCharacter(_text[index + word.Length])));

    private static bool IsWordCharacter(char c) => char.IsLetterOrDigit(c) || c is '_' or '$' or '.';

    /// <summary>Where the operand that begins here ends: before an operator of logic or a parenthesis of its own level; -1: it never does.</summary>
    private int FindEnd(int start)
    {
        for (var i = start; i < _text.Length; i++)
        {
            if (_text[i] is '(' or '[' or '{' or '"' or '\'')
            {
                if ((i = Close(i)) < 0)
                    return -1;
            }
            else if (_text[i] is ')' or ']' or '}'
                || string.CompareOrdinal(_text, i, "&&", 0, 2) == 0 || string.CompareOrdinal(_text, i, "||", 0, 2) == 0
                || (i > start && (IsWordAt(i, "and") || IsWordAt(i, "or"))))
                return i;
        }

        return _text.Length;
    }

    /// <summary>Where the bracket or quote that opens here is closed; -1: nowhere.</summary>
    private int Close(int open)
    {
        if (_text[open] is '"' or '\'')
        {
            for (var i = open + 1; i < _text.Length; i++)
            {
                if (_text[i] == '\\')
                    i++;
                else if (_text[i] == _text[open])
                    return i;
            }

            return -1;
        }

        var closing = new Stack<char>();
        for (var i = open; i < _text.Length; i++)
        {
            if (_text[i] is '(' or '[' or '{')
                closing.Push(_text[i] switch { '(' => ')', '[' => ']', _ => '}' });
            else if (_text[i] is '"' or '\'')
            {
                if ((i = Close(i)) < 0)
                    return -1;
            }
            else if (_text[i] is ')' or ']' or '}' && (closing.Count == 0 || closing.Pop() != _text[i]))
                return -1;
            if (closing.Count == 0)
                return i;
        }

        return -1;
    }

    /// <summary>Whether an operator of the data model stands here that binds more loosely than those of logic.</summary>
    private static bool IsChoice(string text)
    {
        var depth = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '"' or '\'')
            {
                for (var quote = text[i++]; i < text.Length && text[i] != quote; i++)
                {
                    if (text[i] == '\\')
                        i++;
                }
            }
            else if (text[i] is '(' or '[' or '{')
                depth++;
            else if (text[i] is ')' or ']' or '}')
                depth--;
            else if (depth == 0 && text[i] is '?' or ',' or ';')
                return true;
        }

        return false;
    }
}
