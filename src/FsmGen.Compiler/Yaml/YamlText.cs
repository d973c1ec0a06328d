using System.Globalization;
using System.Text;

namespace FsmGen.Compiler.Yaml;

/// <summary>Text as YAML contains it.</summary>
internal static class YamlText
{
    /// <summary>The text between double quotes, on one line.</summary>
    public static string Quote(string text)
    {
        var yaml = new StringBuilder("\"");
        foreach (var c in text)
        {
            if (c is '"' or '\\')
                yaml.Append('\\').Append(c);
            else if (IsPlain(c))
                yaml.Append(c);
            else
                yaml.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
        }

        return yaml.Append('"').ToString();
    }

    /// <summary>The text between single quotes, where a reader sees it as it is; between double ones if that cannot be.</summary>
    public static string QuoteSingly(string text) => text.All(IsPlain) ? $"'{text.Replace("'", "''")}'" : Quote(text);

    /// <summary>The text for a comment, on one line.</summary>
    public static string Comment(string text) => string.Concat(text.Select(static c => IsPlain(c) || char.IsSurrogate(c) ? c : ' ')).Trim();

    private static bool IsPlain(char c) => c is >= ' ' and < '\u007F' or >= '\u00A0' and < '\uFEFF' && c is not ('\u2028' or '\u2029' or '\uFFFD') && !char.IsSurrogate(c);
}
