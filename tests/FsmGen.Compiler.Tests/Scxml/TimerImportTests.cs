using FsmGen.Compiler.Interpreting;
using FsmGen.Compiler.Scxml;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Compiler.Tests.Scxml;

/// <summary>Sends with a delay: which of them are the <c>after</c> of a state, which are timers, and which stay with the host.</summary>
public class TimerImportTests
{
    private const string Back = "<state id='B'><transition event='E' target='A'/></state>";

    [Fact]
    public void What_a_state_sends_itself_and_cancels_is_its_after()
    {
        var (yaml, notes) = Import($"<state id='A'><onentry><send event='x' id='t' delay='3s'/></onentry><onexit><cancel sendid='t'/></onexit><transition event='x' target='B'/><transition event='E' target='B'/></state>{Back}");
        Assert.Contains("  A:\n    after:\n      3s: B\n    on:\n      E: B\n", yaml, StringComparison.Ordinal);
        Assert.DoesNotContain("entry", yaml, StringComparison.Ordinal);
        Assert.Equal("(2,25): 'x' is no event any more: <send> is 'after 3s' of the state, and nothing else can bring it about", Assert.Single(notes));
    }

    [Fact]
    public void States_that_follow_each_other_by_one_event_need_no_cancel()
    {
        var (yaml, _) = Import("<state id='A'><onentry><send event='x' delay='3s'/></onentry><transition event='x' target='B'/></state><state id='B'><onentry><send event='x' delayexpr=\"'.5s'\"/></onentry><transition event='x' target='A'/></state>");
        Assert.Contains("  A:\n    after:\n      3s: B\n\n  B:\n    after:\n      500ms: A\n", yaml, StringComparison.Ordinal);
        Assert.DoesNotContain("events:", yaml, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a transition elsewhere", "", "<cancel sendid='t'/>", "<transition event='x'/>")]
    [InlineData("a wildcard elsewhere", "", "<cancel sendid='t'/>", "<transition event='*'/>")]
    [InlineData("a raise", "<raise event='x'/>", "<cancel sendid='t'/>", "")]
    [InlineData("no cancel, and another way out", "", "", "")]
    [InlineData("a cancel elsewhere", "", "<cancel sendid='t'/>", "<onentry><cancel sendid='t'/></onentry>")]
    public void Where_it_could_be_told_apart_from_after_it_is_a_timer(string why, string entry, string exit, string elsewhere)
    {
        var (yaml, _) = Import($"<state id='A'><onentry>{entry}<send event='x' id='t' delay='3s'/></onentry><onexit>{exit}</onexit><transition event='x' target='B'/><transition event='E' target='B'/></state><state id='B'>{elsewhere}<transition event='E' target='A'/></state>");
        Assert.True(yaml.Contains("timers:\n  t: { after: 3s, event: x }\n", StringComparison.Ordinal), $"{why}\n{yaml}");
        Assert.Contains("start t", yaml, StringComparison.Ordinal);
        Assert.DoesNotContain("    after:", yaml, StringComparison.Ordinal);
    }

    [Fact]
    public void A_timer_that_may_run_when_it_is_started_is_noted()
    {
        var (yaml, notes) = Import($"<state id='A'><onentry><send event='x' delay='3s'/></onentry><transition event='x' target='B'/><transition event='E' target='B'/></state>{Back}");
        Assert.Contains("timers:\n  XTimer: { after: 3s, event: x }\n", yaml, StringComparison.Ordinal);
        Assert.Equal("(2,25): <send> starts the timer 'XTimer'; if it still runs then, it starts anew, where SCXML lets both sends happen", Assert.Single(notes));
    }

    [Fact]
    public void One_id_for_several_delays_is_several_timers_that_stop_together()
    {
        var (yaml, _) = Import("<state id='A'><transition event='go'><send event='x' id='t' delay='1s'/></transition><transition event='slow'><send event='x' id='t' delay='1m'/></transition><transition event='no'><cancel sendid='t'/></transition><transition event='x'/></state>");
        Assert.Contains("timers:\n  t: { after: 1s, event: x }\n  TTimer: { after: 1m, event: x }\n", yaml, StringComparison.Ordinal);
        Assert.Contains("no: { do: [stop t, stop TTimer] }\n", yaml, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<if cond='c'><cancel sendid='t'/></if>", "<cancel> is a part of the action 'If_c': the host has to do what it says")]
    [InlineData("<cancel sendidexpr='v'/>", "<cancel> becomes the action 'Cancel_v': the host has to do what it says")]
    [InlineData("<send event='y' id='t' delayexpr='d'/>", "<send> becomes the action 'Send_y': the host has to do what it says")]
    public void An_id_that_the_host_also_has_to_do_with_is_the_hosts(string elsewhere, string note)
    {
        var (yaml, notes) = Import($"<state id='A'><onentry><send event='x' id='t' delay='3s'/></onentry><onexit><cancel sendid='t'/></onexit><transition event='x' target='B'/></state><state id='B'><onentry>{elsewhere}</onentry></state>");
        Assert.DoesNotContain("timers:", yaml, StringComparison.Ordinal);
        Assert.Contains("    entry: Send_x\n    exit: Cancel_t\n", yaml, StringComparison.Ordinal);
        Assert.Contains(notes, said => said.EndsWith(note, StringComparison.Ordinal));
        Assert.Contains(notes, static said => said.EndsWith("<send> becomes the action 'Send_x': the host has to do what it says", StringComparison.Ordinal));
    }

    [Fact]
    public void An_imported_timer_expires_when_SCXML_says()
    {
        var (yaml, _) = Import($"<state id='A'><onentry><send event='x' id='t' delay='3s'/></onentry><onexit><cancel sendid='t'/></onexit><transition event='x' target='B'/><transition event='E' target='A'/></state>{Back}");
        var machine = new Simulation(SpecCompilation.Of(SourceText.From(yaml), "test.fsm.yaml", null).Spec!);
        Assert.Equal(["A", "A", "A", "A", "B"], new[] { "Start", "+2s", "E", "+2s", "+1s" }.Select(step => machine.Take(step, []).Leaves[0].Name.Text));
    }

    private static (string Yaml, IReadOnlyList<string> Notes) Import(string content)
    {
        var (yaml, notes) = ScxmlImporter.Import(SourceText.From($"<scxml>\n{content}\n</scxml>"), "test.scxml");
        return (yaml!, [.. notes.Select(static note => $"({note.Position.Line + 1},{note.Position.Character + 1}): {note.Message}")]);
    }
}
