using FsmGen.Compiler.Interpreting;

namespace FsmGen.Compiler.Tests.Interpreting;

public class InterpreterTests
{
    /// <summary>Every state says when it is entered and left; the actions say which row ran.</summary>
    private const string Machine =
        """
        machine: M
        events:
          ToInner:
          ToOuter:
          Self:
          Stay:
          Cross:
          Up:
          Twice:
          Chain:
          Finish:
          First: { internal: true }
          Second: { internal: true }
        guards: { X: }
        actions: { "In(string state)":, "Out(string state)":, "Do(string row)": }
        unhandled: none
        initial: P
        states:
          P:
            initial: P1
            entry: In(P)
            exit: Out(P)
            on:
              ToInner: { to: P2, do: Do(inner) }
              ToOuter: { to: P, do: Do(outer) }
              Up: { do: Do(parent) }
              Finish: { to: End, do: [raise First, Do(finish)] }
              First: { do: Do(first) }
              Second: { do: Do(second) }
            states:
              P1:
                entry: In(P1)
                exit: Out(P1)
                on:
                  Self: { to: P1, do: Do(self) }
                  Stay: { do: Do(stay) }
                  Cross: { to: Q2, do: Do(cross) }
                  Up: { when: X, do: Do(leaf) }
                  Twice: { do: [raise First, raise Second, Do(twice)] }
                  Chain: { to: P2, do: [raise Second, Do(chain)] }
              P2:
                entry: In(P2)
                exit: [Out(P2), raise First]
          Q:
            initial: Q1
            entry: In(Q)
            exit: Out(Q)
            states:
              Q1: { entry: In(Q1), exit: Out(Q1) }
              Q2: { entry: In(Q2), exit: Out(Q2), on: { ToInner: P2 } }
          End: { final: true, entry: In(End) }
        """;

    [Fact]
    public void Start_enters_from_the_outside_in()
    {
        var machine = new Interpreter(Markup.Compile(Machine).Spec!);
        machine.Start(static _ => false);
        Assert.Equal("In(P) In(P1)", string.Join(" ", machine.Trace));
        Assert.Equal("P P1", string.Join(" ", machine.Configuration));
    }

    [Theory]
    [InlineData("Stay", "P1", "Do(stay)")]
    [InlineData("Self", "P1", "Out(P1) Do(self) In(P1)")]
    [InlineData("Cross", "Q2", "Out(P1) Out(P) Do(cross) In(Q) In(Q2)")]
    [InlineData("ToInner", "P2", "Out(P1) Out(P) Do(inner) In(P) In(P2)")]
    [InlineData("ToOuter", "P1", "Out(P1) Out(P) Do(outer) In(P) In(P1)")]
    [InlineData("Up", "P1", "Do(parent)")]
    [InlineData("Twice", "P1", "Do(twice) Do(first) Do(second)")]
    [InlineData("Chain", "P2", "Out(P1) Do(chain) In(P2) Do(second)")]
    [InlineData("Finish", "End", "Out(P1) Out(P) Do(finish) In(End)")]
    public void A_step_leaves_acts_and_enters_in_this_order(string trigger, string leaf, string trace) => Steps([trigger], leaf, trace);

    [Fact]
    public void A_row_whose_guard_holds_is_taken_before_that_of_the_parent() => Steps(["Up"], "P1", "Do(leaf)", "X");

    [Fact]
    public void An_event_raised_by_an_exit_is_taken_in_the_new_state() => Steps(["ToInner", "ToInner"], "P2", "Out(P2) Out(P) Do(inner) In(P) In(P2) Do(first)");

    [Fact]
    public void A_row_may_lead_from_one_composite_into_another() => Steps(["Cross", "ToInner"], "P2", "Out(Q2) Out(Q) In(P) In(P2)");

    [Fact]
    public void Entering_a_final_state_drops_what_waits_and_ends_the_machine()
    {
        var machine = Start(out var fire);
        Assert.Equal(StepResult.Handled, fire("Finish", ""));
        Assert.True(machine.HasEnded);
        Assert.Equal(StepResult.Ended, fire("Stay", ""));
        Assert.Empty(machine.Trace);
    }

    [Fact]
    public void An_event_that_no_row_takes_changes_nothing()
    {
        var machine = Start(out var fire);
        fire("Cross", "");
        Assert.Equal(StepResult.Unhandled, fire("Stay", ""));
        Assert.Equal("Q2", machine.Leaf!.Name.Text);
    }

    [Fact]
    public void Nothing_happens_before_the_start()
    {
        var spec = Markup.Compile(Machine).Spec!;
        Assert.Equal(StepResult.NotStarted, new Interpreter(spec).Fire(spec.Events[0], static _ => true));
    }

    private static void Steps(string[] triggers, string leaf, string trace, string guard = "")
    {
        var machine = Start(out var fire);
        foreach (var trigger in triggers)
            Assert.Equal(StepResult.Handled, fire(trigger, guard));
        Assert.Equal((leaf, trace), (machine.Leaf!.Name.Text, string.Join(" ", machine.Trace)));
    }

    private static Interpreter Start(out Func<string, string, StepResult> fire)
    {
        var spec = Markup.Compile(Machine).Spec!;
        var machine = new Interpreter(spec);
        machine.Start(static _ => false);
        fire = (trigger, guard) => machine.Fire(spec.Events.Single(e => e.Name.Text == trigger), name => name == guard);
        return machine;
    }
}
