using System.Runtime.InteropServices;

namespace FsmGen.Tcp.Devices.Linux;

/// <summary><c>struct pollfd</c>: what to wait for at a descriptor, and what of it has come.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PollDescriptor
{
    public int Descriptor;
    public PollEvents Wanted;
    public PollEvents Ready;
}

/// <summary>The bits of <see cref="PollDescriptor"/>; errors come unasked.</summary>
[Flags]
internal enum PollEvents : short
{
    None = 0,
    Input = 1,
    Output = 4,
}

/// <summary><c>struct timespec</c>, a span of time.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct TimeSpecification(TimeSpan span)
{
    public readonly nint Seconds = (nint)(span.Ticks / TimeSpan.TicksPerSecond);
    public readonly nint Nanoseconds = (nint)(span.Ticks % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick);
}
