using System.Net.Sockets;
using FsmGen.Tcp.Stack;

namespace FsmGen.Tcp.Tests.Peers;

/// <summary>Both ends of a connection between us and the kernel.</summary>
internal sealed class Conversation(TcpStream ours, Socket socket) : IDisposable
{
    public TcpStream Ours { get; } = ours;

    public NetworkStream Theirs { get; } = new(socket, ownsSocket: true);

    public Socket Socket { get; } = socket;

    /// <summary>Lets both sides send and close while the other one reads, until both have read to the end.</summary>
    /// <param name="toKernel">The bytes that we send.</param>
    /// <param name="toUs">The bytes that the kernel sends.</param>
    /// <param name="ct">Ends it early.</param>
    public async Task Exchange(long toKernel, long toUs, CancellationToken ct) => await Task.WhenAll(
        Task.Run(() => Send(Ours, toKernel, ct), ct),
        Task.Run(() => Send(Theirs, toUs, ct), ct),
        Task.Run(() => Receive(Theirs, toKernel, ct), ct),
        Task.Run(() => Receive(Ours, toUs, ct), ct));

    /// <summary>Lets a little text go each way, one after the other.</summary>
    public async Task Greet(CancellationToken ct)
    {
        foreach (var (from, to) in ((Stream, Stream)[])[(Theirs, Ours), (Ours, Theirs)])
        {
            await Text.Write(from, 10, ct);
            await Text.Read(to, 10, ct);
        }
    }

    public void Dispose()
    {
        Ours.Dispose();
        Theirs.Dispose();
    }

    private static async Task Send(Stream stream, long length, CancellationToken ct)
    {
        await Text.Write(stream, length, ct);
        Text.Finish(stream);
    }

    private static async Task Receive(Stream stream, long length, CancellationToken ct)
    {
        await Text.Read(stream, length, ct);
        await Text.ReadEnd(stream, ct);
    }
}
