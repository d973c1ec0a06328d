using System.Reflection;
using Basic.Reference.Assemblies;
using FsmGen.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.CodeFixes.Tests;

/// <summary>A project as an editor has it open: specs beside C#, the generator and the analyzer at work.</summary>
internal sealed class Editor : IDisposable
{
    private readonly AdhocWorkspace _workspace = new();
    private readonly ProjectId _id;

    public Editor(params (string Name, string Text)[] files)
    {
        var project = _workspace.AddProject(ProjectInfo.Create(ProjectId.CreateNewId(), VersionStamp.Default, "App", "App", LanguageNames.CSharp, filePath: "/app/App.csproj",
            compilationOptions: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable),
            metadataReferences: Net100.References.All,
            analyzerReferences: [new AnalyzerFileReference(typeof(FsmGenerator).Assembly.Location, new Loader())]));
        _id = project.Id;
        var solution = project.Solution;
        foreach (var (name, text) in files)
        {
            var document = DocumentId.CreateNewId(_id);
            solution = name.EndsWith(".cs", StringComparison.Ordinal)
                ? solution.AddDocument(document, name, SourceText.From(text), filePath: $"/app/{name}")
                : solution.AddAdditionalDocument(document, name, SourceText.From(text), filePath: $"/app/{name}");
        }

        Assert.True(_workspace.TryApplyChanges(solution));
    }

    public Project Project => _workspace.CurrentSolution.GetProject(_id)!;

    public void Dispose() => _workspace.Dispose();

    /// <summary>The text of a file, whichever kind it is.</summary>
    public async Task<string> Read(string name) => (await Project.Documents.Concat(Project.AdditionalDocuments).Single(document => document.Name == name).GetTextAsync()).ToString();

    /// <summary>What the analyzer says of the specs and the compiler of the C#, in this order.</summary>
    public async Task<IReadOnlyList<Diagnostic>> Diagnostics()
    {
        var compilation = (await Project.GetCompilationAsync())!;
        var said = await compilation.WithAnalyzers([new SpecAnalyzer()], Project.AnalyzerOptions).GetAnalyzerDiagnosticsAsync();
        return [.. said.OrderBy(static diagnostic => diagnostic.Location.SourceSpan.Start), .. compilation.GetDiagnostics().Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];
    }

    /// <summary>What a fix offers for a diagnostic.</summary>
    public async Task<IReadOnlyList<CodeAction>> Offers(CodeFixProvider fix, Diagnostic diagnostic)
    {
        var actions = new List<CodeAction>();
        var document = await Find(diagnostic);
        await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), default));
        return actions;
    }

    public async Task Apply(CodeAction action)
    {
        foreach (var operation in await action.GetOperationsAsync(default))
            operation.Apply(_workspace, default);
    }

    /// <summary>Applies an action of a kind to everything it can be applied to.</summary>
    public async Task ApplyToAll(CodeFixProvider fix, Diagnostic diagnostic, string kind)
    {
        var document = await Find(diagnostic);
        var context = new FixAllContext(Project.Documents.First(), fix, FixAllScope.Project, kind, [diagnostic.Id], new Diagnosed(await Diagnostics()), default);
        Assert.NotNull(document);
        await Apply((await fix.GetFixAllProvider()!.GetFixAsync(context))!);
    }

    private async Task<TextDocument> Find(Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree is { } tree
            ? Project.GetDocument(tree) ?? (await Project.GetSourceGeneratedDocumentsAsync()).Single(document => document.FilePath == tree.FilePath)
            : Project.AdditionalDocuments.Single(document => document.FilePath == diagnostic.Location.GetLineSpan().Path);

    private sealed class Loader : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
        }

        public Assembly LoadFromPath(string fullPath) => typeof(FsmGenerator).Assembly;
    }

    private sealed class Diagnosed(IReadOnlyList<Diagnostic> all) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>(all);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>([]);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>(all);
    }
}
