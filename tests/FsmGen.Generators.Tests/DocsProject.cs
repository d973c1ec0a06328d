using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FsmGen.Generators.Tests;

/// <summary>A project of a reader, as <c>dotnet new console</c> makes it, that holds what a page shows.</summary>
internal static class DocsProject
{
    /// <summary>What the SDK imports, and a console that belongs to this program alone: tests run side by side.</summary>
    private const string Implicit =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Xunit;
        global using Console = Printed;
        internal static class Printed
        {
            public static readonly System.IO.StringWriter Text = new() { NewLine = "\n" };
            public static void WriteLine(object? value = null) => Text.WriteLine(value);
        }
        """;

    private static readonly Consumer _library = Consumer.Build with
    {
        References = [MetadataReference.CreateFromFile(typeof(Assert).Assembly.Location), MetadataReference.CreateFromFile(typeof(FactAttribute).Assembly.Location)],
    };

    private static readonly Consumer _program = _library with { Options = _library.Options.WithOutputKind(OutputKind.ConsoleApplication) };

    public static bool IsProgram(DocsBlock block) =>
        block.Language == "csharp" && CSharpSyntaxTree.ParseText(block.Text, _program.Parse, cancellationToken: TestContext.Current.CancellationToken).GetCompilationUnitRoot(TestContext.Current.CancellationToken).Members.Any(static member => member is GlobalStatementSyntax);

    /// <summary>What a build makes of the blocks, with one of their programs or, if none is meant, as a library.</summary>
    public static Generation Build(IEnumerable<DocsBlock> blocks, DocsBlock? program = null)
    {
        var all = blocks.ToList();
        SpecText[] specs = [.. DocsPage.Specs(all).Select(static spec => new SpecText($"/project/{spec.Key}", spec.Value))];
        string[] sources = [.. all.Where(static block => block.Language == "csharp" && !IsProgram(block)).Select(static block => block.Text)];
        return (program is null ? _library : _program).Generate(specs, [Implicit, .. sources, .. program is null ? [] : new[] { program.Text }]);
    }

    /// <summary>What a program prints.</summary>
    public static string Run(Assembly program)
    {
        var main = program.EntryPoint!; // It was built as a program.
        main.Invoke(null, main.GetParameters().Length == 0 ? [] : [Array.Empty<string>()]);
        return program.GetType("Printed")!.GetField("Text")!.GetValue(null)!.ToString()!;
    }
}
