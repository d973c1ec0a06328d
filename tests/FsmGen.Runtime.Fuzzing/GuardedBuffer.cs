using System.ComponentModel;
using System.Runtime.InteropServices;

namespace FsmGen.Runtime.Fuzzing;

/// <summary>Memory before and behind which nothing may be touched: a byte too far ends the process, wherever it is done.</summary>
/// <remarks>Where <see cref="IsGuarded"/> is false it is ordinary memory.</remarks>
internal sealed unsafe partial class GuardedBuffer : IDisposable
{
    //   ┌────────────┬──────────────────────────────────┬────────────┐
    //   │ guard page │ capacity in whole pages          │ guard page │
    //   └────────────┴──────────────────────────────────┴────────────┘
    //                ◀── First(length) ──▶ ◀── Last(length) ──▶

    private readonly byte* _start;
    private readonly int _capacity;

    /// <param name="capacity">Bytes that the buffer has; rounded up to whole pages.</param>
    public GuardedBuffer(int capacity)
    {
        var page = Environment.SystemPageSize;
        _capacity = (capacity + page - 1) / page * page;
        _start = IsGuarded ? Map(_capacity, page) : (byte*)NativeMemory.AllocZeroed((nuint)_capacity);
    }

    /// <summary>Whether this system's guard pages are known here; the constants are those of Linux.</summary>
    public static bool IsGuarded => OperatingSystem.IsLinux();

    /// <summary>The first bytes behind the guard page.</summary>
    public Span<byte> First(int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)length, (uint)_capacity, nameof(length));
        return new(_start, length);
    }

    /// <summary>The last bytes before the guard page.</summary>
    public Span<byte> Last(int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)length, (uint)_capacity, nameof(length));
        return new(_start + _capacity - length, length);
    }

    /// <summary>Copies an input to the last bytes before the guard page.</summary>
    public Span<byte> Place(ReadOnlySpan<byte> input)
    {
        var place = Last(input.Length);
        input.CopyTo(place);
        return place;
    }

    public void Dispose()
    {
        if (IsGuarded)
            _ = munmap(_start - Environment.SystemPageSize, (nuint)(_capacity + 2 * Environment.SystemPageSize));
        else
            NativeMemory.Free(_start);
    }

    private static byte* Map(int capacity, int page)
    {
        var guard = mmap(null, (nuint)(capacity + 2 * page), Native.None, Native.PrivateAnonymous, -1, 0);
        if ((nint)guard == -1)
            throw new Win32Exception(Marshal.GetLastPInvokeError());

        var start = guard + page;
        if (mprotect(start, (nuint)capacity, Native.ReadWrite) != 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError());

        return start;
    }

    // PROT_NONE, PROT_READ | PROT_WRITE and MAP_PRIVATE | MAP_ANONYMOUS, the same on all of .NET's Linux platforms.
    private static class Native
    {
        public const int None = 0, ReadWrite = 1 | 2, PrivateAnonymous = 0x02 | 0x20;
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial byte* mmap(void* address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int mprotect(void* address, nuint length, int protection);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int munmap(void* address, nuint length);
}
