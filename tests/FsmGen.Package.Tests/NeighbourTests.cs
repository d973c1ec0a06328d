namespace FsmGen.Package.Tests;

/// <summary>Another YamlDotNet than ours, where the compiler would meet it and where the program would.</summary>
public class NeighbourTests(Feed feed)
{
    private const string Version = "16.3.0";

    [Fact]
    public async Task A_generator_and_a_program_with_another_YamlDotNet_live_beside_ours()
    {
        await PackOtherGenerator();

        var printed = await feed.Workspace()
            .Project("App.csproj", "FsmGen", "<OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework>",
                $"""
                <PackageReference Include="YamlDotNet" Version="{Version}" />
                <PackageReference Include="OtherGenerator" Version="{feed.Version}" />
                """)
            .Write("Lamp.fsm.yaml",
                """
                machine: Lamp
                namespace: Lamps
                events: { Press: }
                initial: Dark
                states:
                  Dark: { on: { Press: Lit } }
                  Lit: { on: { Press: Dark } }
                """)
            .Write("Program.cs",
                """
                var lamp = new Lamps.Lamp();
                lamp.Start();
                lamp.Press();
                var read = new YamlDotNet.Serialization.DeserializerBuilder().Build().Deserialize<string[]>("[yes, 42]");
                System.Console.Write($"{lamp.State}, {read[1]} by {typeof(YamlDotNet.Core.Parser).Assembly.GetName().Version}, {Other.Read}");
                """)
            .BuildAndRun("App");

        Assert.Equal("Lit, 42 by 16.0.0.0, 42 by 16.0.0.0", printed.Trim());
    }

    /// <summary>A package as most generators are packed: what they load lies beside them, under its own name.</summary>
    private async Task PackOtherGenerator() => (await feed.Workspace()
        .Project("OtherGenerator.csproj", "",
            $"""
            <TargetFramework>netstandard2.0</TargetFramework>
            <LangVersion>latest</LangVersion>
            <Version>{feed.Version}</Version>
            <IncludeBuildOutput>false</IncludeBuildOutput>
            <NoWarn>NU5128;RS2008;RS1036;RS1041</NoWarn>
            """,
            $"""
            <PackageReference Include="Microsoft.CodeAnalysis.CSharp" Version="4.8.0" PrivateAssets="all" />
            <PackageReference Include="YamlDotNet" Version="{Version}" PrivateAssets="all" GeneratePathProperty="true" />
            <None Include="$(OutputPath)OtherGenerator.dll;$(PkgYamlDotNet)/lib/netstandard2.0/YamlDotNet.dll" Pack="true" PackagePath="analyzers/dotnet/cs" Visible="false" />
            """)
        .Write("OtherGenerator.cs",
            """
            using Microsoft.CodeAnalysis;

            [Generator]
            public sealed class OtherGenerator : IIncrementalGenerator
            {
                public void Initialize(IncrementalGeneratorInitializationContext context) => context.RegisterPostInitializationOutput(output =>
                {
                    var read = new YamlDotNet.Serialization.DeserializerBuilder().Build().Deserialize<string[]>("[yes, 42]");
                    var version = typeof(YamlDotNet.Core.Parser).Assembly.GetName().Version;
                    output.AddSource("Other.g.cs", $"static class Other {{ public const string Read = \"{read[1]} by {version}\"; }}");
                });
            }
            """)
        .Dotnet(["pack", "-o", feed.Others, .. Dotnet.NoServers])).Success();
}
