namespace FsmGen.Tcp.Tests.Peers;

/// <summary>A stack of ours and Linux, with a bad link between them: nftables loses packets, or our device disorders them.</summary>
internal sealed class BadLink : IDisposable
{
    private DisturbingDevice? _device;

    public BadLink(Harm harm)
    {
        if (harm != Harm.Disorder)
            Peer.SkipUnlessPossible("nft");
        StackPeer = new(link: harm == Harm.Disorder
            ? device => _device = new(device, seed: 1, loss: 0, duplication: 0.05, reordering: 0.05)
            : null);
        if (harm != Harm.Disorder)
            StackPeer.Kernel.Drop((int)harm);
    }

    public StackPeer StackPeer { get; }

    /// <summary>Waits until all connections are over, and has what crossed the link judged; harm must have been done.</summary>
    /// <param name="circumstances">What explains remarks besides the harm.</param>
    public async Task ExpectApproval(Circumstances circumstances = Circumstances.None)
    {
        if (_device is null)
            Assert.NotEqual(0, StackPeer.Kernel.Lost);
        else
            Assert.True(_device.Disturbances is { Doubled: > 0, Overtaken: > 0 }, $"{_device.Disturbances}");

        StackPeer.ExpectNothingLeft();
        await StackPeer.ExpectApproval(Circumstances.Disturbance | circumstances);
    }

    public void Dispose() => StackPeer.Dispose();
}
