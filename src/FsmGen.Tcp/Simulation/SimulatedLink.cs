using FsmGen.Runtime.Captures;

namespace FsmGen.Tcp.Simulation;

/// <summary>A link between two nodes: two directions that share nothing.</summary>
public sealed class SimulatedLink
{
    internal SimulatedLink(SimulatedChannel forward, SimulatedChannel backward) => (Forward, Backward) = (forward, backward);

    /// <summary>The direction from the node that was named first.</summary>
    public SimulatedChannel Forward { get; }

    /// <summary>The direction from the node that was named second.</summary>
    public SimulatedChannel Backward { get; }

    /// <summary>Taps both directions into one capture, see <see cref="SimulatedChannel.Tap"/>.</summary>
    /// <param name="writer">The capture, of link type RAW; it stays the caller's.</param>
    public void Tap(PcapngWriter writer)
    {
        Forward.Tap(writer);
        Backward.Tap(writer);
    }

    /// <summary>The form <c>client ⇄ server</c>.</summary>
    public override string ToString() => $"{Forward.From} ⇄ {Forward.To}";
}
