using FsmGen.Compiler.Yaml;

namespace FsmGen.Compiler.Scxml;

/// <summary>How much of a document is read, so that none can hang or overflow the compiler.</summary>
internal static class ScxmlLimits
{
    public const int Characters = 1_000_000;

    /// <summary>Elements within elements.</summary>
    public const int Depth = 128;

    /// <summary>States within states. Each is two levels of YAML, and a row with its actions takes six.</summary>
    public const int StateDepth = (YamlLimits.Depth - 8) / 2;

    /// <summary>Pairs of a transition and an event that it may match.</summary>
    public const int Matches = 200_000;

    /// <summary>Targets of one transition that are held against each other.</summary>
    public const int ComparedTargets = 64;

    /// <summary>Characters of rows: a transition for many events is written more than once.</summary>
    public const int Rows = YamlLimits.Characters / 2;
}
