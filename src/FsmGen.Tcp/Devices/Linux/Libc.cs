using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace FsmGen.Tcp.Devices.Linux;

/// <summary>
/// The calls of Linux that the BCL does not have. Those that fail give -1, or an invalid handle, and say why in
/// <see cref="LastError"/>.
/// </summary>
/// <remarks>
/// DllImport and not LibraryImport, whose generated code is unsafe: all that crosses here is numbers, handles and references
/// to structs of numbers, for which the runtime and the AOT compiler need no help, and which costs no allocation.
/// </remarks>
internal static class Libc
{
    public const int ReadWrite = 2;
    public const int NonBlocking = 0x800;
    public const int CloseOnExec = 0x80000;

    private const string Library = "libc";

    public static Errno LastError => (Errno)Marshal.GetLastPInvokeError();

    /// <param name="path">The first byte of the path, which a zero ends.</param>
    /// <param name="flags">For what, and how.</param>
    [DllImport(Library, EntryPoint = "open", SetLastError = true)]
    public static extern SafeFileHandle Open(ref readonly byte path, int flags);

    [DllImport(Library, EntryPoint = "eventfd", SetLastError = true)]
    public static extern SafeFileHandle Eventfd(uint count, int flags);

    [DllImport(Library, EntryPoint = "socket", SetLastError = true)]
    public static extern SafeFileHandle Socket(int family, int type, int protocol);

    [DllImport(Library, EntryPoint = "ioctl", SetLastError = true)]
    public static extern int Ioctl(SafeFileHandle file, nuint request, ref byte argument);

    [DllImport(Library, EntryPoint = "read", SetLastError = true)]
    public static extern nint Read(SafeFileHandle file, ref byte buffer, nuint length);

    [DllImport(Library, EntryPoint = "write", SetLastError = true)]
    public static extern nint Write(SafeFileHandle file, ref readonly byte buffer, nuint length);

    /// <param name="descriptors">The first of them.</param>
    /// <param name="count">How many.</param>
    /// <param name="timeout">How long at most; a null reference for no limit.</param>
    /// <param name="signals">Zero: those that are blocked stay so.</param>
    [DllImport(Library, EntryPoint = "ppoll", SetLastError = true)]
    public static extern int Ppoll(ref PollDescriptor descriptors, nuint count, ref readonly TimeSpecification timeout, nint signals);

    /// <summary>What a call that failed is to be reported as.</summary>
    /// <param name="errno">Why it failed.</param>
    /// <param name="what">What we wanted, for a sentence that begins with "Cannot".</param>
    public static IOException Failure(Errno errno, string what) =>
        new($"Cannot {what}: {Marshal.GetPInvokeErrorMessage((int)errno)}", (int)errno);
}
