namespace FsmGen.Generators;

/// <summary>The steps of the generator that tests ask about.</summary>
internal static class StepNames
{
    /// <summary>One spec compiled: runs when its text changes.</summary>
    public const string Specs = nameof(Specs);

    /// <summary>One machine, without places: changes when the C# does.</summary>
    public const string Machines = nameof(Machines);

    /// <summary>What is wrong with one spec, with places.</summary>
    public const string Findings = nameof(Findings);

    /// <summary>What the host of one machine lacks.</summary>
    public const string Hosts = nameof(Hosts);
}
