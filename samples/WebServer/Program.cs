// Serves pages without a socket of the kernel: sudo dotnet run -c Release --project samples/WebServer, then curl http://198.51.100.2/
using System.Diagnostics.Metrics;
using FsmGen.Runtime.Packets;
using FsmGen.Tcp.Devices;
using FsmGen.Tcp.Kestrel;
using FsmGen.Tcp.Stack;

if (!OperatingSystem.IsLinux())
    throw new PlatformNotSupportedException("The TUN device of this sample is one of Linux");

var builder = WebApplication.CreateSlimBuilder(args);
using var device = TunDevice.Open();
device.BringUp();
device.AddAddress(IpAddress.Parse("198.51.100.1"), 24);
device.AddAddress(IpAddress.Parse("2001:db8::1"), 64);

builder.Services.AddSingleton(services => new TcpStack(device, new()
{
    LocalAddresses = [IpAddress.Parse("198.51.100.2"), IpAddress.Parse("2001:db8::2")],
    LoggerFactory = services.GetRequiredService<ILoggerFactory>(),
    Meter = services.GetRequiredService<IMeterFactory>().Create("FsmGen.Tcp"),
}));
builder.Services.AddTcpStackTransport();
builder.WebHost.ConfigureKestrel(static options => options.ListenAnyIP(80));

await using var app = builder.Build();
app.MapGet("/", static (HttpContext context) =>
    $"Hello {context.Connection.RemoteIpAddress}, this is {context.Connection.LocalIpAddress}, in user space.\n");
app.MapGet("/statistics", static (TcpStack stack) => $"{stack.Statistics}\n");
app.MapPost("/echo", static (HttpContext context) => context.Request.Body.CopyToAsync(context.Response.Body));

// The server stops first: until then somebody has to run the stack.
using var stopping = new CancellationTokenSource();
var stack = app.Services.GetRequiredService<TcpStack>();
var thread = new Thread(() => stack.Run(stopping.Token));
thread.Start();
await app.RunAsync();
await stopping.CancelAsync();
thread.Join();
