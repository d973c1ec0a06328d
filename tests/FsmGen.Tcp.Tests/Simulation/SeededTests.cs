using System.Globalization;
using System.Security.Cryptography;

namespace FsmGen.Tcp.Tests.Simulation;

/// <summary>Every byte arrives once and in order, whatever the network does.</summary>
/// <remarks>
/// A seed that fails is named in the message. To see it again, with a capture, set <c>FSMGEN_TCP_SEED</c> to it; to try
/// others than the usual ones, set it to a range such as <c>10000-99999</c>.
/// </remarks>
public sealed class SeededTests
{
    private const string Variable = "FSMGEN_TCP_SEED";

    [Fact]
    public void Bare_connections_deliver_every_byte_once_and_in_order_and_close() =>
        RunAll("0-7999", static seed => new SeededRun(seed));

    [Fact]
    public void Stacks_deliver_every_byte_once_and_in_order_and_close() =>
        RunAll("0-1999", static seed => new StackRun(seed));

    [Fact]
    public void The_same_seed_gives_the_same_bytes()
    {
        var first = Digest(new SeededRun(7));

        Assert.Equal(first, Digest(new SeededRun(7)));
        Assert.NotEqual(first, Digest(new SeededRun(8)));
    }

    [Fact]
    public void The_same_seed_gives_the_same_bytes_with_stacks()
    {
        var first = Digest(new StackRun(7));

        Assert.Equal(first, Digest(new StackRun(7)));
        Assert.NotEqual(first, Digest(new StackRun(8)));
    }

    private static void RunAll(string usual, Func<ulong, IRun> make)
    {
        var bounds = (Environment.GetEnvironmentVariable(Variable) ?? usual).Split('-')
            .Select(static text => ulong.Parse(text, CultureInfo.InvariantCulture))
            .ToArray();
        for (var seed = bounds[0]; seed <= bounds[^1]; seed++)
            Run(make(seed), seed, isAlone: bounds.Length == 1);
    }

    private static void Run(IRun run, ulong seed, bool isAlone)
    {
        var path = Path.Combine(AppContext.BaseDirectory, $"{run.GetType().Name}-{seed}.pcapng");
        using var capture = isAlone ? File.Create(path) : null;
        try
        {
            run.Run(capture);
        }
        catch (Exception e)
        {
            var advice = isAlone ? $"see {path}" : $"set {Variable}={seed} to see it alone, with a capture";
            throw new InvalidOperationException($"Seed {seed} fails, {advice}\n{run}\n{e}", e);
        }
    }

    private static string Digest(IRun run)
    {
        using var stream = new MemoryStream();
        run.Run(stream);
        Assert.InRange(stream.Length, 1000, long.MaxValue);
        return Convert.ToHexString(SHA256.HashData(stream.ToArray()));
    }
}
