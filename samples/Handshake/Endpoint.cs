using System.Text;
using FsmGen.Runtime.Packets;
using FsmGen.Tcp;

namespace Handshake;

/// <summary>One side of the stage: a name, a socket, and its connection.</summary>
internal sealed class Endpoint(string name, TcpEndpoint socket, Func<TimeSpan, SequenceNumber> iss)
{
    /// <summary>Client or server.</summary>
    public string Name { get; } = name;

    /// <summary>The address and the port.</summary>
    public TcpEndpoint Socket { get; } = socket;

    /// <summary>The connection.</summary>
    // Without the options of later RFCs, so that segments made by hand pass for real ones.
    public TcpConnection Connection { get; } = new(new()
    {
        SelectInitialSequenceNumber = (_, _, now) => iss(now),
        Timestamps = false,
        WindowScaling = false,
        SelectiveAcknowledgments = false,
    });

    /// <summary>The initial sequence number of the current connection, for relative numbers.</summary>
    public SequenceNumber Iss { get; set; }

    /// <summary>Whether the segments of this side are made by hand, and what it receives is of no effect.</summary>
    public bool IsPuppet { get; set; }

    /// <summary>The state of the connection.</summary>
    public TcpConnectionState State => Connection.State;

    /// <summary>The state as the ladder shows it.</summary>
    public string Shown => IsPuppet ? "(by hand)" : State.Rfc();

    /// <summary>Takes all text that has arrived.</summary>
    public string ReceiveAll()
    {
        Span<byte> buffer = stackalloc byte[1024];
        Connection.Receive(buffer);
        return Encoding.ASCII.GetString(buffer[..Connection.Transferred]);
    }

    /// <summary>Takes all notifications that wait.</summary>
    public List<TcpNotification> TakeNotifications()
    {
        var all = new List<TcpNotification>();
        while (Connection.TryTakeNotification(out var notification))
            all.Add(notification);

        return all;
    }
}
