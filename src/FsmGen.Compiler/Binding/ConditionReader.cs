using FsmGen.Compiler.Model;
using FsmGen.Compiler.Yaml;
using Microsoft.CodeAnalysis.CSharp;

namespace FsmGen.Compiler.Binding;

/// <summary>A condition as it is read: null, with a finding, if it cannot be; and the names in it.</summary>
internal readonly record struct ReadCondition(Condition? Condition, IReadOnlyList<Name> Guards, IReadOnlyList<Name> States);

/// <summary>Reads <c>Enough and not (Night or in(Open))</c>.</summary>
internal sealed class ConditionReader
{
    /// <summary>Conditions are written by hand: parentheses deeper than this are an error, not a reason to run out of stack.</summary>
    private const int MaximumDepth = 64;

    /// <summary>A chain of operators becomes a tree as deep as it is long.</summary>
    private const int MaximumTokens = 512;

    private readonly YamlScalar _scalar;
    private readonly List<(string Text, int Index)> _tokens = [];
    private readonly List<Name> _guards = [];
    private readonly List<Name> _states = [];
    private int _position;
    private int _depth;
    private (string Why, int Index, int Length)? _error;

    private ConditionReader(YamlScalar scalar)
    {
        _scalar = scalar;
        Tokenize(scalar.Value);
    }

    public static ReadCondition Read(YamlScalar scalar, Findings findings)
    {
        var reader = new ConditionReader(scalar);
        if (reader._tokens.Count > MaximumTokens)
            reader._error = ($"it has more than {MaximumTokens} words", 0, scalar.Value.Length);
        var condition = reader._error is null ? reader.ReadOr() : null;
        if (reader._error is null && reader._position < reader._tokens.Count)
            reader.Fail($"'and', 'or' or the end is expected before '{reader.Token}'");
        if (reader._error is not { } error)
            return new ReadCondition(condition, reader._guards, reader._states);

        findings.Add(Rules.InvalidCondition, NodeReader.Within(scalar, error.Index, error.Length), error.Why);
        return new ReadCondition(null, [], []);
    }

    private string Token => _position < _tokens.Count ? _tokens[_position].Text : "";

    private Condition ReadOr()
    {
        var left = ReadAnd();
        while (_error is null && Take("or"))
            left = new Condition.Or(left, ReadAnd());
        return left;
    }

    private Condition ReadAnd()
    {
        var left = ReadNot();
        while (_error is null && Take("and"))
            left = new Condition.And(left, ReadNot());
        return left;
    }

    private Condition ReadNot()
    {
        if (++_depth > MaximumDepth)
            Fail($"it nests more than {MaximumDepth} deep");
        var condition = _error is not null ? new Condition.Guard("") : Take("not") ? new Condition.Not(ReadNot()) : ReadPrimary();
        _depth--;
        return condition;
    }

    private Condition ReadPrimary()
    {
        if (Take("("))
        {
            var inner = ReadOr();
            if (_error is null && !Take(")"))
                Fail("')' is missing");
            return inner;
        }

        if (Token is "" or ")" or "and" or "or" || !SyntaxFacts.IsValidIdentifier(Token))
        {
            Fail(Token switch
            {
                "" => "a guard is missing at the end",
                "&&" or "&" => "'and' is the word for '&&'",
                "||" or "|" => "'or' is the word for '||'",
                "!" => "'not' is the word for '!'",
                _ => $"a guard is expected before '{Token}'",
            });
            return new Condition.Guard("");
        }

        if (Token == "in")
            return ReadIn();
        var guard = TakeName();
        _guards.Add(guard);
        return new Condition.Guard(guard.Text);
    }

    private Condition.Atom ReadIn()
    {
        _position++;
        if (!Take("("))
            Fail("'in' asks for a state: write 'in(State)'");
        else if (!SyntaxFacts.IsValidIdentifier(Token))
            Fail("a state is expected after 'in('");
        if (_error is not null)
            return new Condition.Guard("");

        var state = TakeName();
        if (!Take(")"))
            Fail("')' is missing");
        _states.Add(state);
        return new Condition.In(state.Text);
    }

    private Name TakeName()
    {
        var (text, index) = _tokens[_position++];
        return new Name(text, NodeReader.Within(_scalar, index, text.Length));
    }

    private bool Take(string token)
    {
        if (Token is "&&" or "||" && token is "and" or "or")
            Fail($"'{(Token == "&&" ? "and" : "or")}' is the word for '{Token}'");
        if (Token != token)
            return false;
        _position++;
        return true;
    }

    private void Fail(string why) => _error ??= _position < _tokens.Count
        ? (why, _tokens[_position].Index, _tokens[_position].Text.Length)
        : (why, 0, _scalar.Value.Length);

    private void Tokenize(string text)
    {
        for (var i = 0; i < text.Length;)
        {
            var start = i;
            if (char.IsWhiteSpace(text[i]))
            {
                i++;
                continue;
            }

            if (SyntaxFacts.IsIdentifierPartCharacter(text[i]))
            {
                while (i < text.Length && SyntaxFacts.IsIdentifierPartCharacter(text[i]))
                    i++;
            }
            else
                i += text[i] is '&' or '|' && i + 1 < text.Length && text[i + 1] == text[i] ? 2 : 1;

            _tokens.Add((text.Substring(start, i - start), start));
        }
    }
}
