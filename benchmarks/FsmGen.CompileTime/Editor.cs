using System.Text;
using FsmGen.Compiler;
using FsmGen.Compiler.Analysis;
using FsmGen.Compiler.Emit;
using FsmGen.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.CompileTime;

/// <summary>A project that is open in an editor: what happens when somebody types.</summary>
internal sealed class Editor
{
    private static readonly CSharpParseOptions Parse = new(LanguageVersion.Latest);

    private readonly SyntaxTree[] _code = [Syntax($"{LargeSpec.Host}\nclass A {{ }}"), Syntax($"{LargeSpec.Host}\nclass A {{ int x; }}")];
    private readonly SpecFile[] _edits, _comments;
    private SpecFile _spec;
    private CSharpCompilation _compilation;
    private GeneratorDriver _driver;
    private int _keystrokes;

    public Editor(LargeSpec spec)
    {
        _edits = [new(spec.Text()), new(spec.Text(isEdited: true))];
        _comments = [new(spec.Text(comment: "a")), new(spec.Text(comment: "ab"))];
        _spec = _edits[0];
        _compilation = CSharpCompilation.Create("Demo", [_code[0]], References, new(OutputKind.DynamicallyLinkedLibrary));
        _driver = Driver(_spec, isTracked: false).RunGenerators(_compilation);
    }

    /// <summary>The framework that this program runs on.</summary>
    public static IReadOnlyList<MetadataReference> References { get; } = [.. ReferencePaths().Select(static path => MetadataReference.CreateFromFile(path))];

    /// <summary>The C# that was generated last.</summary>
    public string Generated => _driver.GetRunResult().GeneratedTrees.Single().ToString();

    public static IEnumerable<string> ReferencePaths() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!) // the host has set it
            .Split(Path.PathSeparator)
            .Where(static path => Path.GetFileName(path) is "System.Private.CoreLib.dll" or "System.Runtime.dll" or "System.Memory.dll" or "netstandard.dll");

    /// <summary>Throws unless typing C# runs no step of the generator: named or not, all results are the cached ones.</summary>
    public void ExpectNoStepForCode()
    {
        var driver = Driver(_spec, isTracked: true).RunGenerators(_compilation.ReplaceSyntaxTree(_compilation.SyntaxTrees[0], _code[0]));
        driver = driver.RunGenerators(_compilation.ReplaceSyntaxTree(_compilation.SyntaxTrees[0], _code[1]));
        var steps = driver.GetRunResult().Results.Single().TrackedSteps.Where(static step => step.Key != "Compilation");
        var rerun = steps.SelectMany(static step => step.Value.SelectMany(static run => run.Outputs), static (step, output) => (step.Key, output.Reason))
            .Where(static output => output.Reason is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged)).ToList();
        if (rerun.Count > 0)
            throw new InvalidOperationException($"Typing C# runs {string.Join(", ", rerun)}");
    }

    public void TypeCode()
    {
        _compilation = _compilation.ReplaceSyntaxTree(_compilation.SyntaxTrees[0], _code[++_keystrokes % 2]);
        _driver = _driver.RunGenerators(_compilation);
    }

    /// <summary>A row leads elsewhere: other C#.</summary>
    public void TypeRow() => Type(_edits);

    /// <summary>A comment gets longer: the same C#.</summary>
    public void TypeComment() => Type(_comments);

    /// <summary>What the generator does of that, without a driver around it.</summary>
    public void Generate()
    {
        var compilation = SpecCompilation.Of(_edits[++_keystrokes % 2].GetText(), _spec.Path, null, AnalysisBudget.Typing);
        _ = SourceText.From(MachineEmitter.Emit(compilation.Machine!, new EmitOptions(SpanDirectives: true)), Encoding.UTF8); // a spec without a fault has a machine
    }

    /// <summary>What nobody can save: the C# is parsed once it is new.</summary>
    public static void ParseGenerated(string code) => Syntax(code).GetRoot();

    private void Type(SpecFile[] texts)
    {
        var next = texts[++_keystrokes % 2];
        _driver = _driver.ReplaceAdditionalText(_spec, next).RunGenerators(_compilation);
        _spec = next;
    }

    private static SyntaxTree Syntax(string code) => CSharpSyntaxTree.ParseText(code, Parse);

    private static GeneratorDriver Driver(SpecFile spec, bool isTracked) => CSharpGeneratorDriver.Create(
        [new FsmGenerator().AsSourceGenerator()], [spec], Parse, null, new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, isTracked));
}
