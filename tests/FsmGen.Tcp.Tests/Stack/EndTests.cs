using FsmGen.Tcp.Stack;

namespace FsmGen.Tcp.Tests.Stack;

/// <summary>The end of a stack, by its user or by its device: nobody is left waiting.</summary>
public sealed class EndTests
{
    private readonly byte[] _buffer = new byte[100];

    [Fact]
    public void A_stack_that_is_disposed_is_no_orderly_end_of_what_was_read()
    {
        var pair = new StackPair();
        var (client, _) = pair.Connect();
        var (other, _) = pair.Connect(81);
        var reading = other.ReadAsync(_buffer).AsTask();
        pair.Left.Dispose();
        Assert.Equal(TcpMessage.ConnectionReset, Assert.Throws<TcpException>(() => pair.Await(client.ReadAsync(_buffer))).Reason);
        Assert.Equal(TcpMessage.ConnectionReset, Assert.Throws<TcpException>(() => pair.Await(reading)).Reason);
    }

    [Fact]
    public void Running_ends_when_the_stack_is_disposed()
    {
        using var stack = new TcpStack(new DevicePair().Left, new() { LocalAddresses = [StackPair.LeftIpv4] });
        var thread = new Thread(() => stack.Run(CancellationToken.None)) { IsBackground = true };
        thread.Start();
        stack.Dispose();
        Assert.True(thread.Join(TimeSpan.FromSeconds(10)), "the stack does not stop");
    }

    [Fact]
    public void When_the_device_fails_nobody_who_has_an_answer_waits_on()
    {
        var pair = new StackPair();
        var (client, _) = pair.Connect();
        var reading = client.ReadAsync(_buffer).AsTask();
        pair.Devices.Left.Passes = static _ => throw new IOException("unplugged");
        Assert.Throws<IOException>(client.Abort);
        Assert.True(reading.IsFaulted);
    }

    [Fact]
    public void When_the_device_fails_who_runs_the_stack_all_calls_end_and_later_ones_throw()
    {
        var pair = new StackPair();
        var (client, _) = pair.Connect();
        using var listener = pair.Left.Listen(7);
        var calls = new Task[]
        {
            client.ReadAsync(_buffer).AsTask(), client.PeerClosed, listener.AcceptAsync().AsTask(), pair.Left.ConnectAsync(new(StackPair.RightIpv4, 9)).AsTask(),
        };
        pair.Devices.Left.Passes = static _ => throw new IOException("unplugged");
        pair.Devices.Left.Inject(new byte[1]);
        pair.Right.Listen(9);
        pair.Right.Poll();

        Assert.Equal("unplugged", Assert.Throws<IOException>(() => pair.Left.Run(TestContext.Current.CancellationToken)).Message);
        Assert.All(calls, static call => Assert.True(call.IsCompleted));
        Assert.Equal("The stack cannot go on: unplugged", Assert.Throws<IOException>(() => pair.Left.Listen(8)).Message);
        Assert.Equal("The stack cannot go on: unplugged", Assert.Throws<IOException>(() => pair.Await(pair.Left.ConnectAsync(new(StackPair.RightIpv4, 80)))).Message);
        Assert.Throws<TcpException>(() => client.Read(_buffer, 0, 1));
        pair.Left.Dispose();
    }
}
