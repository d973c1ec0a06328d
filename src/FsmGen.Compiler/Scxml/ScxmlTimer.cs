namespace FsmGen.Compiler.Scxml;

/// <summary>A timer of the spec, made of the sends with a delay that cannot be told apart.</summary>
internal sealed class ScxmlTimer(ScxmlDelay first)
{
    public string? Id { get; } = first.Id;

    public string Event { get; } = first.Event;

    /// <summary>A duration, or C# where <see cref="IsCode"/>.</summary>
    public string Delay { get; } = first.Delay;

    public bool IsCode { get; } = first.IsCode;

    public List<ScxmlDelay> Sends { get; } = [first];

    /// <summary>The name in the spec.</summary>
    public string Name { get; set; } = "";

}
