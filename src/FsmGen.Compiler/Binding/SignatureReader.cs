using FsmGen.Compiler.Model;
using FsmGen.Compiler.Yaml;
using Microsoft.CodeAnalysis.CSharp;

namespace FsmGen.Compiler.Binding;

/// <summary>A name with its parameters, as the key of a declaration spells it.</summary>
internal sealed record Signature(Name Name, IReadOnlyList<Parameter> Parameters, YamlScalar Scalar);

/// <summary>Reads <c>Coin(int value)</c>; a parameter that is a bare name has the type "".</summary>
internal static class SignatureReader
{
    public static Signature? Read(YamlScalar scalar, Findings findings)
    {
        var text = scalar.Value;
        var open = text.IndexOf('(');
        var name = (open < 0 ? text : text.Substring(0, open)).TrimEnd();
        if (open >= 0 && text[text.Length - 1] != ')')
            return Fail("it does not end with ')'");

        var parameters = new List<Parameter>();
        if (open >= 0)
        {
            var inside = text.Substring(open + 1, text.Length - open - 2);
            foreach (var part in TopLevel.Split(inside))
            {
                if (part.Trim().Length == 0 && inside.Trim().Length == 0)
                    break;
                if (ReadParameter(part.Trim()) is not { } parameter)
                    return Fail($"'{part.Trim()}' is not a parameter; write 'int value', or just 'value'");
                if (parameters.Exists(other => other.Name == parameter.Name))
                    return Fail($"two parameters have the name '{parameter.Name}'");
                parameters.Add(parameter);
            }
        }

        return new Signature(new Name(name, NodeReader.Within(scalar, 0, name.Length)), parameters, scalar);

        Signature? Fail(string why)
        {
            findings.Add(Rules.InvalidSignature, scalar.Span, text, why);
            return null;
        }
    }

    /// <summary>Reads one parameter; null if the text is none.</summary>
    public static Parameter? ReadParameter(string text)
    {
        var start = text.Length;
        while (start > 0 && SyntaxFacts.IsIdentifierPartCharacter(text[start - 1]))
            start--;
        var name = text.Substring(start);
        var type = text.Substring(0, start).Trim();
        if (!SyntaxFacts.IsValidIdentifier(name) || SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None)
            return null;

        var modifier = "";
        if (type.StartsWith("in ", StringComparison.Ordinal))
            (modifier, type) = ("in", type.Substring(3).TrimStart());
        if (type.Length == 0)
            return modifier.Length == 0 ? new Parameter("", "", name) : null;

        // Any other modifier is part of the type to the parser.
        if (type.StartsWith("ref ", StringComparison.Ordinal) || type.StartsWith("out ", StringComparison.Ordinal) || type.StartsWith("params ", StringComparison.Ordinal))
            return null;
        return CSharpText.FindError(type, static code => SyntaxFactory.ParseTypeName(code, consumeFullText: true), isOneLine: true) is null ? new Parameter(modifier, type, name) : null;
    }
}
