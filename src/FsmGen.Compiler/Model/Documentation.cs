namespace FsmGen.Compiler.Model;

/// <summary>What an author wrote for readers: it reaches XML docs, diagrams and tables.</summary>
internal sealed record Documentation(string? Summary, string? Reference)
{
    public static readonly Documentation None = new(null, null);
}
