using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Generators.Tests;

/// <summary>A spec in memory, as the compiler sees an additional file.</summary>
internal sealed class SpecText(string path, string text) : AdditionalText
{
    public const string DefaultPath = "/specs/test.fsm.yaml";

    private readonly SourceText _text = SourceText.From(text);

    public SpecText(string text) : this(DefaultPath, text)
    {
    }

    public override string Path => path;

    public override SourceText GetText(CancellationToken cancellationToken = default) => _text;
}
