namespace FsmGen.Tcp.Stack;

/// <summary>Something that the stack has done and that its user is told of once the stack is free again.</summary>
internal abstract class Completion
{
    /// <summary>The next one to be told.</summary>
    public Completion? Next { get; set; }

    /// <summary>Tells the user; other threads may use the stack meanwhile.</summary>
    public abstract void Run();
}
