namespace Handshake;

/// <summary>A scenario did not go the way it says it does.</summary>
internal sealed class ExpectationException(string message) : Exception(message);
