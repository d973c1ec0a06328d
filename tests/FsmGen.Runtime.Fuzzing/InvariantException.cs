namespace FsmGen.Runtime.Fuzzing;

/// <summary>A parser accepted, refused or reported what it must not.</summary>
internal sealed class InvariantException(string message) : Exception(message);
