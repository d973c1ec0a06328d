namespace FsmGen.Tcp.Tests.Simulation;

/// <summary>Something that follows from a seed; it says in its text what that is.</summary>
internal interface IRun
{
    /// <summary>Runs it, and checks that every byte came once and in order, and that nothing is left.</summary>
    /// <param name="capture">Where to write all packets as the links see them, if anywhere.</param>
    void Run(Stream? capture = null);
}
