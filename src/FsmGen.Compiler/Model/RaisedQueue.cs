namespace FsmGen.Compiler.Model;

/// <summary>Where raised events wait.</summary>
internal static class RaisedQueue
{
    /// <summary>How many have room: the generated code keeps them in a <c>ulong</c>, one a byte.</summary>
    public const int Capacity = 8;
}
