using System.Text;

namespace FsmGen.Compiler.Tests.Hostile;

/// <summary>A spec on its way from nothing to what it will be is most of the time no spec: the editor asks at every key.</summary>
public class DamagedSpecTests(ITestOutputHelper output)
{
    private const int Seed = 20_251_124;
    private const string Characters = "\t\n\r []{}()<>,:;-?!*&#|>'\"%@`~/\\.=aAB0_é\uD83D\uFEFF";

    private static readonly string[] Specs =
        [.. Repository.Read("spec", "language.md").Split("```yaml\n").Skip(1).Select(static part => part.Split("```")[0]).Where(static part => part.StartsWith("machine:", StringComparison.Ordinal))];

    [Fact]
    public void A_spec_that_ends_too_early_is_compiled_at_every_length()
    {
        foreach (var spec in Specs)
        {
            for (var length = 0; length <= spec.Length; length++)
                Survival.Compile(spec[..length]);
        }
    }

    [Fact]
    public void A_spec_that_begins_too_late_is_compiled_at_every_offset()
    {
        foreach (var spec in Specs)
        {
            for (var start = 0; start < spec.Length; start += 3)
                Survival.Compile(spec[start..]);
        }
    }

    [Fact]
    public void Twenty_thousand_damaged_specs_are_compiled()
    {
        output.WriteLine($"seed {Seed}");
        var random = new Random(Seed);
        for (var i = 0; i < 20_000; i++)
            Survival.Compile(Damage(Specs[i % Specs.Length], random));
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Line_ends_make_no_difference(string lineEnd)
    {
        foreach (var spec in Specs)
            Assert.Empty(Survival.Compile(spec.ReplaceLineEndings(lineEnd)).Select(static finding => finding.Message));
    }

    private static string Damage(string spec, Random random)
    {
        var text = new StringBuilder(spec);
        for (var count = random.Next(1, 4); count > 0 && text.Length > 1; count--)
        {
            var at = random.Next(text.Length - 1);
            switch (random.Next(5))
            {
                case 0: text.Remove(at, 1); break;
                case 1: text.Insert(at, Characters[random.Next(Characters.Length)]); break;
                case 2: text[at] = Characters[random.Next(Characters.Length)]; break;
                case 3: (text[at], text[at + 1]) = (text[at + 1], text[at]); break;
                default: text.Remove(at, Math.Min(text.Length - at, random.Next(1, 40))); break;
            }
        }

        return text.ToString();
    }
}
