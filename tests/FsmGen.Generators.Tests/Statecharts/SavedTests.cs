namespace FsmGen.Generators.Tests.Statecharts;

public class SavedTests
{
    private const string Oven =
        """
        machine: Oven
        namespace: Demo
        unhandled: none
        snapshots: true
        events: { Power:, "Set(int degrees, string note)":, Open: }
        actions: { "Heat(degrees, note)":, Beep: }
        initial: Off
        states:
          Off: { on: { Power: Resume } }
          On:
            on: { Power: Off }
            regions:
              Door: { initial: Shut, states: { Shut: { on: { Open: Ajar } }, Ajar: { on: { Open: Shut, Set: defer } } } }
              Heater: { initial: Idle, states: { Idle: { on: { Set: { when: in(Shut), to: Hot, do: Heat } } }, Hot: { after: { 10s: { to: Idle, do: Beep } } } } }
              Resume: { history: deep, default: Shut }
        """;

    private const string New = "var wheel = new FsmGen.Runtime.Timers.TimerWheel(TimeSpan.FromMilliseconds(1)); Oven Make() => new Oven { Timers = wheel }; var oven = Make(); oven.Start(); ";

    [Fact]
    public void A_restored_machine_goes_on_where_the_saved_one_was() => Assert.Equal("Ajar Idle Heat(200, a;b, c) Hot Beep Idle", Play.Run(Oven, New +
        """
        oven.Power(); oven.Open(); oven.Set(200, "a;b, c");
        var other = Make();
        other.Restore(oven.Save());
        Say(other.DoorState); Say(other.HeaterState);
        other.Open(); Say(other.HeaterState);
        wheel.Advance(TimeSpan.FromSeconds(4));
        var third = Make(); third.Restore(other.Save());
        other.Power();
        wheel.Advance(TimeSpan.FromSeconds(10)); Say(third.HeaterState);
        """));

    [Fact]
    public void A_history_is_saved_too() => Assert.Equal("Off Ajar Idle", Play.Run(Oven, New +
        """
        oven.Power(); oven.Open(); oven.Power();
        var other = Make(); other.Restore(oven.Save());
        Say(other.State); other.Power(); Say(other.DoorState); Say(other.HeaterState);
        """));

    [Fact]
    public void A_machine_can_be_saved_before_its_start_and_after_its_end() => Assert.Equal("NotStarted Handled Ended", Play.Run(
        "machine: M\nnamespace: Demo\nsnapshots: true\nunhandled: none\nevents: { Go: }\ninitial: A\nstates:\n  A: { on: { Go: B } }\n  B: { final: true }",
        """
        var m = new M(); var n = new M();
        n.Restore(m.Save()); Say(n.Go());
        n.Start(); Say(n.Go());
        m.Restore(n.Save()); Say(m.Go());
        """));

    [Theory]
    [InlineData("")]
    [InlineData("concurrency: checked\n")]
    [InlineData("kind: struct\n")]
    public void A_flat_machine_is_saved_and_restored_however_it_is_made(string keys) => Assert.Equal("B The snapshot names '1', which 'M' does not have. B", Play.Run(
        $"machine: M\nnamespace: Demo\nsnapshots: true\n{keys}unhandled: none\nevents: {{ Go: }}\ninitial: A\nstates:\n  A: {{ on: {{ Go: B }} }}\n  B: {{ on: {{ Go: A }} }}",
        """
        var m = new M(); m.Start(); m.Go();
        var n = new M(); n.Restore(m.Save()); Say(n.State);
        Say(Caught(() => n.Restore($"{M.Schema};Idle;1;;;")).Message); Say(n.State);
        """));

    [Theory]
    [InlineData("", "The text is no snapshot.")]
    [InlineData("a;b;c;d;e;f", "The text is no snapshot.")]
    [InlineData("0123456789abcdef;Idle;Off;;;", "The snapshot is of another version of 'Oven' (0123456789abcdef, now SCHEMA), and 'migrate' does not say how to read it.")]
    [InlineData("SCHEMA;Idle;Nowhere;;;", "The snapshot names 'Nowhere', which 'Oven' does not have.")]
    [InlineData("SCHEMA;Idle;Shut;;;", "The snapshot does not say where every region is.")]
    [InlineData("SCHEMA;Idle;Off+Shut+Idle;;;", "The snapshot does not say where every region is.")]
    [InlineData("SCHEMA;Idle;Off;;;Power|1", "The snapshot names 'Power', which 'Oven' does not have.")]
    [InlineData("SCHEMA;Idle;Off;;x=y,;", "The text is no snapshot.")]
    public void What_cannot_be_restored_is_refused_and_changes_nothing(string text, string message) => Assert.Equal($"{message} Off", Play.Run(Oven, New +
        $"Say(Caught(() => oven.Restore(\"{text}\".Replace(\"SCHEMA\", Oven.Schema))).Message.Replace(Oven.Schema, \"SCHEMA\")); Say(oven.State);"));

    [Fact]
    public void An_event_that_is_never_deferred_may_carry_what_no_snapshot_can_hold() => Assert.Equal("Feed(a) Deferred Feed(b) Busy", Play.Run(
        """
        machine: Printer
        namespace: Demo
        unhandled: ignore
        snapshots: true
        events: { "Print(string page)":, Done:, "Load(System.Collections.Generic.List<int> items, System.DateTime when)": }
        actions: { Feed(page): }
        initial: Ready
        states:
          Ready: { on: { Print: { to: Busy, do: Feed }, Load: Busy } }
          Busy: { on: { Print: defer, Done: Ready } }
        """,
        """
        var p = new Printer(); p.Start(); p.Print("a"); Say(p.Print("b"));
        var q = new Printer(); q.Restore(p.Save()); q.Done(); Say(q.State);
        """));

    [Fact]
    public void An_older_snapshot_is_read_by_a_declared_migration()
    {
        var saved = Play.Run(Oven, New + "oven.Power(); oven.Open(); oven.Set(7, \"x\"); Say(oven.Save());").Split(' ')[^1];
        var renamed = Oven.Replace("Ajar", "Opened", StringComparison.Ordinal).Replace("Set", "Choose", StringComparison.Ordinal)
            .Replace("snapshots: true", $"snapshots: true\nmigrate: {{ '{saved.Split(';')[0]}': {{ Ajar: Opened, Set: Choose }} }}", StringComparison.Ordinal);
        Assert.Equal("Opened Idle Heat(7, x) Hot", Play.Run(renamed, New + $"oven.Restore(\"{saved}\"); Say(oven.DoorState); Say(oven.HeaterState); oven.Open(); Say(oven.HeaterState);"));
    }

    private const string Note =
        """
        machine: Note
        namespace: Demo
        unhandled: none
        snapshots: true
        events: { "Write(string text, byte count, char mark, bool bold)":, Done: }
        actions: { "Keep(text, count, mark, bold)": }
        initial: Busy
        states:
          Ready: { on: { Write: { do: Keep } } }
          Busy: { on: { Write: defer, Done: Ready } }
        """;

    private const string KeepsCodes =
        """
        namespace Demo
        {
            partial class Note
            {
                private partial void Keep(string text, byte count, char mark, bool bold) =>
                    Script.Say($"{(text is null ? "null" : string.Join("+", System.Linq.Enumerable.Select(text, c => ((int)c).ToString("x"))))},{count},{(int)mark:x},{bold}");
            }
        }
        """;

    [Fact]
    public void Null_and_half_a_pair_of_surrogates_come_back_as_they_were() => Assert.Equal("null,1,d800,True ,2,3b,False d800+78+dc00,3,0,True 25+75+d83d+de00+25,4,41,False", Play.Run(Note,
        """
        var note = new Note(); note.Start();
        note.Write(null!, 1, '\ud800', true); note.Write("", 2, ';', false); note.Write("\ud800x\udc00", 3, '\0', true); note.Write("%u\ud83d\ude00%", 4, 'A', false);
        var other = new Note(); other.Restore(note.Save()); other.Done();
        """, KeepsCodes));

    [Theory]
    [InlineData("x|300|65|1")]
    [InlineData("x|one|65|1")]
    [InlineData("x|1|70000|1")]
    [InlineData("x|1|65|yes")]
    [InlineData("%u12|1|65|1")]
    [InlineData("%uxxxx|1|65|1")]
    public void A_payload_that_is_none_is_a_format_that_is_none(string payload) => Assert.Equal("FormatException Busy", Play.Run(Note,
        $"var note = new Note(); note.Start(); Say(Caught(() => note.Restore($\"{{Note.Schema}};Idle;Busy;;;Write|{payload}\")).GetType().Name); Say(note.State);", KeepsCodes));

    [Fact]
    public void Deferred_events_of_a_spec_that_defers_none_any_more_are_refused() => Assert.Equal("The snapshot holds deferred events, and 'Note' defers none.", Play.Run(
        Note.Replace("Write: defer, ", "", StringComparison.Ordinal),
        "var note = new Note(); Say(Caught(() => note.Restore($\"{Note.Schema};Idle;Busy;;;Write|x|1|65|1\")).Message);", KeepsCodes));

    [Fact]
    public void A_state_that_was_renamed_leaves_an_event_of_its_old_name_alone() => Assert.Equal("Occupied Occupied", Play.Run(
        """
        machine: Room
        namespace: Demo
        unhandled: none
        snapshots: true
        migrate: { '0123456789abcdef': { Busy: Occupied } }
        events: { Busy:, Done: }
        initial: Ready
        states:
          Ready: { on: { Busy: Occupied } }
          Occupied: { on: { Busy: defer, Done: Ready } }
        """,
        """var room = new Room(); room.Restore("0123456789abcdef;Idle;Busy;;;Busy"); Say(room.State); room.Done(); Say(room.State);"""));

    private const string Kiln =
        """
        machine: Kiln
        namespace: Demo
        unhandled: none
        snapshots: true
        migrate: { '0123456789abcdef': { Warm: Hot, Ping: Pong } }
        timers: { Pong: 1m }
        initial: Cold
        states:
          Cold: { entry: start Pong, on: { Pong: Hot } }
          Hot: { after: { 30s: Cold, 2h: Cold } }
        """;

    [Theory]
    [InlineData("after 30s in Warm=50000000,Ping=70000000,", 3, 5)]
    [InlineData("", 2, 30)]
    public void A_timer_follows_the_state_that_was_renamed_and_one_that_is_new_to_it_starts(string timers, int running, int next) => Assert.Equal($"Hot {running} {next}", Play.Run(Kiln,
        $$"""
        var wheel = new FsmGen.Runtime.Timers.TimerWheel(TimeSpan.FromMilliseconds(1)); var kiln = new Kiln { Timers = wheel };
        kiln.Restore("0123456789abcdef;Idle;Warm;;{{timers}};");
        Say(kiln.State); Say(wheel.Count); Say(wheel.NextDeadline!.Value.TotalSeconds);
        """));
}
