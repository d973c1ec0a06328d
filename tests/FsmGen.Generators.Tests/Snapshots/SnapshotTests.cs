namespace FsmGen.Generators.Tests.Snapshots;

/// <summary>The generated text, as a reviewer reads it.</summary>
public class SnapshotTests
{
    /// <summary>Nesting, references, code in two styles, constants, summaries of several lines.</summary>
    private const string KettleSpec =
        """
        machine: Kettle
        namespace: Demo
        using: System
        summary: |
          Heats water,
          and keeps it warm.
        reference: Manual, p. 3
        accessibility: internal
        events:
          Press: Somebody presses the only button.
          Heat(double degrees):
            summary: The sensor has a new value.
            reference: Manual, p. 7
          Lift:
          Boiled(degrees): { internal: true }
        guards:
          Boiling(degrees):
            summary: Whether the water boils.
            code: degrees >= 100
          Childproof:
        actions:
          Power(bool on):
          Show(Color color, string text): Lights the lamp.
          Log(degrees):
            code: |
              var line = $"{degrees:F1} °C";

              Console.WriteLine(line);
        initial: Cold
        states:
          Cold:
            summary: Nothing happens.
            on:
              Press:
                - { when: not Childproof, to: Heating, reference: "Manual, p. 4" }
                - reject
              Heat: ignore
              Lift: ignore
          Hot:
            initial: Heating
            entry: Power(true)
            exit: Power(false)
            on:
              Lift: { to: Cold, reference: "Manual, p. 5" }
              Press: Cold
            states:
              Heating:
                entry:
                  - Show(Color.Red, "heating")
                on:
                  Heat:
                    - { when: Boiling, do: [Log, raise Boiled] }
                    - { do: Log }
                  Boiled: Keeping
              Keeping:
                entry: 'Show(Color.Green, "ready")'
                on:
                  Heat:
                    - { when: Boiling or Childproof, do: never }
                    - { do: Log }
        """;

    [Fact]
    public void Turnstile() => Snapshot.Match(GeneratorHarness.Generate(Example("Turnstile")), "Turnstile.verified.cs");

    [Fact]
    public void Download() => Snapshot.Match(GeneratorHarness.Generate(Example("Download")), "Download.verified.cs");

    [Fact]
    public void Kettle() => Snapshot.Match(GeneratorHarness.Generate(KettleSpec), "Kettle.verified.cs");

    [Fact]
    public void Lamp() => Snapshot.Match(GeneratorHarness.Generate(Example("Lamp")), "Lamp.verified.cs");

    [Fact]
    public void Request() => Snapshot.Match(GeneratorHarness.Generate(Example("Request")), "Request.verified.cs");

    public static TheoryData<string> Specs =>
    [
        Example("Turnstile"), Example("Download"), Example("Player"), KettleSpec,
        Example("Lamp"), Example("Radio"), Example("Meal"), Example("Basket"), Example("Request"), Example("Printer"), Example("Crossing"),
    ];

    [Theory]
    [MemberData(nameof(Specs))]
    public void Generated_text_is_clean(string yaml)
    {
        var source = GeneratorHarness.Generate(yaml);
        var lines = source.Split('\n');
        Assert.DoesNotContain('\t', source);
        Assert.DoesNotContain('\r', source);
        Assert.DoesNotContain(lines, static line => line.EndsWith(' '));
        Assert.EndsWith("}\n", source, StringComparison.Ordinal);
        Assert.DoesNotContain("\n\n\n", source, StringComparison.Ordinal);
        Assert.DoesNotContain("{\n\n", source, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"\n\n *}", source);
        Assert.DoesNotContain(lines, static line => line.Contains("/specs/", StringComparison.Ordinal) && !line.StartsWith("#line ", StringComparison.Ordinal));
        Assert.Equal(source, GeneratorHarness.Generate(yaml));
    }

    [Fact]
    public void The_folder_of_a_spec_without_code_leaves_no_trace_in_the_text() =>
        Assert.Equal(
            Consumer.Build.Generate([new SpecText("/one/gate.fsm.yaml", Example("Turnstile").Replace("code: System.DateTime.Now.Hour >= 22", "summary: Late.", StringComparison.Ordinal))]).Source,
            Consumer.Build.Generate([new SpecText(@"C:\two\gate.fsm.yaml", Example("Turnstile").Replace("code: System.DateTime.Now.Hour >= 22", "summary: Late.", StringComparison.Ordinal))]).Source);

    [Theory]
    [MemberData(nameof(Specs))]
    public void A_spec_with_the_line_ends_of_windows_gives_the_same_text(string yaml) =>
        Assert.Equal(GeneratorHarness.Generate(yaml), GeneratorHarness.Generate(yaml.Replace("\n", "\r\n", StringComparison.Ordinal)));

    private static string Example(string machine) => LanguagePageTests.Examples.Select(static row => row.Data).Single(yaml => yaml.StartsWith($"machine: {machine}\n", StringComparison.Ordinal));
}
