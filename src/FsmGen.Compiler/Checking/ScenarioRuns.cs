using System.Globalization;
using FsmGen.Compiler.Binding;
using FsmGen.Compiler.Interpreting;

namespace FsmGen.Compiler.Checking;

/// <summary>Runs the scenarios of a spec and says what happened instead of what they expect.</summary>
internal static class ScenarioRuns
{
    public static void Check(Spec spec, Findings findings)
    {
        foreach (var scenario in spec.Scenarios)
        {
            if (FirstFailure(spec, scenario) is var (step, why))
                findings.Add(Rules.FailedScenario, step.Expectation.Text.Span, scenario.Title.Text, why);
        }
    }

    private static (Step Step, string Why)? FirstFailure(Spec spec, Scenario scenario)
    {
        var machine = new Interpreter(spec);
        if (scenario.From.Count > 0)
            machine.StartIn([.. scenario.From]);
        else if (scenario.Steps.Count > 0 && !scenario.Steps[0].IsStart && machine.Start(static _ => false) is var started and not StepResult.Handled)
            return (scenario.Steps[0], $"'Start' before it {Describe(started, machine)} its end");

        foreach (var step in scenario.Steps)
        {
            var before = Describe(machine);
            var result = Run(machine, step);
            if (!Agrees(step.Expectation, result, machine, isDelay: step.Delay is not null))
                return (step, $"{Describe(step, before)} {Describe(result, machine)} '{step.Expectation.Text.Text}'");
        }

        return null;
    }

    private static StepResult Run(Interpreter machine, Step step) =>
        step.Timer is { } timer ? machine.Expire(timer, step.GuardsThatHold.Contains)
        : step.Event is { } trigger ? machine.Fire(trigger, step.GuardsThatHold.Contains)
        : step.Delay is { } delay ? machine.Advance(delay, step.GuardsThatHold.Contains)
        : machine.Start(step.GuardsThatHold.Contains);

    private static bool Agrees(Expectation expected, StepResult result, Interpreter machine, bool isDelay) => expected.Outcome switch
    {
        "ignored" => result == StepResult.Ignored,
        "rejected" => result == StepResult.Rejected,
        "deferred" => result == StepResult.Deferred,
        "unhandled" => result == StepResult.Unhandled,
        "never" => result == StepResult.Never,
        "ended" => result == StepResult.Ended,
        _ => (result == StepResult.Handled || (isDelay && result is not (StepResult.Never or StepResult.Overflow or StepResult.Endless or StepResult.Exhausted))) && machine.Leaves.SequenceEqual(expected.Leaves) && (expected.Actions is null || expected.Actions.SequenceEqual(machine.Trace)),
    };

    private static string Describe(Step step, string before) => before.Length == 0 ? $"'{step.Text.Text}'" : $"'{step.Text.Text}' in state '{before}'";

    /// <summary>The active leaves as a scenario spells them.</summary>
    private static string Describe(Interpreter machine)
    {
        var leaves = string.Join(", ", machine.Leaves);
        return machine.Leaves.Skip(1).Any() ? $"({leaves})" : leaves;
    }

    private static string Describe(StepResult result, Interpreter machine) => result switch
    {
        StepResult.Handled when machine.Trace.Count > 0 => $"leads to '{Describe(machine)} / {string.Join(", ", machine.Trace)}', not to",
        StepResult.Handled => $"leads to '{Describe(machine)} /', not to",
        StepResult.Ignored => "leads to 'ignored', not to",
        StepResult.Rejected => "leads to 'rejected', not to",
        StepResult.Deferred => "leads to 'deferred', not to",
        StepResult.DeferralFull => "finds no room for another deferred event, and does not lead to",
        StepResult.NotRunning => "names a timer that does not run, and does not lead to",
        StepResult.Unhandled => "leads to 'unhandled', not to",
        StepResult.Ended => "leads to 'ended', not to",
        StepResult.Never => "leads to a row that says 'never', not to",
        StepResult.Exhausted => $"lets more than {Interpreter.MaximumExpirations.ToString("N0", CultureInfo.InvariantCulture)} timers expire, and does not lead to",
        StepResult.Overflow => "raises more events than have room, and does not lead to",
        _ => "raises events without end, and does not lead to",
    };
}
