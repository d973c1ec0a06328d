using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;

namespace FsmGen.Package.Tests;

/// <summary>What our assemblies refer to, and what their symbols give away.</summary>
public class AssemblyTests(Feed feed)
{
    /// <summary>Marks the text of a file that no repository has: what generators wrote.</summary>
    private static readonly Guid EmbeddedSource = new("0E8A571B-6926-466E-B4AD-8AB04611F5FE");

    public static TheoryData<string, string> Assemblies => new(
        ("FsmGen", "analyzers/dotnet/cs/FsmGen.CodeFixes.dll"),
        ("FsmGen", "analyzers/dotnet/cs/FsmGen.Compiler.dll"),
        ("FsmGen", "analyzers/dotnet/cs/FsmGen.Generators.dll"),
        ("FsmGen.Runtime", "lib/net8.0/FsmGen.Runtime.dll"),
        ("FsmGen.Runtime", "lib/net10.0/FsmGen.Runtime.dll"),
        ("FsmGen.Tcp", "lib/net8.0/FsmGen.Tcp.dll"),
        ("FsmGen.Tcp", "lib/net10.0/FsmGen.Tcp.dll"),
        ("FsmGen.Tcp.Kestrel", "lib/net8.0/FsmGen.Tcp.Kestrel.dll"),
        ("FsmGen.Tcp.Kestrel", "lib/net10.0/FsmGen.Tcp.Kestrel.dll"),
        ("FsmGen.Tool", "tools/net10.0/any/FsmGen.Compiler.dll"),
        ("FsmGen.Tool", "tools/net10.0/any/fsmgen.dll"));

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void An_assembly_and_its_symbols_name_no_folder_of_the_machine(string package, string entry)
    {
        using var assembly = Open(package, entry);
        using var symbols = assembly.ReadEmbeddedPortablePdbDebugDirectoryData(assembly.ReadDebugDirectory().Single(directory => directory.Type == DebugDirectoryEntryType.EmbeddedPortablePdb));
        var reader = symbols.GetMetadataReader();
        var documents = reader.Documents.Select(handle => reader.GetString(reader.GetDocument(handle).Name)).ToList();

        Assert.Contains(documents, document => document.StartsWith("/_/src/", StringComparison.Ordinal));
        Assert.All(documents, document => Assert.StartsWith("/_", document, StringComparison.Ordinal));
        Assert.All(Sources(reader).SelectMany(Lines), line => Assert.DoesNotContain(Repository.Root, line, StringComparison.Ordinal));
        Assert.DoesNotContain(Repository.Root, Encoding.Latin1.GetString(assembly.GetEntireImage().GetContent().AsSpan()), StringComparison.Ordinal);
    }

    [Fact]
    public void The_compiler_runs_on_the_oldest_Roslyn_and_on_a_YAML_reader_of_its_own()
    {
        Assert.Equal(["FsmGen.YamlDotNet 18.0.0.0", "Microsoft.CodeAnalysis 4.8.0.0", "Microsoft.CodeAnalysis.CSharp 4.8.0.0"], References("analyzers/dotnet/cs/FsmGen.Compiler.dll"));
        Assert.Equal([$"FsmGen.Compiler {Feed.Prefix}", "Microsoft.CodeAnalysis 4.8.0.0", "Microsoft.CodeAnalysis.CSharp 4.8.0.0"], References("analyzers/dotnet/cs/FsmGen.Generators.dll"));
        Assert.Equal([$"FsmGen.Compiler {Feed.Prefix}", "Microsoft.CodeAnalysis 4.8.0.0", "Microsoft.CodeAnalysis.CSharp 4.8.0.0", "Microsoft.CodeAnalysis.Workspaces 4.8.0.0"], References("analyzers/dotnet/cs/FsmGen.CodeFixes.dll"));
        Assert.Empty(References("analyzers/dotnet/cs/FsmGen.YamlDotNet.dll"));
    }

    /// <summary>What an assembly refers to beside the framework, which every compiler has.</summary>
    private List<string> References(string entry)
    {
        using var assembly = Open("FsmGen", entry);
        var reader = assembly.GetMetadataReader();
        return [.. reader.AssemblyReferences.Select(reader.GetAssemblyReference)
            .Select(reference => $"{reader.GetString(reference.Name)} {reference.Version}")
            .Where(name => !name.StartsWith("System.", StringComparison.Ordinal) && !name.StartsWith("netstandard", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];
    }

    private PEReader Open(string package, string entry)
    {
        using var archive = ZipFile.OpenRead(feed.Package(package));
        using var stream = archive.GetEntry(entry)!.Open();
        var image = new MemoryStream();
        stream.CopyTo(image);
        image.Position = 0;
        return new PEReader(image);
    }

    /// <summary>Without <c>#line</c>: its path is the one that the compiler prints in errors, where a person has to find it.</summary>
    private static IEnumerable<string> Lines(string source) => source.Split('\n').Where(line => !line.StartsWith("#line", StringComparison.Ordinal));

    /// <summary>The sources inside the symbols: the length when it is unpacked (0: it is not packed), then the text.</summary>
    private static IEnumerable<string> Sources(MetadataReader reader)
    {
        foreach (var handle in reader.CustomDebugInformation)
        {
            var information = reader.GetCustomDebugInformation(handle);
            if (reader.GetGuid(information.Kind) != EmbeddedSource)
                continue;
            var blob = reader.GetBlobBytes(information.Value);
            using Stream text = new MemoryStream(blob, sizeof(int), blob.Length - sizeof(int));
            using var source = new StreamReader(BitConverter.ToInt32(blob) == 0 ? text : new DeflateStream(text, CompressionMode.Decompress));
            yield return source.ReadToEnd();
        }
    }
}
