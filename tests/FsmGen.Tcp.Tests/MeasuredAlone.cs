namespace FsmGen.Tcp.Tests;

/// <summary>Tests that ask how much memory the process takes, which others must not change meanwhile.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MeasuredAlone
{
    public const string Name = "measured alone";
}
