namespace FsmGen.CodeFixes.Tests;

public class SpecFixTests
{
    private const string Door =
        """
        machine: Door
        events: { Push:, Pull: }
        initial: Closed
        states:
          Closed:   # stays
            on: { Push: Opend }
          Opened:
            on: { Pull: Closed }

        """;

    private static readonly SpecFix Fix = new();

    [Fact]
    public async Task A_finding_in_a_spec_is_mended_there()
    {
        using var editor = new Editor(("Door.fsm.yaml", Door));
        var unknown = (await editor.Diagnostics()).Single(static diagnostic => diagnostic.Id == "FSM1001");

        var offers = await editor.Offers(Fix, unknown);
        Assert.Equal(["Change 'Opend' to 'Opened'", "Declare state 'Opend'"], offers.Select(static offer => offer.Title));
        await editor.Apply(offers[0]);

        Assert.Equal(Door.Replace("Opend", "Opened", StringComparison.Ordinal), await editor.Read("Door.fsm.yaml"));
    }

    [Fact]
    public async Task A_spec_is_mended_beside_the_files_that_it_includes()
    {
        const string Whole = "machine: Gate\ninclude: [parts/lock.fsm.yaml]\ninitial: Shut\nstates:\n  Shut: { on: { Lock: Locked } }\n";
        using var editor = new Editor(("Program.cs", ""), ("Gate.fsm.yaml", Whole.Replace("Locked", "Loked", StringComparison.Ordinal)), ("parts/lock.fsm.yaml", "fragment: Lock\nevents: { Lock: }\nstates:\n  Locked: { on: { Lock: Shut } }\n"));
        var unknown = (await editor.Diagnostics()).Single(static diagnostic => diagnostic.Id == "FSM1001");

        var offers = await editor.Offers(Fix, unknown);
        Assert.Equal(["Change 'Loked' to 'Locked'", "Declare state 'Loked'"], offers.Select(static offer => offer.Title));
        await editor.ApplyToAll(Fix, unknown, "Rename");

        Assert.Equal(Whole, await editor.Read("Gate.fsm.yaml"));
    }

    [Fact]
    public async Task An_unhandled_pair_is_handled_alone_with_its_state_or_with_all_others()
    {
        using var editor = new Editor(("Door.fsm.yaml", Door.Replace("Opend", "Opened", StringComparison.Ordinal).Replace("Pull: }", "Pull:, Kick: }", StringComparison.Ordinal)));
        var unhandled = await editor.Diagnostics();
        Assert.Equal(["FSM2001", "FSM2001", "FSM2001", "FSM2001"], unhandled.Select(static diagnostic => diagnostic.Id));

        Assert.Equal(
            [
                "Say 'ignore' to event 'Pull' in state 'Closed'", "Say 'reject' to event 'Pull' in state 'Closed'", "Say 'never' to event 'Pull' in state 'Closed'",
                "Say 'ignore' to every unhandled event in state 'Closed'", "Say 'reject' to every unhandled event in state 'Closed'", "Say 'never' to every unhandled event in state 'Closed'",
                "Say 'ignore' to every unhandled event", "Say 'reject' to every unhandled event", "Say 'never' to every unhandled event",
                "Add a row for event 'Pull' to state 'Closed'",
            ],
            (await editor.Offers(Fix, unhandled[0])).Select(static offer => offer.Title));
        await editor.Apply((await editor.Offers(Fix, unhandled[0]))[7]);

        Assert.Empty(await editor.Diagnostics());
        Assert.Contains("    on: { Push: Opened, Pull: reject, Kick: reject }\n", await editor.Read("Door.fsm.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_findings_of_a_rule_are_mended_at_once_in_all_files()
    {
        using var editor = new Editor(("Program.cs", ""), ("Door.fsm.yaml", Door.Replace("Pull: Closed", "Pull: Clsed, Push: Opend", StringComparison.Ordinal)), ("Gate.fsm.yaml", Door.Replace("Door", "Gate", StringComparison.Ordinal)), ("Other.fsm.yaml", "machine: Other\ninitial: A\nstates:\n  A:\n"));
        var unknown = (await editor.Diagnostics()).First(static diagnostic => diagnostic.Id == "FSM1001");

        await editor.ApplyToAll(Fix, unknown, "Rename");

        Assert.DoesNotContain(await editor.Diagnostics(), static diagnostic => diagnostic.Id == "FSM1001");
        Assert.Contains("{ Pull: Closed, Push: Opened }", await editor.Read("Door.fsm.yaml"), StringComparison.Ordinal);
        Assert.Equal("machine: Other\ninitial: A\nstates:\n  A:\n", await editor.Read("Other.fsm.yaml"));
    }

    [Fact]
    public async Task A_comment_that_suppresses_nothing_goes_alone_or_with_all_others()
    {
        const string Clean = "# my doors\nmachine: Door\nevents: { Push: }\ninitial: Closed\nstates:\n  Closed: { on: { Push: Opened } }\n  Opened: { on: { Push: Closed } }\n";
        var left = Clean.Replace("machine", "# fsmgen disable FSM2001, FSM2002: once\nmachine", StringComparison.Ordinal).Replace("Closed } }", "Closed } } # fsmgen disable FSM2003", StringComparison.Ordinal);
        using var editor = new Editor(("Program.cs", ""), ("Door.fsm.yaml", left));
        var useless = await editor.Diagnostics();
        Assert.Equal(["FSM9006", "FSM9006", "FSM9006"], useless.Select(static diagnostic => diagnostic.Id));

        Assert.Equal(["Remove 'FSM2001' from the comment", "Remove the comment that suppresses nothing"], (await editor.Offers(Fix, useless[0])).Concat(await editor.Offers(Fix, useless[2])).Select(static offer => offer.Title));
        await editor.ApplyToAll(Fix, useless[0], "RemoveSuppression");

        Assert.Equal(Clean, await editor.Read("Door.fsm.yaml"));
    }

    [Fact]
    public async Task A_word_is_moved_below_the_cases_that_it_hides()
    {
        const string Gate = "machine: Gate\nevents: { Push: }\nguards: { Paid: }\ninitial: Shut\nstates:\n  Shut: { on: { Push: [reject, { when: Paid, to: Shut }] } }\n";
        using var editor = new Editor(("Program.cs", "partial class Gate { private partial bool Paid() => true; }"), ("Gate.fsm.yaml", Gate));
        var contradiction = Assert.Single(await editor.Diagnostics());

        await editor.Apply(Assert.Single(await editor.Offers(Fix, contradiction)));

        Assert.Equal(Gate.Replace("reject, { when: Paid, to: Shut }", "{ when: Paid, to: Shut }, reject", StringComparison.Ordinal), await editor.Read("Gate.fsm.yaml"));
        Assert.Empty(await editor.Diagnostics());
    }

    [Fact]
    public async Task A_diagnostic_of_an_older_text_offers_nothing()
    {
        using var editor = new Editor(("Door.fsm.yaml", Door));
        using var later = new Editor(("Door.fsm.yaml", $"# first\n{Door}"));
        Assert.Empty(await later.Offers(Fix, (await editor.Diagnostics())[0]));
    }

    [Fact]
    public async Task An_anchor_is_not_reached_through()
    {
        using var editor = new Editor(("Door.fsm.yaml", Door.Replace("Closed:   # stays", "Closed: &same", StringComparison.Ordinal).Replace("Opend", "Opened", StringComparison.Ordinal) + "  Other: *same\n"));
        var unhandled = (await editor.Diagnostics()).First(static diagnostic => diagnostic.Id == "FSM2001");
        Assert.Empty(await editor.Offers(Fix, unhandled));
    }
}
