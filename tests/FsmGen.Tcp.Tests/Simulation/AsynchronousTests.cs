using FsmGen.Tcp.Simulation;
using static System.TimeSpan;

namespace FsmGen.Tcp.Tests.Simulation;

public sealed class AsynchronousTests
{
    private readonly SimulatedNetwork _network = new(seed: 1);

    [Fact]
    public void Asynchronous_code_runs_in_virtual_time_on_one_thread()
    {
        var (log, threads) = (new List<string>(), new HashSet<int>());
        _network.Run(() => Task.WhenAll(Speak("a", 3), Speak("b", 2)), FromMinutes(1));

        Assert.Equal(["b 2", "a 3", "b 4", "a 6", "b 6", "a 9"], log);
        Assert.Equal([Environment.CurrentManagedThreadId], threads);
        Assert.Equal(FromSeconds(9), _network.Now);

        async Task Speak(string name, int seconds)
        {
            for (var i = 0; i < 3; i++)
            {
                await Task.Delay(FromSeconds(seconds), _network.Time);
                log.Add($"{name} {_network.Now.TotalSeconds}");
                threads.Add(Environment.CurrentManagedThreadId);
            }
        }
    }

    [Fact]
    public void What_the_owner_of_a_host_completes_goes_on_at_the_same_instant()
    {
        var wire = new Wire(new() { Delay = FromSeconds(1) });
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        wire.Server.Attach(() => _ = wire.Server.Arrived > 0 && arrived.TrySetResult(), static () => null);
        wire.Network.Run(
            async () =>
            {
                wire.Send(1);
                await arrived.Task;
                Assert.Equal(FromSeconds(1), wire.Network.Now);
            },
            FromMinutes(1));

        Assert.True(arrived.Task.IsCompleted);
    }

    [Fact]
    public void What_asynchronous_code_throws_comes_out_of_the_run()
    {
        var context = SynchronizationContext.Current;

        Assert.Throws<FormatException>(() => _network.Run(Fail, FromMinutes(1)));
        Assert.Throws<TimeoutException>(() => _network.Run(() => Task.Delay(FromMinutes(2), _network.Time), FromMinutes(1)));
        Assert.Equal(FromSeconds(61), _network.Now);
        Assert.Same(context, SynchronizationContext.Current);

        async Task Fail()
        {
            await Task.Delay(FromSeconds(1), _network.Time);
            throw new FormatException();
        }
    }
}
