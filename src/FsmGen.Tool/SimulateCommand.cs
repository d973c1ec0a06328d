using System.CommandLine;
using System.Text.Json;
using FsmGen.Compiler.Interpreting;

namespace FsmGen.Tool;

/// <summary><c>fsmgen simulate FILE</c>: runs a machine without its host: actions are printed, guards hold where a step says so.</summary>
internal static class SimulateCommand
{
    private const string Text = "text", Json = "json", Scenario = "scenario";

    private static readonly JsonWriterOptions OneLine = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        var path = new Argument<string>("file") { Description = "The spec." };
        var events = new Option<string?>("--events") { Description = "The steps: events with the guards that hold, times that pass, 'Start'. For example \"Coin(50)[Enough] Push +10s\". Without it they are read from the standard input, one or more a line." };
        var guards = new Option<string?>("--guards") { Description = "Guards that hold in every step, separated by commas." };
        var format = new Option<string>("--format") { Description = "How a step is printed: as a line of text, as JSON, one object a line, or as a step of a scenario, to be pasted into the spec.", DefaultValueFactory = static _ => Text };
        format.AcceptOnlyFromAmong(Text, Json, Scenario);
        var command = new Command("simulate", "Runs a spec step by step, and prints what each event leads to.") { path, events, guards, format };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(path), parsed.GetValue(events), parsed.GetValue(guards), parsed.GetRequiredValue(format), Console.In, parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error));
        return command;
    }

    public static int Run(string path, string? events, string? guards, string format, TextReader input, TextWriter output, TextWriter error)
    {
        try
        {
            if (Directory.Exists(path))
                throw new IOException("it is a directory");
            var compilation = SpecSource.CompileMachine(path);
            FindingLines.Write(compilation.Findings, path, error);
            // What is wrong with the design shows when it runs; what cannot be read cannot run.
            if (compilation.Spec is not { Root.IsLeaf: false } spec || compilation.IsUnreadable)
                return ExitCode.Findings;

            var holding = (guards ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            var simulation = new Simulation(spec);
            if (holding.Select(guard => simulation.FindError($"Start[{guard}]")).FirstOrDefault(static why => why is not null) is { } wrong)
                return Fail(wrong, error);
            void Print(SimulatedStep step) => output.WriteLine(format switch { Json => ToJson(step), Scenario => ScenarioText.Of(step, holding), _ => ToText(step) });
            if (format == Scenario)
            {
                output.WriteLine(ScenarioText.Head);
                // What holds in every step holds when the machine starts, and a scenario says that in its first step.
                if (holding.Length > 0 && (events is null || !Simulation.Split(events).Take(1).Any(static step => step.Text.StartsWith("Start", StringComparison.Ordinal))))
                    Print(simulation.Take("Start", holding));
            }

            return events is null
                ? Converse(simulation, holding, input, Print, error)
                : Play(simulation, Simulation.Split(events), holding, Print, error);
        }
        catch (Exception e) when (SpecSource.Explain(e) is { } why)
        {
            error.WriteLine($"fsmgen: '{path}' cannot be read: {why}");
            return ExitCode.Failure;
        }
    }

    /// <summary>A script runs as a whole, or not at all.</summary>
    private static int Play(Simulation simulation, IReadOnlyList<ScriptStep> steps, string[] holding, Action<SimulatedStep> print, TextWriter error)
    {
        if (steps.Select(simulation.FindError).FirstOrDefault(static why => why is not null) is { } wrong)
            return Fail(wrong, error);
        foreach (var step in steps)
            Take(simulation, step, holding, print, error);
        return ExitCode.Success;
    }

    /// <summary>Somebody types: a mistake is said, and the machine waits for the next line.</summary>
    private static int Converse(Simulation simulation, string[] holding, TextReader input, Action<SimulatedStep> print, TextWriter error)
    {
        while (input.ReadLine() is { } line)
        {
            foreach (var step in Simulation.Split(line))
            {
                if (simulation.FindError(step) is { } wrong)
                    error.WriteLine($"fsmgen: {wrong}");
                else
                    Take(simulation, step, holding, print, error);
            }
        }

        return ExitCode.Success;
    }

    private static void Take(Simulation simulation, ScriptStep step, string[] holding, Action<SimulatedStep> print, TextWriter error)
    {
        if (simulation.FindWarning(step) is { } warning)
            error.WriteLine($"fsmgen: {warning}");
        print(simulation.Take(step.Text, holding));
    }

    private static int Fail(string why, TextWriter error)
    {
        error.WriteLine($"fsmgen: {why}");
        return ExitCode.Failure;
    }

    private static string ToText(SimulatedStep step)
    {
        var actions = step.Actions.Count == 0 ? "" : $" / {string.Join(", ", step.Actions)}";
        var guards = step.Guards.Count == 0 ? "" : $" [{string.Join(", ", step.Guards)}]";
        return $"{step.Event}{(step.Arguments.Length == 0 ? "" : $"({step.Arguments})")}{guards}: {step.Outcome}, {string.Join(", ", step.Leaves.Select(static leaf => leaf.Display))}{actions}";
    }

    private static string ToJson(SimulatedStep step)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, OneLine))
        {
            json.WriteStartObject();
            json.WriteString("event", step.Event);
            if (step.Arguments.Length > 0)
                json.WriteString("arguments", step.Arguments);
            if (step.Guards.Count > 0)
                WriteArray(json, "guards", step.Guards);
            json.WriteString("outcome", step.Outcome);
            WriteArray(json, "configuration", step.Leaves.Select(static leaf => leaf.Display));
            WriteArray(json, "actions", step.Actions);
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void WriteArray(Utf8JsonWriter json, string name, IEnumerable<string> items)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
            json.WriteStringValue(item);
        json.WriteEndArray();
    }
}
