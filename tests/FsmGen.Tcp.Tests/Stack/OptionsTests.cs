using FsmGen.Runtime.Packets;
using FsmGen.Tcp.Stack;

namespace FsmGen.Tcp.Tests.Stack;

public sealed class OptionsTests
{
    private static readonly TcpStackOptions Good = new() { LocalAddresses = [IpAddress.Parse("192.0.2.1")] };

    public static TheoryData<string, TcpStackOptions> Senseless => new()
    {
        { "LocalAddresses", new() },
        { "224.0.0.1", Good with { LocalAddresses = [IpAddress.Parse("224.0.0.1")] } },
        { "is no range of ports", Good with { FirstEphemeralPort = 0 } },
        { "is no range of ports", Good with { FirstEphemeralPort = 2, LastEphemeralPort = 1 } },
        { "MaximumConnections is -1", Good with { MaximumConnections = -1 } },
        { "MaximumTimeWaits is -1", Good with { MaximumTimeWaits = -1 } },
        { "MaximumResetsPerSecond is -1", Good with { MaximumResetsPerSecond = -1 } },
        { "MaximumReassemblyBytes is -1", Good with { MaximumReassemblyBytes = -1 } },
        { "Ipv4ReassemblyTimeout", Good with { Ipv4ReassemblyTimeout = TimeSpan.MaxValue } },
    };

    [Theory]
    [MemberData(nameof(Senseless))]
    public void A_stack_that_could_not_work_is_not_made_and_the_message_says_why(string reason, TcpStackOptions options)
    {
        var error = Assert.Throws<ArgumentException>(() => new TcpStack(new DevicePair().Left, options));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }
}
