namespace FsmGen.Generators.Tests.Behaviour;

/// <summary>Start, end, classes and structs.</summary>
public class LifeTests
{
    private static string Lamp(string kind) =>
        $$"""
        machine: Lamp
        kind: {{kind}}
        events: { Toggle: , Burn: }
        actions: { Light: , Dark: }
        initial: Off
        states:
          On:
            entry: Light
            on: { Toggle: Off, Burn: Dead }
          Off:
            entry: Dark
            on: { Toggle: On, Burn: Dead }
          Dead:
            final: true
        """;

    [Theory]
    [InlineData("class", "new Lamp()")]
    [InlineData("struct", "new Lamp()")]
    [InlineData("struct", "default(Lamp)")]
    public void A_machine_lives_from_Start_to_its_final_state(string kind, string lamp) =>
        Assert.Equal("NotStarted Dark Handled Light Handled On Handled Dead Ended Ended",
            Play.Run(Lamp(kind),
                $"""
                var lamp = {lamp};
                Say(lamp.Toggle());
                Say(lamp.Start());
                Say(lamp.Toggle()); Say(lamp.State);
                Say(lamp.Burn()); Say(lamp.State);
                Say(lamp.Toggle()); Say(lamp.Burn());
                """));

    [Fact]
    public void A_second_Start_is_rejected_and_changes_nothing() =>
        Assert.Equal("Dark Handled Light Handled Rejected On Handled Rejected Dead",
            Play.Run(Lamp("class"), "var lamp = new Lamp(); Say(lamp.Start()); Say(lamp.Toggle()); Say(lamp.Start()); Say(lamp.State); Say(lamp.Burn()); Say(lamp.Start()); Say(lamp.State);"));

    [Fact]
    public void A_Start_from_inside_an_action_is_rejected() =>
        Assert.Equal("Rejected Handled",
            Play.Run(Lamp("class"), "var lamp = new Lamp(); Say(lamp.Start());",
                "namespace Demo; public partial class Lamp { private partial void Dark() => Script.Say(Start()); }"));

    [Fact]
    public void A_machine_whose_initial_state_is_final_ends_at_once() =>
        Assert.Equal("Handled A Rejected", Play.Run("machine: M\ninitial: A\nstates:\n  A: { final: true }\n", "var m = new M(); Say(m.Start()); Say(m.State); Say(m.Start());"));

    [Fact]
    public void A_copy_of_a_struct_goes_its_own_way() =>
        Assert.Equal("Dark Light On Off", Play.Run(Lamp("struct"), "var one = default(Lamp); one.Start(); var two = one; one.Toggle(); Say(one.State); Say(two.State);"));

    [Fact]
    public void A_struct_machine_takes_two_bytes() =>
        Assert.Equal("2", Play.Run(Lamp("struct"), "Say(System.Runtime.CompilerServices.Unsafe.SizeOf<Lamp>());"));

    [Fact]
    public void A_class_machine_takes_no_more_than_32_bytes() =>
        Assert.Equal("24",
            Play.Run(Lamp("class"),
                """
                var lamps = new Lamp[1000];
                new Lamp();
                var before = GC.GetAllocatedBytesForCurrentThread();
                for (var i = 0; i < lamps.Length; i++)
                    lamps[i] = new Lamp();
                Say((GC.GetAllocatedBytesForCurrentThread() - before) / lamps.Length);
                """));

    [Fact]
    public void The_hook_is_called_after_each_row_that_was_taken_with_both_states() =>
        Assert.Equal("Go:A->B Tick:B->B Self:B->B Nested:B->C Auto:C->D False",
            Play.Run(
                """
                machine: M
                events: { Go: , Tick: , Self: , Nested: , Ignored: , Rejected: , Auto: { internal: true } }
                initial: A
                unhandled: none
                states:
                  A:
                    on: { Go: B, Ignored: ignore, Rejected: reject }
                  B:
                    on:
                      Tick: { do: [] }
                      Self: B
                      Nested: { to: C, do: raise Auto }
                  C:
                    on: { Auto: D }
                  D:
                    final: true
                """,
                """
                var m = new M(); m.Start();
                m.Ignored(); m.Rejected(); m.Tick();
                m.Now = "Go"; m.Go();
                m.Now = "Tick"; m.Tick();
                m.Now = "Self"; m.Self();
                m.Now = "Nested"; m.Nested();
                m.Go();
                Say(m.CanGo());
                """,
                """
                namespace Demo;
                public partial class M
                {
                    public string Now = "";
                    partial void OnTransition(MState from, MState to)
                    {
                        Script.Say($"{Now}:{from}->{to}");
                        Now = "Auto";
                    }
                }
                """));

    [Fact]
    public void The_hook_of_a_row_shared_by_several_states_names_the_state_that_was_left() =>
        Assert.Equal("A->B B->B B->C",
            Play.Run(
                """
                machine: M
                events: { Go: , Off: }
                initial: Both
                states:
                  Both:
                    initial: A
                    on: { Go: B, Off: C }
                    states: { A: , B: }
                  C:
                    on: { Go: ignore, Off: ignore }
                """,
                "var m = new M(); m.Start(); m.Go(); m.Go(); m.Off();",
                "namespace Demo; public partial class M { partial void OnTransition(MState from, MState to) => Script.Say($\"{from}->{to}\"); }"));
}
