namespace FsmGen.Generators.Tests.Statecharts;

/// <summary>Nothing that a machine does allocates, whatever it is made of.</summary>
public class StatechartAllocationTests
{
    private const string Machine =
        """
        machine: M
        namespace: Demo
        unhandled: none
        deferral: 4
        events: { "Put(int amount, in System.DateTime at)":, "Read(System.ReadOnlySpan<byte> text)":, Go:, Back:, Wait:, Hold:, Free:, Both:, Inner: { internal: true } }
        guards: { Large(amount): { code: amount > 10 } }
        actions: { "Store(amount, at)": { code: "Sum += amount" }, Look(text): { code: "Sum += text.Length" }, Count: { code: Sum++ } }
        timers: { Poll: 5ms }
        initial: Off
        states:
          Off: { on: { Go: On, Back: Resume } }
          On:
            on: { Back: Off, Both: { to: [A2, B2] } }
            regions:
              A:
                initial: A1
                states:
                  A1: { entry: Count, on: { Put: [{ when: Large, to: A2, do: [Store, raise Inner] }, { do: Store }], Read: { do: Look }, Hold: defer, Free: A2 } }
                  A2: { always: { to: A3, when: in(B2) }, on: { Hold: { to: A1 }, Free: A1 } }
                  A3: { exit: Count, after: { 2ms: A1 }, on: { Free: A4 } }
                  A4: { final: true }
                done: Off
              B:
                initial: B1
                states:
                  B1: { on: { Inner: { to: B2 }, Wait: { do: start Poll } } }
                  B2: { on: { Poll: { to: B1 }, Wait: { do: [start Poll, stop Poll] } } }
              Resume: { history: deep, default: A1 }
        """;

    [Fact]
    public void No_construct_allocates() => Assert.Equal("0 True", Play.Run(Machine,
        """
        var wheel = new FsmGen.Runtime.Timers.TimerWheel(TimeSpan.FromMilliseconds(1));
        var m = new M { Timers = wheel };
        m.Start();
        var at = DateTime.UnixEpoch;
        Say(Allocated(() =>
        {
            for (var i = 0; i < 50; i++)
            {
                m.Go();
                m.Hold();                                  // deferred
                m.Put(1, at);                              // internal row
                m.Read("abc"u8);                           // a span
                m.Put(20, at);                             // raises: both regions move; always; the deferred event
                m.Both();                                  // two targets
                m.Wait();
                m.Back();
                m.Back();                                  // history
                wheel.Advance(wheel.Now + TimeSpan.FromMilliseconds(10)); // timers
                m.CanPut(5, at);
                m.CanFire(MEvent.Go);
                m.Free();
                m.Back();
            }
        }));
        Say(m.Sum > 100);
        """,
        "namespace Demo { partial class M { public int Sum; } }"));
}
