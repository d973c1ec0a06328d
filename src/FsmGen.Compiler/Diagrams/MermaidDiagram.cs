using System.Text;
using FsmGen.Compiler.Binding;
using FsmGen.Compiler.Emit;
using FsmGen.Compiler.Model;

namespace FsmGen.Compiler.Diagrams;

/// <summary>Draws a spec as a Mermaid state diagram: states as they nest, then every row that leads from one to another.</summary>
internal static class MermaidDiagram
{
    public static string Of(Spec spec)
    {
        var w = new StringBuilder("stateDiagram-v2\n");
        return w.ToString();
    }
}
