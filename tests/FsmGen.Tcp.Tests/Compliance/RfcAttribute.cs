namespace FsmGen.Tcp.Tests.Compliance;

/// <summary>Says of a test which section of another RFC than 9293 it shows to be followed.</summary>
/// <param name="number">The number of the RFC.</param>
/// <param name="section">The section, or null for the RFC as a whole.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
internal sealed class RfcAttribute(string number, string? section = null) : Attribute
{
    public string Number { get; } = number;

    public string? Section { get; } = section;
}
