namespace FsmGen.Compiler.Yaml;

/// <summary>How much of a file is read. A spec of 20,000 rows has a tenth of each.</summary>
internal static class YamlLimits
{
    public const int Characters = 4_000_000;
    public const int Depth = 64;
    public const int Nodes = 1_000_000;
}
