using FsmGen.Tcp.Devices;

namespace FsmGen.Tcp.Stack;

/// <summary>Makes the options of connections those of a device, and remembers the last it made.</summary>
internal sealed class LinkFitting(INetworkDevice device)
{
    private TcpConnectionOptions? _given;
    private TcpConnectionOptions? _made;

    /// <summary>The options with the lengths that the link takes; a connection does not reopen by itself, as it may have no listener.</summary>
    public TcpConnectionOptions Of(TcpConnectionOptions options)
    {
        if (ReferenceEquals(options, _given) && _made is not null)
            return _made;

        var mtu = Math.Min(options.MaximumTransmissionUnit, device.MaximumTransmissionUnit);
        _given = options;
        return _made = options with
        {
            MaximumTransmissionUnit = mtu,
            MaximumPacketLength = device.MaximumPacketLength > mtu ? device.MaximumPacketLength : 0,
            ReopenFromTimeWait = false,
        };
    }
}
