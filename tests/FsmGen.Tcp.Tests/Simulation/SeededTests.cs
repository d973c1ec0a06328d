using System.Globalization;

namespace FsmGen.Tcp.Tests.Simulation;

/// <summary>Every byte arrives once and in order, whatever the network does.</summary>
/// <remarks>
/// A seed that fails is named in the message. To see it again, with a capture, set <c>FSMGEN_TCP_SEED</c> to it; to try
/// others than the usual ones, set it to a range such as <c>1000-2000</c>.
/// </remarks>
public sealed class SeededTests
{
    private const string Variable = "FSMGEN_TCP_SEED";
    private const string Usual = "0-199";

    [Fact]
    public void Every_byte_arrives_once_and_in_order_and_both_ends_close()
    {
        var bounds = (Environment.GetEnvironmentVariable(Variable) ?? Usual).Split('-')
            .Select(static text => ulong.Parse(text, CultureInfo.InvariantCulture))
            .ToArray();
        for (var seed = bounds[0]; seed <= bounds[^1]; seed++)
            Run(seed, isAlone: bounds.Length == 1);
    }

    [Fact]
    public void The_same_seed_gives_the_same_bytes()
    {
        var first = Capture(7);

        Assert.NotEmpty(first);
        Assert.Equal(first, Capture(7));
        Assert.NotEqual(first, Capture(8));
    }

    private static void Run(ulong seed, bool isAlone)
    {
        var run = new SeededRun(seed);
        var path = Path.Combine(AppContext.BaseDirectory, $"seed-{seed}.pcapng");
        using var capture = isAlone ? File.Create(path) : null;
        try
        {
            run.Run(capture);
        }
        catch (Exception e)
        {
            var advice = isAlone ? $"see {path}" : $"set {Variable}={seed} to see it alone, with a capture";
            throw new InvalidOperationException($"Seed {seed} fails, {advice}\n{run}\n{e.Message}", e);
        }
    }

    private static byte[] Capture(ulong seed)
    {
        using var stream = new MemoryStream();
        new SeededRun(seed).Run(stream);
        return stream.ToArray();
    }
}
