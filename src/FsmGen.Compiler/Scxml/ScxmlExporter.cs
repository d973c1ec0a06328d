namespace FsmGen.Compiler.Scxml;

internal sealed class ScxmlExporter
{
    public const string Namespace = "urn:fsmgen";
}
