namespace FsmGen.Tcp.Tests.Peers;

/// <summary>The tests with a lot of traffic between a stack of ours and Linux: one after the other, as machines are small.</summary>
[CollectionDefinition(Name)]
public sealed class LinuxAsPeer
{
    public const string Name = "Linux as the peer";
}
