// Fetches http://10.9.0.1:PORT/… from a server of this machine through our TCP, as root: dotnet run --project samples/Download -- PORT [PATH]
using System.Diagnostics;
using System.Globalization;
using FsmGen.Runtime.Packets;
using FsmGen.Tcp.Devices;
using FsmGen.Tcp.Stack;

if (args is not [var text, .. var rest] || !ushort.TryParse(text, CultureInfo.InvariantCulture, out var port) || !OperatingSystem.IsLinux())
{
    Console.Error.WriteLine("Downloads from a server of this machine, which is Linux: dotnet run --project samples/Download -- PORT [PATH]");
    return 2;
}

try
{
    using var device = TunDevice.Open();
    device.BringUp();
    device.AddAddress(IpAddress.Parse("10.9.0.1"), 24);

    using var stack = new TcpStack(device, new()
    {
        LocalAddresses = [IpAddress.Parse("10.9.0.2")],
    });
    using var stopping = new CancellationTokenSource();
    var running = new Thread(() => stack.Run(stopping.Token));
    running.Start();

    try
    {
        await Download(stack, new Uri($"http://10.9.0.1:{port}/{rest.FirstOrDefault()}"));
    }
    finally
    {
        stopping.Cancel();
        running.Join();
    }

    return 0;
}
catch (Exception e) when (e is IOException or HttpRequestException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}

static async Task Download(TcpStack stack, Uri address)
{
    using var client = new HttpClient(new SocketsHttpHandler().UseTcpStack(stack));

    var start = Stopwatch.GetTimestamp();
    await using var content = await client.GetStreamAsync(address);
    var (buffer, length) = (new byte[65536], 0L);
    while (await content.ReadAsync(buffer) is > 0 and var count)
        length += count;

    var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{length:N0} bytes in {seconds:F3} s: {length / seconds / 1e6:F1} MB/s"));
}
