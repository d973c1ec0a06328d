namespace FsmGen.Runtime.Captures;

/// <summary>One of the formats a <see cref="CaptureReader"/> reads, behind its file header.</summary>
internal interface ICaptureFormat
{
    /// <summary>What packets begin with, as far as the file has said by now.</summary>
    LinkType? LinkType { get; }

    bool TryRead(out CapturedPacket packet);
}
