using System.Diagnostics;
using System.Globalization;
using FsmGen.Runtime.Fuzzing;
using SharpFuzz;

const string Usage =
    """
    list                                     names the targets
    run TARGET                               reads what afl-fuzz gives; eng/fuzz starts it
    replay TARGET FILE...                    reads files as run does, and says which are accepted
    mutate TARGET [--count N] [--seed S]     reads N mutated inputs of the corpus, without afl-fuzz
    """;

return args switch
{
    ["list"] => List(),
    ["run", var name] when FuzzTargets.Find(name) is { } target => Run(target),
    ["replay", var name, .. var files] when FuzzTargets.Find(name) is { } target => Replay(target, files),
    ["mutate", var name, .. var options] when FuzzTargets.Find(name) is { } target =>
        Mutate(target, count: Option(options, "--count", 10_000_000), seed: (ulong)Option(options, "--seed", 1)),
    _ => Fail(Usage),
};

static int List()
{
    foreach (var target in FuzzTargets.All)
        Console.WriteLine(target.Name);

    return 0;
}

static int Run(FuzzTarget target)
{
    using var harness = new Harness(target);
    // A hang or an over-read ends only the process that reads; a new one goes on, and afl-fuzz has the input.
    Fuzzer.OutOfProcess.Run(input => harness.Read(input));
    return 0;
}

static int Replay(FuzzTarget target, string[] files)
{
    using var harness = new Harness(target);
    foreach (var file in files)
    {
        using var input = File.OpenRead(file);
        Console.WriteLine($"{file}: {(harness.Read(input) ? "accepted" : "refused")}");
    }

    return 0;
}

static int Mutate(FuzzTarget target, long count, ulong seed)
{
    using var loop = new FuzzLoop(target, seed);
    var watch = Stopwatch.StartNew();
    var allocated = 0L;
    var reading = new Thread(Read) { IsBackground = true };
    reading.Start();

    // However long it takes, it goes on, or it never ends.
    for (var before = -1L; !reading.Join(TimeSpan.FromSeconds(30)); before = loop.Count)
    {
        if (loop.Count == before)
            Environment.FailFast($"{target.Name}, seed {seed}, input {loop.Count} does not end: {loop.Current}");
    }

    var rate = loop.Count / watch.Elapsed.TotalSeconds;
    Console.WriteLine($"{target.Name}: {loop.Count} inputs, {loop.Accepted} accepted, {allocated} bytes allocated, {rate:N0} per second");
    return 0;

    void Read()
    {
        // What only the first inputs allocate is the runtime's, not the parser's.
        var first = Math.Min(count, 10_000);
        loop.Run(first);

        var before = GC.GetAllocatedBytesForCurrentThread();
        loop.Run(count - first);
        allocated = GC.GetAllocatedBytesForCurrentThread() - before;
    }
}

static long Option(string[] options, string name, long otherwise)
{
    var at = Array.IndexOf(options, name);
    return at < 0 ? otherwise : long.Parse(options[at + 1], CultureInfo.InvariantCulture);
}

static int Fail(string message)
{
    Console.Error.WriteLine(message);
    return 2;
}
