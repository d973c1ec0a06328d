using FsmGen.Compiler.Scxml;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Compiler.Tests.Scxml;

public class ImporterTests
{
    [Fact]
    public void A_machine_without_a_name_has_that_of_its_file() =>
        Assert.Contains("\nmachine: MyDoor\n", Import("<scxml><state id='A'/></scxml>", "some/my-door.scxml").Yaml, StringComparison.Ordinal);

    [Fact]
    public void The_namespace_of_SCXML_is_welcome_and_not_required() =>
        Assert.Equal(Spec("<state id='A'/>"), Import($"<s:scxml xmlns:s='{ScxmlReader.Namespace}'><s:state id='A'/></s:scxml>").Yaml);

    [Fact]
    public void A_state_without_a_name_is_called_by_what_it_is_and_where() =>
        AssertLines(
            """
            initial: State
            states:
              State:
                initial: A
                states:
                  A:
                  StateFinal:
                    final: true

              Parallel:
                regions:
                  ParallelState:
                  ParallelState2:

              Parallel2:
            """, "<state><state id='A'/><final/></state><parallel><state/><state/></parallel><parallel/>");

    [Theory]
    [InlineData("event='fsm_start'", "  EventFsm_start: {")]
    [InlineData("event='fsm.start'", "  EventFsmStart: {")]
    [InlineData("event='FSM'", "  EventFSM: {")]
    [InlineData("event='e' cond='fsmReady'", "  GuardFsmReady:")]
    public void A_name_that_the_generated_half_keeps_for_itself_becomes_another(string attributes, string name) =>
        Assert.Contains(name, Import($"<scxml><state id='a'><transition {attributes} target='b'/></state><state id='b'/></scxml>").Yaml, StringComparison.Ordinal);

    [Fact]
    public void Names_that_come_to_the_same_are_told_apart() =>
        AssertLines(
            """
            states:
              a_b:

              AB:
                id: "a-b"

              AB2:
                id: "a+b"

              AB3:
                id: "a.b"
            """, "<state id='a_b'/><state id='a-b'/><state id='a+b'/><state id='a.b'/>");

    [Fact]
    public void A_name_that_can_stay_stays_whatever_is_made_of_those_before_it() =>
        AssertLines(
            """
            states:
              AB2:
                id: "a-b"

              AB:
            """, "<state id='a-b'/><state id='AB'/>");

    [Fact]
    public void Events_guards_and_actions_do_not_take_each_others_names() =>
        AssertLines(
            """
            events:
              go:

            guards:
              Go: "go"

            actions:
              Log_go: "<log expr=\"go\"/>"
            """, "<state id='A'><transition event='go' cond='go'><log expr='go'/></transition></state>");

    [Theory]
    [InlineData("ready", "ready")]
    [InlineData("In('A')", "in(A)")]
    [InlineData("In( \"A\" ) && !In('B')", "in(A) and not in(B)")]
    [InlineData("!(In('A') || ready) && other", "not (in(A) or ready) and other")]
    [InlineData("not In('A') or ready and other", "not in(A) or ready and other")]
    [InlineData("x > 5 && x > 5 || y == 'a && b'", "XAbove5 and XAbove5 or YIsAB")]
    [InlineData("(x + 1) * 2 > y", "XPlus1Times2AboveY")]
    [InlineData("!x == y", "NotXIsY")]
    [InlineData("!!ready", "ready")]
    [InlineData("ready ? In('A') : other", "ReadyInAOther")]
    [InlineData("(ready", "Ready")]
    [InlineData("ready &&", "Ready")]
    [InlineData("true && ready", "ready")]
    [InlineData("ready || false", "ready")]
    [InlineData("In('A') && check(a, b)", "in(A) and CheckAB")]
    [InlineData("order", "order")]
    public void A_condition_is_read_as_far_as_it_is_logic(string condition, string when)
    {
        condition = condition.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal);
        AssertLines($"      E: {{ when: {when}, to: B }}", $"<state id='A'><transition event='E' cond=\"{condition}\" target='B'/></state><state id='B'/>");
    }

    [Theory]
    [InlineData("false")]
    [InlineData("ready && false")]
    [InlineData("In('C')")]
    public void A_condition_that_never_holds_takes_its_transition_away(string condition)
    {
        var (yaml, notes) = Import($"<scxml><state id='A'><transition event='E' cond=\"{condition.Replace("&", "&amp;", StringComparison.Ordinal)}\" target='A'/></state></scxml>");
        Assert.DoesNotContain("on:", yaml, StringComparison.Ordinal);
        Assert.DoesNotContain("guards:", yaml, StringComparison.Ordinal);
        Assert.Contains("The transition is not carried over: its condition never holds", notes.Select(static note => note.Message));
    }

    [Theory]
    [InlineData("<log expr=\"'hello world'\"/>", "Log_hello_world")]
    [InlineData("<log/>", "Log")]
    [InlineData("<assign location='x' expr='x + 1'/>", "Assign_x")]
    [InlineData("<send event='a.b' delay='1s' target='#_parent'/>", "Send_a_b")]
    [InlineData("<cancel sendid='t1'/>", "Cancel_t1")]
    [InlineData("<foreach item='i' array='a'/>", "Foreach_i")]
    [InlineData("<script>beep(); boop();</script>", "Script_beep_boop")]
    [InlineData("<if cond='x &gt; 1'><log/></if>", "If_x_Above_1")]
    [InlineData("<a:blink xmlns:a='urn:a' name='red'/>", "Blink_red")]
    [InlineData("<a:action xmlns:a='urn:fsmgen' name='Ring'/>", "Ring")]
    [InlineData("<a:action xmlns:a='urn:fsmgen' name='Ring' arguments='1, f(2, 3)'/>", "'Ring(1, f(2, 3))'")]
    [InlineData("<a:action xmlns:a='urn:fsmgen' name='Ring' arguments='1 +'/>", "Action_Ring")]
    [InlineData("<raise event='X'/>", "raise X")]
    [InlineData("<send event='X' target='#_internal'/>", "raise X")]
    [InlineData("<if cond=\"In('A')\"><raise event='X'/></if>", "{ raise: X, when: in(A) }")]
    [InlineData("<if cond='true'><raise event='X'/><else/><raise event='Y'/></if>", "raise X")]
    [InlineData("<log/><log/>", "[Log, Log]")]
    public void Content_becomes_actions_and_raises(string content, string entry) =>
        AssertLines($"    entry: {entry}", $"<state id='A'><onentry>{content}</onentry></state>");

    [Theory]
    [InlineData("<state id='A'><invoke/></state>", "(2,16): <invoke> is not carried over: the host has to start and stop what is invoked")]
    [InlineData("<state id='A'><onentry>\n<send event='E'/></onentry></state>", "(3,2): <send> becomes the action 'Send_E': the host has to do what it says")]
    [InlineData("<datamodel/><state id='A'/>", "(2,2): <datamodel> is not carried over: a machine has no data; its host has")]
    [InlineData("<state id='A'/>\n<state id='A'/>", "(3,2): The id 'A' stands here a second time; this state gets another name, and every target means the first")]
    [InlineData("<state id='Here'><transition target='Hare' event='E'/></state>", "(2,19): The transition is not carried over: state 'Hare' does not exist; did you mean 'Here'?")]
    [InlineData("<state id='A' initial='Bad'><state id='Bed'/></state>", "(2,2): The first state is chosen: state 'Bad' does not exist; did you mean 'Bed'?")]
    [InlineData("<state id='A' initial='D'><state id='C'/></state><state id='D'/>", "(2,2): 'D' does not lie in the state that is entered; its first state is chosen")]
    [InlineData("<state id='A'><history id='H'/></state>", "(2,16): <history> is not carried over: the state around it has no states to remember")]
    [InlineData("<state id='A'><history id='H'/><state id='B'/></state>", "(2,16): <history> needs a <transition>: where it leads at first; the first state beside it is chosen")]
    [InlineData("<state id='A'><transition/></state>", "(2,16): The transition is not carried over: without event, target and content it does nothing for ever")]
    [InlineData("<state id='A'><transition event='' target='A'/></state>", "(2,16): The transition is not carried over: its 'event' is empty, so it waits for nothing that could happen")]
    [InlineData("<state id='A'><transition event='E' target='A B'/></state><state id='B'/>", "(2,16): 'A' and 'B' are never active together, so one transition cannot lead to both: choose one of them")]
    [InlineData("<state id='A' color='red'/>", "(2,2): The attribute 'color' of <state> is not carried over")]
    [InlineData("<state id='A' x:color='red' xmlns:x='urn:x'/>", "(2,15): 'x:color' is not carried over, nor is any other attribute of the namespace 'urn:x'")]
    [InlineData("<state id='A'><x:info xmlns:x='urn:x'/></state>", "(2,16): <info> of the namespace 'urn:x' is not carried over, wherever it stands")]
    [InlineData("<state id='A'><include xmlns='http://www.w3.org/2001/XInclude' href='a'/></state>", "(2,16): <include> is not followed; a spec is imported from one file")]
    [InlineData("<state id='A'>B</state>", "(2,2): The text in <state> is not carried over")]
    [InlineData("<state id='A'><transition event='done.state.A'/></state>", "(2,16): 'done.state.A' never happens: no state of this name completes")]
    [InlineData("<state id='A'><transition event='done.invoke.i'/></state>", "(2,16): 'done.invoke.i' is an event like any other here: what is invoked is the host's, and so is to fire this")]
    [InlineData("<state id='A'><onentry><if cond='x'><raise event='E'/><log/></if></onentry></state>", "(2,38): <raise> is not carried over: it is a part of the action 'If_x', and an action cannot raise 'E'")]
    [InlineData("<final id='A'><donedata/></final>", "(2,16): <donedata> is not carried over: the completion of a state carries no data")]
    [InlineData("<final id='A'><transition event='E'/></final>", "(2,16): <transition> has no place in <final>, and is not carried over")]
    public void What_is_lost_is_noted_where_it_stands(string content, string expected)
    {
        var (yaml, notes) = Import($"<scxml>\n{content}\n</scxml>");
        Assert.NotNull(yaml);
        Assert.Equal(expected, string.Join("\n", notes.Select(Show)));
        Assert.All(notes, static note => Assert.False(note.IsError));
    }

    [Theory]
    [InlineData("", "(1,1): This is not XML: Root element is missing")]
    [InlineData("<scxml>\n<state></scxml>", "(2,10): This is not XML: The 'state' start tag on line 2 position 2 does not match the end tag of 'scxml'")]
    [InlineData("<!DOCTYPE scxml [<!ENTITY a 'b'>]>\n<scxml/>", "(1,1): A document type definition is not read: take it away")]
    [InlineData("<html/>", "(1,2): This is not SCXML: the root element is <html>, not <scxml>")]
    [InlineData("<scxml/>", "(1,2): The document has no state")]
    public void A_document_that_cannot_be_read_is_an_error_and_no_spec(string text, string expected)
    {
        var (yaml, notes) = Import(text);
        Assert.Null(yaml);
        var note = Assert.Single(notes);
        Assert.True(note.IsError);
        Assert.Equal(expected, Show(note));
    }

    [Fact]
    public void An_internal_transition_is_one_only_where_SCXML_takes_it_for_one()
    {
        const string Transitions = "<transition event='E' type='internal' target='B'/><transition event='F' type='internal' target='A'/>";
        AssertLines("      E: { to: B, type: internal }\n      F: A\n", $"<state id='A'>{Transitions}<state id='B'/></state>");
        AssertLines("      E: B\n      F: A\n", $"<parallel id='A'>{Transitions}<state id='B'/></parallel>");
    }

    [Fact]
    public void What_an_author_said_of_a_transition_stands_above_its_row() =>
        AssertLines("      # Now.\n      E: A\n      F:\n        # Only then.\n        - { when: g, to: A }\n        - ignore\n", "<state id='A'><!-- Now. --><transition event='E' target='A'/><!-- Only then. --><transition event='F' cond='g' target='A'/><transition event='F'/></state>");

    [Fact]
    public void A_wildcard_behind_all_others_is_any() =>
        AssertLines("      E: A\n      any: { do: Log }\n", "<state id='A'><transition event='E' target='A'/><transition event='*'><log/></transition></state><state id='B'><transition event='F G' cond='g' target='A'/></state>");

    [Fact]
    public void What_is_assigned_tells_two_assignments_apart() =>
        AssertLines("    entry: [Assign_x, Assign_x_false, Assign_xAction, Assign_x]\n", "<state id='A'><onentry><assign location='x' expr='true'/><assign location='x' expr='false'/><assign location='x' expr='something.much.longer'/><assign location='x' expr='true'/></onentry></state>");

    [Fact]
    public void Words_of_capitals_do_not_run_together() =>
        AssertLines("  DISPLAY_UPDATE: { id: \"DISPLAY.UPDATE\" }\n", "<state id='A'><transition event='DISPLAY.UPDATE' target='A'/></state>");

    [Fact]
    public void What_a_wildcard_stands_for_is_one_row_completions_included() =>
        AssertLines("      E, done(C): B\n", "<state id='A' initial='C'><transition event='E done.state.C' target='B'/><state id='C'><transition event='E' cond='g' target='F'/><final id='F'/></state></state><state id='B'/>");

    [Fact]
    public void A_long_row_is_broken_into_lines() =>
        AssertLines(
            """
                  E:
                    to: A
                    do:
                      - Log_11111111111111111111111111111111
                      - Log_22222222222222222222222222222222
                      - Log_33333333333333333333333333333333
            """, "<state id='A'><transition event='E' target='A'><log expr='11111111111111111111111111111111'/><log expr='22222222222222222222222222222222'/><log expr='33333333333333333333333333333333'/></transition></state>");

    [Fact]
    public void A_key_for_many_events_is_broken_into_several()
    {
        var events = string.Join(" ", Enumerable.Range(1, 40).Select(static i => $"Event{i}"));
        var yaml = Spec($"<state id='A'><transition event='{events}' target='A'/><transition event='Last'/></state>");
        Assert.All(yaml.Split('\n'), static line => Assert.True(line.Length < 110, line));
        Assert.Contains("Event40: A\n", yaml, StringComparison.Ordinal);
    }

    private static void AssertLines(string expected, string content)
    {
        var yaml = Spec(content);
        Assert.True(yaml.Contains(expected.ReplaceLineEndings("\n").TrimEnd('\n') + "\n", StringComparison.Ordinal), yaml);
    }

    private static string Spec(string content) => Import($"<scxml>{content}</scxml>").Yaml!;

    private static ScxmlImport Import(string text, string path = "test.scxml") => ScxmlImporter.Import(SourceText.From(text), path);

    private static string Show(ScxmlNote note) => $"({note.Position.Line + 1},{note.Position.Character + 1}): {note.Message}";
}
