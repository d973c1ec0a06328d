namespace FsmGen.Runtime.Captures;

/// <summary>One of the formats a <see cref="CaptureReader"/> reads, behind its file header.</summary>
internal interface ICaptureFormat
{
    bool TryRead(out CapturedPacket packet);
}
