using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace FsmGen.Runtime.Tests;

/// <summary>The XML documentation: that each public member has some, the compiler demands; here, that it says enough.</summary>
public partial class DocumentationTests
{
    private static readonly Assembly Library = typeof(Packet).Assembly;
    private static readonly Dictionary<string, XElement> Members = XDocument
        .Load(Path.ChangeExtension(Library.Location, ".xml")).Descendants("member")
        .ToDictionary(member => (string)member.Attribute("name")!, member => member);

    public static TheoryData<string> Wire => [.. Library.GetExportedTypes()
        .Where(type => type.Namespace == "FsmGen.Runtime.Packets" && !type.IsNested && type != typeof(PacketError))
        .Select(type => type.FullName!)];

    public static TheoryData<string> WithNumbers => [.. Members.Keys.Where(name => name.StartsWith("M:", StringComparison.Ordinal) && Number().IsMatch(name)
        && IsPublic(name) && !name.Contains(".op_", StringComparison.Ordinal) && Members[name].Element("inheritdoc") is null)];

    [Theory]
    [MemberData(nameof(Wire))]
    public void What_goes_over_the_wire_names_its_source(string type)
    {
        var text = string.Concat(Members.Where(member => IsOf(type, member.Key)).Select(member => member.Value.ToString()));

        Assert.Matches("RFC [0-9]+|IANA", text);
    }

    [Theory]
    [MemberData(nameof(WithNumbers))]
    public void Who_takes_a_number_or_a_time_describes_all_parameters(string method)
    {
        var described = Members[method].Elements("param").Where(parameter => !string.IsNullOrWhiteSpace(parameter.Value));
        var signature = method[(method.IndexOf('(', StringComparison.Ordinal) + 1)..method.LastIndexOf(')')];

        Assert.Equal(Nested().Replace(signature, "").Count(c => c == ',') + 1, described.Count());
    }

    private static bool IsOf(string type, string member) => member == $"T:{type}" || member[2..].StartsWith($"{type}.", StringComparison.Ordinal);

    private static bool IsPublic(string method)
    {
        var name = method[2..method.IndexOf('(', StringComparison.Ordinal)];
        return Library.GetExportedTypes().Any(type => type.GetMembers().Any(
            member => name == $"{type.FullName!.Replace('+', '.')}.{member.Name.Replace('.', '#')}"));
    }

    // Type arguments have commas too.
    [GeneratedRegex(@"\{[^{}]*\}")]
    private static partial Regex Nested();

    [GeneratedRegex(@"[(,]System\.(Byte|U?Int16|U?Int32|U?Int64|Int128|TimeSpan)[,)]")]
    private static partial Regex Number();
}
