namespace Handshake;

/// <summary>A story that two endpoints play, and that checks itself.</summary>
/// <param name="Name">What <c>--only</c> takes.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Play">Plays it on a stage of its own.</param>
internal sealed record Scenario(string Name, string Title, Action<Stage> Play);
