namespace FsmGen.Generators.Tests.Behaviour;

/// <summary>What one machine costs, whose host has no fields of its own.</summary>
public class SizeTests
{
    private static string Spec(string keys) =>
        $$"""
        machine: M
        {{keys}}
        events: { Go: }
        initial: A
        states:
          A: { on: { Go: B } }
          B: { on: { Go: A } }
        """;

    [Theory]
    [InlineData("kind: struct", 2)]
    [InlineData("kind: struct\ndispatch: table", 1)]
    [InlineData("kind: struct\nconcurrency: checked", 8)]
    public void A_struct_is_as_small_as_its_state(string keys, int bytes) =>
        Assert.Equal($"{bytes}", Play.Run(Spec(keys), "Say(System.Runtime.CompilerServices.Unsafe.SizeOf<M>());"));

    [Theory]
    [InlineData("kind: class", 24)]
    [InlineData("dispatch: table", 24)]
    [InlineData("concurrency: checked", 24)]
    [InlineData("telemetry: [trace, meter]", 24)]
    public void An_object_is_as_small_as_objects_are(string keys, int bytes) =>
        Assert.Equal($"{bytes}", Play.Run(Spec(keys), "M? m = null; Say(Allocated(() => m = new M())); GC.KeepAlive(m);"));
}
