using System.Diagnostics;
using FsmGen.Tcp.Devices;

namespace FsmGen.Tcp.Tests.Peers;

/// <summary>Lets one connection have a device for itself, in real time.</summary>
internal sealed class Driver(INetworkDevice device, TcpConnection connection)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    private readonly PacketBatch _arriving = new(64, 64 * device.MaximumPacketLength);
    private readonly PacketBatch _leaving = new(64, 64 * device.MaximumPacketLength);
    private readonly long _start = Stopwatch.GetTimestamp();

    /// <summary>Lets packets arrive and leave until something holds.</summary>
    /// <param name="holds">Whether it does; this may also call the connection, to take and to give what can be.</param>
    public void Until(Func<bool> holds)
    {
        var start = Stopwatch.GetTimestamp();
        connection.Advance(Stopwatch.GetElapsedTime(_start));
        while (!holds())
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < Patience, $"it never happened; the connection is in {connection.State}");
            Transmit();
            Wait();
            Receive();
        }

        Transmit();
    }

    private void Receive()
    {
        _arriving.Clear();
        device.Receive(_arriving);
        connection.Advance(Stopwatch.GetElapsedTime(_start));
        for (var i = 0; i < _arriving.Count; i++)
            connection.DatagramArrives(_arriving[i]);
    }

    private void Transmit()
    {
        do
        {
            _leaving.Clear();
            while (_leaving.Reserve(connection.MaximumDatagramLength) is { IsEmpty: false } room && connection.TryTransmit(room, out var length))
                _leaving.Commit(length);

            device.Send(_leaving);
        }
        while (_leaving.Count > 0);
    }

    // What holds may also depend on the peer, which does not wake us.
    private void Wait()
    {
        var left = connection.NextDeadline - Stopwatch.GetElapsedTime(_start) ?? Step;
        device.Wait(left < TimeSpan.Zero ? TimeSpan.Zero : left < Step ? left : Step);
    }
}
