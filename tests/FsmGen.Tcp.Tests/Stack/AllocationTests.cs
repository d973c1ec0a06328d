using System.Diagnostics.CodeAnalysis;
using FsmGen.Tcp.Simulation;
using FsmGen.Tcp.Stack;
using FsmGen.Tcp.Tests.Simulation;

namespace FsmGen.Tcp.Tests.Stack;

/// <summary>Two stacks on a simulated link; a stream is written at one end and read at the other.</summary>
[SuppressMessage("Reliability", "CA2012", Justification = "Each is asked for its result once, after it has completed")]
public sealed class AllocationTests
{
    private readonly SimulatedNetwork _network = new(seed: 1);
    private readonly byte[] _text = new byte[10_000], _buffer = new byte[10_000];

    // Of its own: others would take away what comes back to it.
    private readonly TcpMemory _memory = new();
    private TcpStream? _client, _server;
    private ValueTask _writing;
    private ValueTask<int> _reading;
    private long _received, _goal;

    [Theory]
    [InlineData(0)]
    [InlineData(0.02)]
    public void Text_costs_no_allocation_from_stream_to_stream_lossy_or_not(double loss)
    {
        var (client, server) = (_network.AddHost("client", Wire.ClientAddress), _network.AddHost("server", Wire.ServerAddress));
        var link = _network.Connect(client, server, new() { Bandwidth = 10_000_000, Delay = TimeSpan.FromMilliseconds(5), Loss = loss });
        Connect(Attach(client), Attach(server));
        var pump = Pump;
        var limit = TimeSpan.FromHours(1);
        (_writing, _reading) = (_client!.WriteAsync(_text), _server!.ReadAsync(_buffer));

        // The first of them bring queues and pools to their size.
        Run(10_000_000);
        var (sent, lost) = (link.Forward.Counters.Sent, link.Forward.Counters.Lost);
        Assert.Equal(0, Allocations.Of(() => Run(1_000_000)));
        Assert.InRange(link.Forward.Counters.Sent - sent, 3000, int.MaxValue);
        Assert.Equal(loss > 0, link.Forward.Counters.Lost > lost);

        void Run(long bytes)
        {
            _goal = _received + bytes;
            Assert.True(_network.RunUntil(pump, limit));
        }
    }

    private bool Pump()
    {
        while (_writing.IsCompleted)
        {
            _writing.GetAwaiter().GetResult();
            _writing = _client!.WriteAsync(_text);
        }

        while (_reading.IsCompleted)
        {
            _received += _reading.GetAwaiter().GetResult();
            _reading = _server!.ReadAsync(_buffer);
        }

        return _received >= _goal;
    }

    private void Connect(TcpStack client, TcpStack server)
    {
        using var listener = server.Listen(80);
        _network.Run(
            async () =>
            {
                _client = await client.ConnectAsync(new(Wire.ServerAddress, 80));
                _server = await listener.AcceptAsync();
            },
            TimeSpan.FromMinutes(1));
    }

    private TcpStack Attach(SimulatedHost host)
    {
        var stack = new TcpStack(host, new()
        {
            LocalAddresses = host.Addresses,
            TimeProvider = _network.Time,
            Connection = new() { UserTimeout = null, SendBufferSize = 100_000 },
            ContinuesInline = true,
            Memory = _memory,
            Seed = 1,
        });
        host.Attach(() => stack.Poll(), () => stack.NextDeadline);
        return stack;
    }
}
