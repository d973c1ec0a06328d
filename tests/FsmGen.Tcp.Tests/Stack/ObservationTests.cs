using System.Diagnostics.Metrics;
using FsmGen.Runtime.Packets;
using Microsoft.Extensions.Logging;

namespace FsmGen.Tcp.Tests.Stack;

public sealed class ObservationTests
{
    [Fact]
    public void The_life_of_a_connection_is_logged()
    {
        using var log = new Journal(LogLevel.Debug);
        var pair = new StackPair(right: options => options with { LoggerFactory = log });
        var (client, _) = pair.Connect();
        var (_, broken) = pair.Connect(port: 81);
        client.Abort();
        pair.Settle();
        broken.Dispose();
        pair.Pass(TimeSpan.FromMinutes(10));

        Assert.Equal(4, log.Lines.Count);
        Assert.StartsWith("Debug 1 Connection from 192.0.2.2:80 to 192.0.2.1:", log.Lines[0]);
        Assert.StartsWith("Debug 1 Connection from 192.0.2.2:81 to 192.0.2.1:", log.Lines[1]);
        Assert.Matches("^Debug 3 Connection from 192.0.2.2:80 to .* is broken: ConnectionReset$", log.Lines[2]);
        Assert.Matches("^Debug 2 Connection from 192.0.2.2:81 to .* is closed$", log.Lines[3]);
    }

    [Fact]
    public void Limits_are_warned_of_once_a_second()
    {
        using var log = new Journal(LogLevel.Information);
        var pair = new StackPair(right: options => options with { LoggerFactory = log });
        using var listener = pair.Right.Listen(new(default, 80), backlog: 1);
        pair.Await(pair.Left.ConnectAsync(new(StackPair.RightIpv4, 80)));
        Request(pair, count: 10);
        Assert.Equal("Warning 4 The backlog of 1 connections of the listener on 0.0.0.0:80 is full, 1 requests were ignored so far", Assert.Single(log.Lines));

        pair.Time.Advance(TimeSpan.FromSeconds(1));
        Request(pair, count: 10);
        Assert.Equal(2, log.Lines.Count);
        Assert.Contains("11 requests", log.Lines[1]);
    }

    [Fact]
    public void A_logger_may_use_the_stack()
    {
        StackPair? pair = null;
        using var log = new Journal(LogLevel.Debug) { Wrote = () => Task.Run(() => pair!.Right.ConnectionCount).Wait() }; // it is set when something is logged
        pair = new(right: options => options with { LoggerFactory = log });
        pair.Connect();
        Assert.Single(log.Lines);
    }

    [Fact]
    public void A_logger_that_throws_keeps_nobody_waiting()
    {
        using var log = new Journal(LogLevel.Debug) { Wrote = static () => throw new InvalidOperationException("disk full") };
        var pair = new StackPair(left: options => options with { LoggerFactory = log });
        using var listener = pair.Right.Listen(80);
        var connecting = pair.Left.ConnectAsync(new(StackPair.RightIpv4, 80)).AsTask();
        Assert.Equal("disk full", Assert.Throws<InvalidOperationException>(pair.Settle).Message);
        Assert.True(connecting.IsCompletedSuccessfully);
    }

    [Fact]
    public void Who_listens_to_a_meter_may_use_the_stack()
    {
        StackPair? pair = null;
        var count = -1;
        using var meter = new Meter("test");
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter == meter && instrument.Name == "fsmgen.tcp.rtt")
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((_, _, _, _) => // the pair is set when something is measured
            count = Task.Run(() => pair!.Right.ConnectionCount).WaitAsync(TimeSpan.FromSeconds(10)).GetAwaiter().GetResult());
        listener.Start();

        pair = new(right: options => options with { Meter = meter });
        var (_, server) = pair.Connect();
        var writing = server.WriteAsync(new byte[1]).AsTask();
        pair.Time.Advance(TimeSpan.FromMilliseconds(80));
        pair.Settle();
        Assert.True(writing.IsCompletedSuccessfully);
        server.Abort();
        Assert.Equal(0, count);
    }

    [Fact]
    public void Instruments_read_the_statistics()
    {
        using var meter = new Meter("test");
        using var readings = new Readings(meter);
        var pair = new StackPair(right: options => options with { Meter = meter });
        var (client, server) = pair.Connect();
        pair.Await(client.WriteAsync(new byte[10_000]));
        pair.Settle();

        readings.Read();
        var statistics = pair.Right.Statistics;
        Assert.Equal(statistics.SegmentsReceived, readings["fsmgen.tcp.segments.received"]);
        Assert.Equal(statistics.SegmentsSent, readings["fsmgen.tcp.segments.sent"]);
        Assert.Equal((1, 0), (readings["fsmgen.tcp.connections.opened peer"], readings["fsmgen.tcp.connections.opened self"]));
        Assert.Equal(1, readings["fsmgen.tcp.connections established"]);

        client.Dispose();
        pair.Settle();
        readings.Read();
        Assert.Equal((0, 1), (readings["fsmgen.tcp.connections established"], readings["fsmgen.tcp.connections close_wait"]));
        pair.Inject(ConnectionTests.Segment(StackPair.LeftIpv4, StackPair.RightIpv4, TcpFlags.Ack));
        server.Dispose();
        pair.Settle();
        readings.Read();
        Assert.Equal((1, 1), (readings["fsmgen.tcp.drops no_connection"], readings["fsmgen.tcp.resets.sent"]));
    }

    [Fact]
    public void The_round_trip_time_of_a_connection_is_recorded_when_it_ends()
    {
        using var meter = new Meter("test");
        using var readings = new Readings(meter);
        var pair = new StackPair(right: options => options with { Meter = meter });
        var (client, server) = pair.Connect();
        var writing = server.WriteAsync(new byte[1]).AsTask();
        pair.Time.Advance(TimeSpan.FromMilliseconds(80));
        pair.Settle();
        Assert.True(writing.IsCompletedSuccessfully);
        Assert.False(readings.Has("fsmgen.tcp.rtt"));

        client.Abort();
        pair.Settle();
        Assert.Equal(0.080, readings["fsmgen.tcp.rtt"], tolerance: 0.001);
        readings.Read();
        Assert.Equal(1, readings["fsmgen.tcp.connections.broken"]);
    }

    [Fact]
    public void A_segment_costs_no_allocation_although_it_is_measured()
    {
        using var meter = new Meter("test");
        using var readings = new Readings(meter);
        using var log = new Journal(LogLevel.Debug);
        var pair = new StackPair(right: options => options with { Meter = meter, LoggerFactory = log });
        var (client, server) = pair.Connect();
        var (text, buffer, received) = (new byte[4096], new byte[8192], 0);
        Rounds();
        Assert.Equal(200 * text.Length, received);
        Assert.Equal(0, Allocations.Of(Rounds));
        readings.Read();
        Assert.Equal(pair.Right.Statistics.SegmentsReceived, readings["fsmgen.tcp.segments.received"]);

        void Rounds()
        {
            for (var i = 0; i < 200; i++)
            {
                client.Write(text);
                pair.Settle();
                received += server.Read(buffer);
                pair.Settle();
            }
        }
    }

    [Fact]
    public void A_repeated_syn_is_a_retransmission()
    {
        var pair = new StackPair();
        pair.Devices.Left.Passes = static _ => false;
        var connecting = pair.Left.ConnectAsync(new(StackPair.RightIpv4, 80)).AsTask();
        pair.Pass(TimeSpan.FromSeconds(1.5));
        Assert.Equal((2, 1), (pair.Left.Statistics.SegmentsSent, pair.Left.Statistics.Retransmissions));
        Assert.False(connecting.IsCompleted);
    }

    private static void Request(StackPair pair, int count)
    {
        for (ushort port = 1; port <= count; port++)
            pair.Inject(ConnectionTests.Segment(StackPair.LeftIpv4, StackPair.RightIpv4, TcpFlags.Syn, port));
    }

    private sealed class Journal(LogLevel level) : ILoggerFactory, ILogger
    {
        public List<string> Lines { get; } = [];

        public Action? Wrote { get; init; }

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= level;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            Lines.Add($"{logLevel} {eventId.Id} {formatter(state, exception)}");
            Wrote?.Invoke();
        }

        public void Dispose()
        {
        }
    }

    private sealed class Readings : IDisposable
    {
        private readonly Dictionary<string, double> _values = [];
        private readonly MeterListener _listener = new();

        public Readings(Meter meter)
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter == meter)
                    listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Set(instrument, value, tags));
            _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Set(instrument, value, tags));
            _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Set(instrument, value, tags));
            _listener.Start();
        }

        public double this[string name] => _values.GetValueOrDefault(name);

        public bool Has(string name) => _values.ContainsKey(name);

        public void Read()
        {
            // A state that no connection is in has no reading.
            _values.Clear();
            _listener.RecordObservableInstruments();
        }

        public void Dispose() => _listener.Dispose();

        private void Set(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
            _values[tags.Length > 0 ? $"{instrument.Name} {tags[0].Value}" : instrument.Name] = value;
    }
}
