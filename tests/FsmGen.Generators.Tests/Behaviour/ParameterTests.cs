namespace FsmGen.Generators.Tests.Behaviour;

/// <summary>What events carry, and the constants of actions.</summary>
public class ParameterTests
{
    [Fact]
    public void Guards_and_actions_get_the_parameters_that_they_name_in_their_own_order() =>
        Assert.Equal("Log(b, 2) Handled Log(a, 1) Sum(1) Handled",
            Play.Run(
                """
                machine: M
                events:
                  Put(int amount, string name):
                guards:
                  Odd(amount):
                  Named(name, amount):
                actions:
                  Log(name, amount):
                  Sum(amount):
                initial: A
                states:
                  A:
                    on:
                      Put:
                        - { when: Odd and Named, do: [Log, Sum] }
                        - { do: Log }
                """,
                "var m = new M(); m.Start(); Say(m.Put(2, \"b\")); Say(m.Put(1, \"a\"));",
                """
                namespace Demo;
                public partial class M
                {
                    private partial bool Odd(int amount) => amount % 2 == 1;
                    private partial bool Named(string name, int amount) => name == "a" && amount == 1;
                }
                """));

    [Fact]
    public void A_readonly_ref_struct_passes_by_in_through_guards_actions_and_raised_events() =>
        Assert.Equal("First(1) Inner(3) Handled True",
            Play.Run(
                """
                machine: M
                events:
                  Arrive(in Segment segment, System.ReadOnlySpan<byte> payload):
                  Again(segment, payload): { internal: true }
                guards:
                  Long(payload):
                actions:
                  First(segment):
                  Inner(payload):
                initial: A
                states:
                  A:
                    on:
                      Arrive: [{ when: Long, do: [First, raise Again] }, reject]
                      Again: { do: Inner }
                """,
                "var m = new M(); m.Start(); var bytes = new byte[] { 1, 2, 3 }; var s = new Segment(bytes); Say(m.Arrive(in s, bytes)); Say(m.CanArrive(s, bytes));",
                """
                namespace Demo;
                public readonly ref struct Segment
                {
                    public Segment(System.ReadOnlySpan<byte> bytes) => Bytes = bytes;
                    public readonly System.ReadOnlySpan<byte> Bytes;
                }
                public partial class M
                {
                    private partial bool Long(System.ReadOnlySpan<byte> payload) => payload.Length > 2;
                    private partial void First(in Segment segment) => Script.Say($"First({segment.Bytes[0]})");
                    private partial void Inner(System.ReadOnlySpan<byte> payload) => Script.Say($"Inner({payload[2]})");
                }
                """));

    [Fact]
    public void A_parameter_passed_by_in_is_not_copied() =>
        Assert.Equal("True True",
            Play.Run(
                """
                machine: M
                events: { Arrive(in Big big): }
                guards: { Same(big): }
                actions: { Take(big): }
                initial: A
                states:
                  A:
                    on:
                      Arrive: [{ when: Same, do: Take }, reject]
                """,
                "var m = new M(); m.Start(); M.Origin = new Big[1]; m.Arrive(in M.Origin[0]);",
                """
                using System.Runtime.CompilerServices;
                namespace Demo;
                public readonly struct Big { public readonly long A, B, C, D; }
                public partial class M
                {
                    public static Big[] Origin = [];
                    private partial bool Same(in Big big) { Script.Say(Unsafe.AreSame(in big, in Origin[0])); return true; }
                    private partial void Take(in Big big) => Script.Say(Unsafe.AreSame(in big, in Origin[0]));
                }
                """));

    [Fact]
    public void Constants_are_any_csharp_expression_and_stand_beside_the_parameters_of_the_event() =>
        Assert.Equal("Send(Syn, Ack, 5) Say(a, b) Say(it's (fine)) Say({x}) Move(-1, 2) Pick(3, 5)",
            Play.Run(
                """
                machine: M
                using: ['static System.Math', 'Text = System.String']
                events: { Go(int n): }
                actions:
                  Send(Flags flags, n):
                  Say(Text text):
                  Move(int x, int y):
                  Pick(int index, n):
                initial: A
                states:
                  A:
                    on:
                      Go:
                        do:
                          - Send(Flags.Syn | Flags.Ack)
                          - Say("a, b")
                          - 'Say("it''s (fine)")'
                          - Say("{x}")
                          - Move(-1, Max(1, 2))
                          - Pick(new int[] { 1, 2, 3 }.Length)
                """,
                "var m = new M(); m.Start(); m.Go(5);",
                "namespace Demo; [System.Flags] public enum Flags { Syn = 1, Ack = 2 }"));

    [Fact]
    public void Constants_convert_as_arguments_of_csharp_do() =>
        Assert.Equal("Wait(1) Wait(0) Handled",
            Play.Run(
                """
                machine: M
                events: { Go: }
                actions: { Wait(long? ticks): }
                initial: A
                states:
                  A:
                    on:
                      Go: { do: [Wait(1), Wait(default(long))] }
                """,
                "var m = new M(); m.Start(); Say(m.Go());"));
}
