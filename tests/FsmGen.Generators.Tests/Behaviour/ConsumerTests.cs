using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FsmGen.Generators.Tests.Behaviour;

/// <summary>Projects other than the newest and strictest, and stricter ones.</summary>
public class ConsumerTests
{
    /// <summary>Everything that the generated code can contain.</summary>
    private const string Everything =
        """
        machine: M
        summary: A machine <with> "everything" & more.
        reference: §1 <2>
        kind: struct
        events:
          Go(int n, string? text):
            summary: |
              Goes <on> & on;
              over two lines.
            reference: §2 & §3
          Stop: { summary: "Line\Nbreaks\Lof\PUnicode, and a bell\a." }
          Inner(n): { internal: true }
        guards:
          Big(n): Whether n > 3 && n < 5.
          Odd(n):
            summary: a<b
            code: n % 2 == 1
        actions:
          Note(n, string text): Calls <see cref="Nothing"/>.
          Count:
            code: |
              Total++;
              Total--;
        initial: A
        states:
          A:
            summary: The <first> state.
            on:
              Go:
                - { when: Big or Odd, to: C, do: [Note("x"), raise Inner], reference: "§4 <x>\Nint y;" }
                - { do: Count, reference: "" }
              Stop: never
          B:
            initial: C
            summary: ""
            states:
              C:
                on:
                  Go: reject
                  Stop: Done
                  Inner: { do: Count }
          Done: { final: true }
        """;

    private const string Host = "public partial struct M { public int Total; }";

    private const string Script = "var m = new M(); m.Start(); Say(m.Go(5, null)); Say(m.State); Say(m.Stop()); Say(m.Stop());";

    private const string Log = "Note(5, x) Handled C Handled Ended";

    [Fact]
    public void A_project_of_today_compiles_everything() =>
        Assert.Equal(Log, Play.Run(Everything, Script, "namespace Demo; " + Host));

    [Fact]
    public void A_project_with_nullable_disabled_gets_no_warning()
    {
        var consumer = Consumer.Build with { Options = Consumer.Build.Options.WithNullableContextOptions(NullableContextOptions.Disable) };
        Assert.Equal(Log, Play.Run(Everything, Script, "namespace Demo; " + Host, consumer));
    }

    [Fact]
    public void A_project_that_wants_documentation_gets_it_well_formed()
    {
        var strict = Consumer.Build.Options.WithSpecificDiagnosticOptions(new Dictionary<string, ReportDiagnostic>
        {
            ["CS1591"] = ReportDiagnostic.Error,
            ["CS1570"] = ReportDiagnostic.Error,
            ["CS1573"] = ReportDiagnostic.Error,
            ["CS1574"] = ReportDiagnostic.Error,
        });
        var consumer = Consumer.Build with { Options = strict, Parse = Consumer.Build.Parse.WithDocumentationMode(DocumentationMode.Diagnose) };
        Assert.Equal(Log, Play.Run(Everything, Script, "namespace Demo;\n/// <summary>The host.</summary>\npublic partial struct M { internal int Total; }", consumer));
    }

    [Fact]
    public void A_project_of_csharp_9_for_netstandard_compiles()
    {
        var consumer = Consumer.Build with { Parse = new CSharpParseOptions(LanguageVersion.CSharp9, preprocessorSymbols: ["NETSTANDARD", "NETSTANDARD2_0"]) };
        var generation = Play.Generate(Everything, Script, "namespace Demo { " + Host + " }", consumer);
        Assert.Equal(Log, Play.Execute(generation.Load()));
        Assert.Null(generation.Output.GetTypeByMetadataName("Demo.M")!.GetMembers("PermittedEvents").SingleOrDefault());
        Assert.Contains("#line 22 \"/specs/test.fsm.yaml\"\nTotal++;\n", generation.Source, StringComparison.Ordinal);
        Assert.DoesNotContain("#line (", generation.Source, StringComparison.Ordinal);
    }

    [Fact]
    public void An_internal_machine_shows_nothing_to_other_assemblies()
    {
        var generation = Play.Generate(Everything.Replace("kind: struct", "kind: struct\naccessibility: internal", StringComparison.Ordinal), Script, "namespace Demo; " + Host.Replace("public partial", "partial", StringComparison.Ordinal));
        Assert.Empty(generation.Load().GetExportedTypes());
        Assert.Equal(Log, Play.Execute(generation.Load()));
    }

    [Theory]
    [InlineData(null, "M")]
    [InlineData("Root.Space", "Root.Space.M")]
    public void A_spec_without_a_namespace_has_that_of_the_project(string? root, string name)
    {
        var generation = (Consumer.Build with { RootNamespace = root }).Generate("machine: M\ninitial: A\nevents: { Go: }\nstates: { A: { on: { Go: A } } }");
        Assert.Empty(generation.Reported);
        var assembly = generation.Load();
        Assert.NotNull(assembly.GetType(name));
        Assert.NotNull(assembly.GetType($"{name}State"));
    }

    [Fact]
    public void A_machine_may_have_more_states_and_events_than_a_byte_counts()
    {
        var numbers = Enumerable.Range(0, 300).ToList();
        var spec =
            $"""
            machine: M
            unhandled: none
            events:
              Next:
            {string.Join("\n", numbers.Select(n => $"  Jump{n}:"))}
            initial: S299
            states:
            {string.Join("\n", numbers.Select(n => $"  S{n}: {{ on: {{ Next: S{(n + 1) % 300}, Jump{n}: S{299 - n} }} }}"))}
            """;
        Assert.Equal("UInt16 UInt16 0 300 S0 S298 S1 Next,Jump1 0",
            Play.Run(spec,
                """
                var m = new M();
                m.Start();
                Say(Enum.GetUnderlyingType(typeof(MState)).Name); Say(Enum.GetUnderlyingType(typeof(MEvent)).Name);
                Say((int)MState.S299); Say((int)MEvent.Jump299);
                m.Next(); Say(m.State);
                m.Next(); m.Fire(MEvent.Jump1); Say(m.State);
                m.Fire(MEvent.Jump298); Say(m.State);
                Say(string.Join(",", m.PermittedEvents.ToArray()));
                Say(Allocated(() => Log.Capacity = Math.Max(Log.Capacity, m.PermittedEvents.Length)));
                """));
    }
}
