using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsmGen.Benchmarks.Streams;

namespace FsmGen.Benchmarks.Contenders;

/// <summary>XState on Node: the program of <c>XState/machine.js</c>, which is told streams and measures itself.</summary>
/// <param name="config">The machine, as XState writes it; its actions are <c>effect</c>, with an amount, and <c>unhandled</c>.</param>
/// <param name="number">The number of a state, which is text, or an object where states are nested.</param>
/// <param name="events">The names of the events by their numbers.</param>
internal sealed class XStateContender(JsonNode config, Func<JsonNode, int> number, IReadOnlyList<string> events) : Contender("XState on Node")
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    private Process? _node;

    /// <summary>The event that is none, but so much time that passes; null where time does not matter.</summary>
    public (string Event, TimeSpan Time)? Wait { get; init; }

    /// <summary>A machine of rows; events for no row are counted, as the other contenders do.</summary>
    public static XStateContender Of<TState, TEvent>(IReadOnlyCollection<Row<TState, TEvent>> rows)
        where TState : unmanaged, Enum
        where TEvent : unmanaged, Enum
    {
        var states = rows.GroupBy(static row => row.From).Select(static state => KeyValuePair.Create($"{state.Key}", (JsonNode?)new JsonObject
        {
            ["on"] = new JsonObject([.. state.Select(static row => KeyValuePair.Create($"{row.On}", (JsonNode?)Transition(row))), KeyValuePair.Create("*", (JsonNode?)new JsonObject { ["actions"] = "unhandled" })]),
        }));
        var config = new JsonObject { ["initial"] = $"{default(TState)}", ["states"] = new JsonObject(states) };
        var names = Enum.GetNames<TState>();
        return new(config, state => Array.IndexOf(names, state.GetValue<string>()), Enum.GetNames<TEvent>());
    }

    /// <summary>The machine of a file beside the program.</summary>
    public static XStateContender Read<TEvent>(string file, Func<JsonNode, int> number, (TEvent Event, TimeSpan Time)? wait = null)
        where TEvent : unmanaged, Enum =>
        new(JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, file)))!, number, Enum.GetNames<TEvent>()) // a document that is not null
        {
            Wait = wait is { } known ? ($"{known.Event}", known.Time) : null,
        };

    public override Run Take(EventStream stream)
    {
        _node ??= Start();
        var answer = Ask<StreamAnswer>(_node, new
        {
            stream.Machines,
            Events = Convert.ToBase64String(stream.Events),
            Targets = stream.Targets.Length == 0 ? null : Convert.ToBase64String(MemoryMarshal.AsBytes(stream.Targets.AsSpan())),
        });
        var outcome = answer.States.Aggregate(new Outcome(0, answer.Taken, answer.Effects), (outcome, state) => outcome.With(number(state), 0));
        return new(outcome, TimeSpan.FromMicroseconds(answer.Elapsed / 1000), -1);
    }

    public override void Dispose()
    {
        _node?.StandardInput.Close();
        _node?.WaitForExit();
        _node?.Dispose();
        base.Dispose();
    }

    private static JsonObject Transition<TState, TEvent>(Row<TState, TEvent> row)
        where TState : unmanaged, Enum
        where TEvent : unmanaged, Enum
    {
        var transition = new JsonObject();
        if (!row.IsInternal)
            transition["target"] = $"{row.To}";
        if (row.Effects != 0)
            transition["actions"] = new JsonObject { ["type"] = "effect", ["params"] = new JsonObject { ["amount"] = row.Effects } };
        return transition;
    }

    private Process Start()
    {
        var folder = Install();
        var node = Run("node", folder, "machine.js");
        Ask<JsonObject>(node, new { Config = config, Events = events, Wait = Wait is { } wait ? new { wait.Event, wait.Time.TotalMilliseconds } : null });
        return node;
    }

    // Once for the machine: what npm brings stays with the other artifacts.
    private static string Install()
    {
        var folder = Path.Combine(Repository.Root, "artifacts", "benchmarks", "xstate");
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "XState")))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);

        if (Directory.Exists(Path.Combine(folder, "node_modules", "xstate")))
            return folder;
        using var npm = Run("npm", folder, "install", "--no-audit", "--no-fund", "--no-package-lock");
        var errors = npm.StandardError.ReadToEndAsync();
        npm.StandardOutput.ReadToEnd();
        npm.WaitForExit();
        return npm.ExitCode == 0 ? folder : throw new InvalidOperationException($"npm cannot install xstate: {errors.GetAwaiter().GetResult().Split('\n')[0]}");
    }

    private static Process Run(string program, string folder, params string[] arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = folder,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = program == "npm",
            })!; // null only with the shell
        }
        catch (Win32Exception)
        {
            throw new InvalidOperationException($"There is no {program} on the PATH, which XState needs");
        }
    }

    private static T Ask<T>(Process node, object question)
    {
        node.StandardInput.WriteLine(JsonSerializer.Serialize(question, Web));
        node.StandardInput.Flush();
        var line = node.StandardOutput.ReadLine() ?? throw new InvalidOperationException("XState has ended; what Node wrote says why");
        return JsonSerializer.Deserialize<T>(line, Web)!; // a line of JSON that is not null
    }

    private sealed record StreamAnswer(double Elapsed, JsonNode[] States, long Effects, int Taken);
}
