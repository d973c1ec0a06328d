// Answers for 10.9.0.2 behind a TUN device, port 7, as root: dotnet run --project samples/EchoServer, then nc 10.9.0.2 7
using FsmGen.Runtime.Packets;
using FsmGen.Tcp.Devices;
using FsmGen.Tcp.Stack;

if (!OperatingSystem.IsLinux())
{
    Console.Error.WriteLine("TUN devices of this kind exist on Linux only");
    return 1;
}

using var stopping = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stopping.Cancel();
};

try
{
    using var device = TunDevice.Open();
    device.BringUp();
    device.AddAddress(IpAddress.Parse("10.9.0.1"), 24);

    using var stack = new TcpStack(device, new()
    {
        LocalAddresses = [IpAddress.Parse("10.9.0.2")],
    });
    using var listener = stack.Listen(7);
    var accepting = Accept(listener, stopping.Token);
    Console.WriteLine($"Port {listener.LocalEndPoint.Port} of 10.9.0.2 answers, behind {device.Name}; Ctrl+C ends it");

    stack.Run(stopping.Token);
    await accepting;
    return 0;
}
catch (Exception e) when (e is IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}

static async Task Accept(TcpListener listener, CancellationToken ct)
{
    try
    {
        while (true)
            _ = Echo(await listener.AcceptAsync(ct), ct);
    }
    catch (OperationCanceledException)
    {
        // That is how it ends.
    }
}

static async Task Echo(TcpStream stream, CancellationToken ct)
{
    Console.WriteLine($"{stream.RemoteEndPoint} has come");
    try
    {
        await using (stream)
            await stream.CopyToAsync(stream, ct);
        Console.WriteLine($"{stream.RemoteEndPoint} has closed");
    }
    catch (Exception e) when (e is TcpException or OperationCanceledException)
    {
        Console.WriteLine($"{stream.RemoteEndPoint}: {e.Message}");
    }
}
