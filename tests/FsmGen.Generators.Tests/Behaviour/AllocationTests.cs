namespace FsmGen.Generators.Tests.Behaviour;

/// <summary>A transition allocates nothing.</summary>
public class AllocationTests
{
    private static string Spec(string kind) =>
        $$"""
        machine: M
        kind: {{kind}}
        events:
          Put(int amount, in Packet packet):
          Tick:
          Reset:
          Bad:
          Inner(amount, packet): { internal: true }
        guards:
          Full:
          Large(amount): { code: amount > 1000 }
        actions:
          Enter:
          Leave:
          Store(amount, packet):
          Mark(Kind kind, string text, amount): { code: "Total += (int)kind + text.Length" }
        initial: Idle
        states:
          Idle:
            on:
              Put:
                - { when: not Large, to: Busy, do: [Store, raise Inner] }
                - reject
              Tick: ignore
              Reset: Idle
              Bad: reject
          Active:
            initial: Busy
            entry: Enter
            exit: Leave
            on: { Reset: Idle, Bad: ignore }
            states:
              Busy:
                on:
                  Put: reject
                  Inner: { to: Done, do: 'Mark(Kind.A | Kind.B, "text")' }
                  Tick: ignore
              Done:
                on:
                  Put: { do: Store }
                  Tick:
                    - { when: Full, to: Idle }
                    - { to: Busy }
        """;

    [Theory]
    [InlineData("class")]
    [InlineData("struct")]
    public void A_hundred_thousand_mixed_transitions_allocate_nothing(string kind) =>
        Assert.Equal("0 200000",
            Play.Run(Spec(kind),
                """
                var m = new M();
                m.Start();
                Say(Allocated(() => Work(ref m, 100_000)));
                Say(M.Rounds);

                static void Work(ref M m, int rounds)
                {
                    for (var i = 0; i < rounds; i++)
                    {
                        var packet = new Packet(i, 1, 2, 3);
                        M.Rounds++;
                        Expect(m.Put(i & 1023, in packet) == ((i & 1023) > 1000 ? M.FireResult.Rejected : M.FireResult.Handled));
                        Expect(m.CanPut(i, packet) || !m.CanFire(MEvent.Put) || m.State == MState.Idle);
                        m.Fire(MEvent.Tick);
                        m.Fire(MEvent.Bad);
                        Expect(m.PermittedEvents.Length > 0 && m.CanFire(MEvent.Reset));
                        m.Put(1, packet);
                        Expect(m.Reset() == M.FireResult.Handled);
                    }
                }

                static void Expect(bool holds)
                {
                    if (!holds)
                        throw new InvalidOperationException();
                }
                """,
                $$"""
                namespace Demo;
                [System.Flags] public enum Kind { A = 1, B = 2 }
                public readonly record struct Packet(long One, long Two, long Three, long Four);
                public partial {{kind}} M
                {
                    public static long Total, Entered, Left, Rounds;
                    private partial bool Full() => Total % 2 == 0;
                    private partial void Enter() => Entered++;
                    private partial void Leave() => Left++;
                    private partial void Store(int amount, in Packet packet) => Total += amount + packet.One;
                    partial void OnTransition(MState from, MState to) => Total += (int)from - (int)to;
                }
                """));
}
