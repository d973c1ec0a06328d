namespace FsmGen.Generators.Tests.Behaviour;

/// <summary>Names that C# or the generated code gives a meaning of their own.</summary>
public class NameTests
{
    [Theory]
    [InlineData("value")]
    [InlineData("record")]
    [InlineData("async")]
    [InlineData("await")]
    [InlineData("field")]
    [InlineData("when")]
    [InlineData("var")]
    [InlineData("partial")]
    [InlineData("yield")]
    [InlineData("from")]
    [InlineData("required")]
    [InlineData("scoped")]
    [InlineData("extension")]
    [InlineData("_")]
    [InlineData("trigger")]
    [InlineData("Größe")]
    public void A_word_that_is_a_keyword_in_places_only_can_be_the_name_of_anything(string word)
    {
        var spec =
            $$"""
            machine: M
            events:
              {{word}}:
              Put(int {{word}}):
            actions:
              Note({{word}}):
            initial: {{word}}
            states:
              {{word}}:
                on:
                  {{word}}: Other
                  Put: { do: Note }
              Other:
                on:
                  {{word}}: {{word}}
                  Put: { to: {{word}}, do: Note }
            """;
        Assert.Equal($"Handled Note(7) {word} True",
            Play.Run(spec, $"var m = new M(); m.Start(); m.{word}(); Say(m.Fire(MEvent.{word})); m.Put(7); Say(m.State); Say(m.CanFire(MEvent.{word}));"));
    }

    [Theory]
    [InlineData("value")]
    [InlineData("record")]
    [InlineData("async")]
    [InlineData("field")]
    [InlineData("when")]
    [InlineData("yield")]
    [InlineData("partial")]
    public void A_word_that_is_a_keyword_in_places_only_can_be_a_guard_or_an_action(string word)
    {
        string Spec(string guard, string action) =>
            $$"""
            machine: M
            events: { Go: }
            guards: { {{guard}}: }
            actions: { {{action}}: }
            initial: A
            states:
              A:
                on:
                  Go: [{ when: not {{guard}}, do: {{action}} }, reject]
            """;
        Assert.Equal("Act Handled", Play.Run(Spec(word, "Act"), "var m = new M(); m.Start(); Say(m.Go());"));
        Assert.Equal($"{word} Handled", Play.Run(Spec("Open", word), "var m = new M(); m.Start(); Say(m.Go());"));
    }

    [Theory]
    [InlineData("from")]
    [InlineData("to")]
    [InlineData("result")]
    [InlineData("raised")]
    [InlineData("shift")]
    [InlineData("id")]
    [InlineData("trigger")]
    [InlineData("state")]
    [InlineData("value")]
    [InlineData("Guard")]
    [InlineData("Act")]
    [InlineData("Go")]
    [InlineData("State")]
    [InlineData("Fire")]
    [InlineData("CanGo")]
    [InlineData("HandleGo")]
    [InlineData("WhyNotGo")]
    [InlineData("CanFire")]
    public void A_parameter_may_have_the_name_of_anything_in_the_generated_code(string name)
    {
        var spec =
            $$"""
            machine: M
            events:
              Go(int {{name}}):
              Inner({{name}}): { internal: true }
            guards:
              Guard({{name}}):
            actions:
              Act({{name}}):
            initial: Both
            states:
              Both:
                initial: A
                on:
                  Go: [{ when: Guard, to: B, do: [Act, raise Inner] }, reject]
                  Inner: { do: Act }
                states: { A: , B: }
            """;
        Assert.Equal("Act(7) Act(7) Handled B True",
            Play.Run(spec, "Holds.Add(\"Guard\"); var m = new M(); m.Start(); Say(m.Go(7)); Say(m.State); Say(m.CanGo(7));"));
    }

    [Theory]
    [InlineData("Trigger")]
    [InlineData("trigger")]
    [InlineData("stored")]
    [InlineData("payload")]
    [InlineData("state")]
    [InlineData("Guard")]
    [InlineData("Go")]
    [InlineData("CanGo")]
    [InlineData("WhyNotGo")]
    [InlineData("Timers")]
    [InlineData("Save")]
    public void A_parameter_of_a_statechart_may_have_the_name_of_anything_in_the_generated_code(string name)
    {
        var spec =
            $$"""
            machine: M
            snapshots: true
            reentrancy: queue
            unhandled: ignore
            events: { Go(int {{name}}): , Done: }
            guards: { Guard({{name}}): }
            actions: { Act({{name}}): }
            initial: A
            states:
              A: { on: { Go: { when: Guard, to: B, do: Act } } }
              B: { on: { Go: { when: Guard, do: defer }, Done: A } }
            """;
        Assert.Equal("Act(7) Handled Deferred deferred False Act(8) B",
            Play.Run(spec, "Holds.Add(\"Guard\"); var m = new M(); m.Start(); Say(m.Go(7)); Say(m.Go(8)); Say(m.WhyNotGo(9)); Say(m.CanGo(9)); var n = new M(); n.Restore(m.Save()); n.Done(); Say(n.State);"));
    }

    [Fact]
    public void The_names_of_the_system_can_be_used_for_states_and_machines_and_events() =>
        Assert.Equal("Handled String Handled Int32",
            Play.Run(
                """
                machine: Console
                namespace: Demo.System
                events: { Exception: , Object: }
                initial: Int32
                states:
                  Int32: { on: { Exception: String, Object: ignore } }
                  String: { on: { Exception: never, Object: Int32 } }
                """,
                "var m = new Demo.System.Console(); m.Start(); Say(m.Exception()); Say(m.State); Say(m.Fire(ConsoleEvent.Object)); Say(m.State);"));
}
