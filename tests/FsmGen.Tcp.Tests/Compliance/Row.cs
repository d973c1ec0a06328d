namespace FsmGen.Tcp.Tests.Compliance;

/// <summary>What is asked, what is decided about it, and which tests show it.</summary>
/// <param name="Id">A requirement, or the number of an RFC.</param>
/// <param name="Section">Where it stands.</param>
/// <param name="Text">What it asks.</param>
/// <param name="Decision">What no test can show, or what is to be said beside the tests.</param>
/// <param name="Tests">Class and method of each test.</param>
internal sealed record Row(string Id, string Section, string Text, Decision? Decision, IReadOnlyList<string> Tests)
{
    /// <summary>The last word, or null if there is none.</summary>
    public string? Verdict => Decision?.Verdict ?? (Tests.Count > 0 ? "met" : null);
}

/// <summary>An entry of rfc9293-decisions.yaml.</summary>
/// <param name="Verdict">met, met by construction, in part, not done, not applicable.</param>
/// <param name="Reason">Why, or where.</param>
internal sealed record Decision(string Verdict, string Reason)
{
    /// <summary>Whether the verdict is one that tests bear out.</summary>
    public bool NeedsTests => Verdict is "met" or "in part";
}
