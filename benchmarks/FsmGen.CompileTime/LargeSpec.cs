using System.Globalization;
using System.Text;

namespace FsmGen.CompileTime;

/// <summary>A spec of so many rows without a fault, and the C# that hosts it.</summary>
/// <remarks>Every pair of state and event is handled, every fourth by two rows with a guard between them: four pairs, five rows.</remarks>
internal sealed class LargeSpec
{
    private const int Actions = 12, Guards = 4;

    private readonly int _states, _events;

    public LargeSpec(int rows)
    {
        Rows = rows;
        _events = rows switch { <= 10 => 2, <= 100 => 5, <= 1000 => 10, <= 10_000 => 20, _ => 8 };
        _states = rows * 4 / 5 / _events;
    }

    /// <summary>What sizes there are; the largest has 2,000 states.</summary>
    public static IReadOnlyList<int> Sizes { get; } = [10, 100, 1_000, 10_000, 20_000];

    public int Rows { get; }

    public string Name => Rows.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>The other half of the machine.</summary>
    public static string Host { get; } = $$"""
        namespace Demo;

        public partial class Large
        {
            {{Lines(Guards, static i => $"private partial bool G{i}() => true;")}}
            {{Lines(Actions, static i => $"private partial void A{i}() {{ }}")}}
        }
        """;

    /// <summary>The spec.</summary>
    /// <param name="isEdited">Whether one row in its middle leads elsewhere.</param>
    /// <param name="comment">A comment in its middle.</param>
    public string Text(bool isEdited = false, string comment = "")
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            machine: Large
            namespace: Demo
            events:
            {Lines(_events, static i => $"  E{i}:", "")}guards:
            {Lines(Guards, static i => $"  G{i}:", "")}actions:
            {Lines(Actions, static i => $"  A{i}:", "")}initial: S0
            states:

            """);
        var random = new Random(Rows);
        for (int state = 0, pair = 0; state < _states; state++)
        {
            if (state == _states / 2)
                text.Append(CultureInfo.InvariantCulture, $"# {comment}\n");
            text.Append(CultureInfo.InvariantCulture, $"  S{state}:\n    on:\n");
            for (var e = 0; e < _events; e++, pair++)
            {
                // The first event goes round, so that every state can be reached.
                var target = e == 0 ? (state + 1) % _states : random.Next(_states);
                var isMoved = isEdited && state == _states / 2 && e == _events - 1;
                var row = $"{{ to: S{(isMoved ? (target + 1) % _states : target)}, do: A{random.Next(Actions)} }}";
                text.Append(CultureInfo.InvariantCulture, $"      E{e}: {(pair % 4 == 3 ? $"[{{ when: G{random.Next(Guards)}, do: A{random.Next(Actions)} }}, {row}]" : row)}\n");
            }
        }

        return text.ToString();
    }

    private static string Lines(int count, Func<int, string> line, string indentation = "    ") =>
        string.Join($"\n{indentation}", Enumerable.Range(0, count).Select(line)) + (indentation == "" ? "\n" : "");
}
