using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FsmGen.Runtime.Tests.Packets;

/// <summary>A page of memory between two that nobody may touch: who reads or writes beyond it ends the process.</summary>
internal sealed class GuardedPage : IDisposable
{
    private const int ReadAndWrite = 3, PrivateAnonymous = 0x22;

    private readonly nint _address = Map(0, (nuint)(3 * Length), ReadAndWrite, PrivateAnonymous, -1, 0);

    public GuardedPage()
    {
        Assert.NotEqual(-1, _address);
        Assert.Equal(0, Protect(_address, (nuint)Length, 0));
        Assert.Equal(0, Protect(_address + 2 * Length, (nuint)Length, 0));
    }

    public static int Length => Environment.SystemPageSize;

    public Span<byte> Bytes =>
        MemoryMarshal.CreateSpan(ref Unsafe.AddByteOffset(ref Unsafe.NullRef<byte>(), _address + Length), Length);

    public void Dispose() => Assert.Equal(0, Unmap(_address, (nuint)(3 * Length)));

    [DllImport("libc", EntryPoint = "mmap")]
    private static extern nint Map(nint address, nuint length, int protection, int flags, int file, nint offset);

    [DllImport("libc", EntryPoint = "mprotect")]
    private static extern int Protect(nint address, nuint length, int protection);

    [DllImport("libc", EntryPoint = "munmap")]
    private static extern int Unmap(nint address, nuint length);
}
