using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace FsmGen.Tcp.Devices.Linux;

/// <summary>Waits for a file, and for another thread that calls <see cref="Wake"/>, which writes to an eventfd.</summary>
internal sealed class WakeableWait : IDisposable
{
    private readonly SafeFileHandle _event;

    public WakeableWait()
    {
        _event = Libc.Eventfd(0, Libc.NonBlocking | Libc.CloseOnExec);
        if (_event.IsInvalid)
            throw Libc.Failure(Libc.LastError, "make an eventfd");
    }

    /// <summary>Waits until the file is ready, the time is over, or somebody wakes us.</summary>
    /// <param name="file">The file; it stays open at least as long as this takes.</param>
    /// <param name="events">What to wait for.</param>
    /// <param name="timeout">How long at most; <see cref="Timeout.InfiniteTimeSpan"/> for no limit.</param>
    public void Wait(SafeFileHandle file, PollEvents events, TimeSpan timeout)
    {
        var (isFileHeld, isEventHeld) = (false, false);
        try
        {
            file.DangerousAddRef(ref isFileHeld);
            _event.DangerousAddRef(ref isEventHeld);
            Span<PollDescriptor> descriptors =
            [
                new() { Descriptor = (int)file.DangerousGetHandle(), Wanted = events },
                new() { Descriptor = (int)_event.DangerousGetHandle(), Wanted = PollEvents.Input },
            ];

            Poll(descriptors, timeout);
            if (descriptors[1].Ready != PollEvents.None)
                Reset();
        }
        finally
        {
            if (isFileHeld)
                file.DangerousRelease();
            if (isEventHeld)
                _event.DangerousRelease();
        }
    }

    /// <summary>Ends a wait, or the next one if none is under way; nothing happens after <see cref="Dispose"/>.</summary>
    public void Wake()
    {
        var one = 1UL;
        try
        {
            // It fails only where the count is at its limit; then the wait ends anyway.
            Libc.Write(_event, ref Unsafe.As<ulong, byte>(ref one), sizeof(ulong));
        }
        catch (ObjectDisposedException)
        {
        }
    }

    /// <summary>Ends a wait that is under way; the descriptor is closed when it has ended.</summary>
    public void Dispose()
    {
        Wake();
        _event.Dispose();
    }

    private static void Poll(Span<PollDescriptor> descriptors, TimeSpan timeout)
    {
        var start = Stopwatch.GetTimestamp();
        while (true)
        {
            var left = timeout - Stopwatch.GetElapsedTime(start);
            var limit = new TimeSpecification(left > TimeSpan.Zero ? left : TimeSpan.Zero);
            ref readonly var end = ref limit;
            if (timeout == Timeout.InfiniteTimeSpan)
                end = ref Unsafe.NullRef<TimeSpecification>();

            if (Libc.Ppoll(ref MemoryMarshal.GetReference(descriptors), (nuint)descriptors.Length, in end, 0) >= 0)
                return;
            if (Libc.LastError != Errno.Interrupted)
                throw Libc.Failure(Libc.LastError, "wait for packets");
        }
    }

    private void Reset()
    {
        var count = 0UL;
        Libc.Read(_event, ref Unsafe.As<ulong, byte>(ref count), sizeof(ulong));
    }
}
