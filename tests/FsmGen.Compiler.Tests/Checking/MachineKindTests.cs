namespace FsmGen.Compiler.Tests.Checking;

/// <summary>Keys that cannot stand together.</summary>
public class MachineKindTests
{
    private const string Refusal =
        "FSM1025 A machine with timers cannot be 'serialized': its events would start and stop timers while another thread moves their wheel. "
        + "Leave 'concurrency' out and let one gate in front of the wheel serialize its machines, as docs/host-classes.md does";

    [Theory]
    [InlineData("timers: { Poll: 1s }", "A: { on: { Go: { do: start Poll }, Poll: ignore } }")]
    [InlineData("", "A: { after: { 1s: A }, on: { Go: ignore } }")]
    public void A_serialized_machine_has_no_timers(string timers, string state) => Markup.Reports(
        $"machine: M\nconcurrency: [|serialized|]\nevents: {{ Go: }}\n{timers}\ninitial: A\nstates:\n  {state}\n", Refusal);

    [Theory]
    [InlineData("checked")]
    [InlineData("unchecked")]
    public void A_machine_with_timers_may_check_or_trust_its_threads(string concurrency) => Markup.Accepts(
        $"machine: M\nconcurrency: {concurrency}\nevents: {{ Go: }}\ninitial: A\nstates:\n  A: {{ after: {{ 1s: A }}, on: {{ Go: ignore }} }}\n");
}
