using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.CompileTime;

/// <summary>A spec as an editor hands it to the compiler.</summary>
internal sealed class SpecFile(string text) : AdditionalText
{
    private readonly SourceText _text = SourceText.From(text);

    public override string Path => "/specs/large.fsm.yaml";

    public override SourceText GetText(CancellationToken cancellationToken = default) => _text;
}
