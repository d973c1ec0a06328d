namespace FsmGen.Tcp.Tests.Conformance;

/// <summary>The host cannot be asked to do what a rule says.</summary>
internal sealed class NotCoveredException(string message) : Exception(message);
