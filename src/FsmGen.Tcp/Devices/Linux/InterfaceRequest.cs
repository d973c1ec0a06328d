using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace FsmGen.Tcp.Devices.Linux;

/// <summary><c>struct ifreq</c>, with which ioctl asks for and sets what belongs to one interface; see netdevice(7).</summary>
/// <remarks><code>
///  0                              16                            40
/// +-------------------------------+------------------------------+
/// | ifr_name, ended by a zero     | flags, an index or an MTU    |
/// +-------------------------------+------------------------------+
/// </code></remarks>
internal readonly ref struct InterfaceRequest
{
    public const int Length = 40;
    public const int MaximumNameLength = Value - 1;

    public const uint GetFlags = 0x8913;
    public const uint SetFlags = 0x8914;
    public const uint GetMtu = 0x8921;
    public const uint SetMtu = 0x8922;
    public const uint GetIndex = 0x8933;
    public const uint AttachTun = 0x400454CA;

    private const int Value = 16;

    private readonly Span<byte> _bytes;

    /// <summary>Begins a request in a buffer of <see cref="Length"/> bytes.</summary>
    public InterfaceRequest(Span<byte> buffer, ReadOnlySpan<char> name)
    {
        buffer.Clear();
        _bytes = buffer;
        Encoding.UTF8.GetBytes(name, buffer[..MaximumNameLength]);
    }

    public string Name => Encoding.UTF8.GetString(_bytes[.._bytes.IndexOf((byte)0)]);

    public int Number
    {
        get => MemoryMarshal.Read<int>(_bytes[Value..]);
        set => MemoryMarshal.Write(_bytes[Value..], value);
    }

    public short Flags
    {
        get => MemoryMarshal.Read<short>(_bytes[Value..]);
        set => MemoryMarshal.Write(_bytes[Value..], value);
    }

    /// <summary>Makes the call; false if it failed, see <see cref="Libc.LastError"/>.</summary>
    public bool TrySend(SafeFileHandle file, uint request) =>
        Libc.Ioctl(file, request, ref MemoryMarshal.GetReference(_bytes)) >= 0;
}
