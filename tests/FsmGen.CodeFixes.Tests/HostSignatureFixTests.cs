namespace FsmGen.CodeFixes.Tests;

public class HostSignatureFixTests
{
    private const string Gate =
        """
        machine: Gate
        namespace: Demo
        using: System.Net
        async: true
        events: { Coin(int value):, From(IPAddress who): }
        guards: { Enough(value):, Kind(value): }
        actions: { Beep(int times):, Send(who): { async: true } }
        initial: Shut
        states:
          Shut:
            on:
              Coin: [{ when: Enough and Kind, do: Beep(2) }, ignore]
              From: { do: Send }

        """;

    private const string Right =
        """
        using System.Net;

        namespace Demo;

        public partial class Gate
        {
            // What it costs.
            private partial bool Enough(int value) =>
                value  >= 50; // cents

            private partial bool Kind(int value)
            {
                return true;
            }

            private partial void Beep(int times) { }

            private async partial System.Threading.Tasks.ValueTask Send(IPAddress who, System.Threading.CancellationToken cancellation) { }
        }

        """;

    private static readonly HostSignatureFix Fix = new();

    [Theory]
    [InlineData("bool Enough(int value)", "bool Enough(string value)")]
    [InlineData("bool Enough(int value)", "bool Enough()")]
    [InlineData("bool Enough(int value)", "void Enough(\n        int value, int more)")]
    [InlineData("void Beep(int times)", "bool Beep(int times)")]
    [InlineData("System.Threading.Tasks.ValueTask Send(IPAddress who, System.Threading.CancellationToken cancellation)", "System.Threading.Tasks.Task Send(IPAddress who)")]
    public async Task A_method_gets_the_signature_that_the_spec_declares(string right, string wrong)
    {
        using var editor = new Editor(("Gate.fsm.yaml", Gate), ("Gate.cs", Right.Replace(right, wrong, StringComparison.Ordinal)));
        var found = Assert.Single(await editor.Diagnostics(), static diagnostic => diagnostic.Id == "FSM3002");

        var offer = Assert.Single(await editor.Offers(Fix, found));
        Assert.Equal("Take the signature that the spec declares", offer.Title);
        await editor.Apply(offer);

        Assert.Equal(Right, await editor.Read("Gate.cs"));
        Assert.Empty(await editor.Diagnostics());
    }

    [Fact]
    public async Task All_methods_are_mended_at_once_and_what_their_types_need_is_added_once()
    {
        var wrong = Right.Replace("using System.Net;\n\n", "", StringComparison.Ordinal).Replace("Enough(int value)", "Enough(long value)", StringComparison.Ordinal).Replace("Kind(int value)", "Kind()", StringComparison.Ordinal).Replace("Send(IPAddress who", "Send(int who", StringComparison.Ordinal);
        using var editor = new Editor(("Gate.fsm.yaml", Gate), ("Gate.cs", wrong));
        var found = (await editor.Diagnostics()).Where(static diagnostic => diagnostic.Id == "FSM3002").ToList();
        Assert.Equal(3, found.Count);

        await editor.ApplyToAll(Fix, found[0], nameof(HostSignatureFix));

        Assert.Equal(Right, await editor.Read("Gate.cs"));
        Assert.Empty(await editor.Diagnostics());
    }
}
