namespace FsmGen.Tcp.Tests.Compliance;

/// <summary>Says of a test which requirement of RFC 9293, appendix B, it shows to be met.</summary>
/// <param name="id">As there: <c>MUST-58</c>.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
internal sealed class RequirementAttribute(string id) : Attribute
{
    public string Id { get; } = id;
}
