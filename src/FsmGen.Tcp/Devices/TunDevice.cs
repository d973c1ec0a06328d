using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;
using FsmGen.Runtime.Packets;
using FsmGen.Tcp.Devices.Linux;
using Microsoft.Win32.SafeHandles;

namespace FsmGen.Tcp.Devices;

/// <summary>A TUN device of Linux: the kernel has one end of the link, with whatever it routes there, we have the other.</summary>
/// <remarks>
/// <para>
/// <see cref="BringUp"/>, <see cref="AddAddress"/> and <see cref="AddRoute"/> are about the kernel's end, in the network
/// namespace of the thread that opened the device. With the address 192.0.2.1/24 there, packets to all other addresses of
/// 192.0.2.0/24 come to us.
/// </para>
/// <para>
/// A link that is down loses what is sent, and so does one that is given something else than an IP packet;
/// <see cref="PacketsLost"/> counts. Once somebody has deleted the interface, <see cref="Receive"/> and <see cref="Send"/>
/// throw. Any thread may call <see cref="Dispose"/> at any time: a wait ends, later calls throw.
/// </para>
/// </remarks>
public sealed class TunDevice : INetworkDevice
{
    private const short TunFlag = 0x1;
    private const short NoPacketInformationFlag = 0x1000;

    private readonly SafeFileHandle _file;
    private readonly LinuxInterface _interface;
    private readonly WakeableWait _wait = new();
    private bool _isFull;

    private TunDevice(SafeFileHandle file, string name, int? maximumTransmissionUnit)
    {
        (_file, Name, _interface) = (file, name, new(name));
        if (maximumTransmissionUnit is { } mtu)
            _interface.MaximumTransmissionUnit = mtu;

        MaximumTransmissionUnit = _interface.MaximumTransmissionUnit;
    }

    /// <summary>The name of the interface, such as <c>tun0</c>.</summary>
    public string Name { get; }

    /// <summary>Bytes of the longest IP packet that the link carries whole, as it was when the device was opened.</summary>
    public int MaximumTransmissionUnit { get; }

    /// <summary>The same as <see cref="MaximumTransmissionUnit"/>: nothing is offloaded.</summary>
    public int MaximumPacketLength => MaximumTransmissionUnit;

    /// <summary>Packets that <see cref="Send"/> took but the link did not: it was down, or they were not IP packets.</summary>
    public long PacketsLost { get; private set; }

    /// <summary>Makes a TUN device, or attaches to one that is there and that nobody is attached to.</summary>
    /// <param name="name">
    /// The name of the interface, up to 15 bytes of UTF-8; <c>%d</c> in it stands for the first free number. Null for <c>tun%d</c>.
    /// </param>
    /// <param name="maximumTransmissionUnit">
    /// The MTU to set, from 68 to 65,535 bytes, or null to leave it as it is; a new device has 1500.
    /// </param>
    /// <returns>The device; its link is down if it is new, and is deleted with it unless it was made to persist.</returns>
    /// <exception cref="ArgumentException">The name is too long, or the MTU out of range.</exception>
    /// <exception cref="PlatformNotSupportedException">This is not Linux.</exception>
    /// <exception cref="UnauthorizedAccessException">
    /// The process may not open /dev/net/tun, or lacks the capability CAP_NET_ADMIN and does not own the device.
    /// </exception>
    /// <exception cref="IOException">
    /// Linux has no TUN devices here, somebody is attached already, or the interface of that name is of another kind.
    /// </exception>
    [SupportedOSPlatform("linux")]
    public static TunDevice Open(string? name = null, int? maximumTransmissionUnit = null)
    {
        if (!OperatingSystem.IsLinux())
            throw new PlatformNotSupportedException("TUN devices of this kind exist on Linux only");
        if (name is not null && Encoding.UTF8.GetByteCount(name) > InterfaceRequest.MaximumNameLength)
            throw new ArgumentException($"'{name}' is too long for the name of an interface", nameof(name));

        ArgumentOutOfRangeException.ThrowIfLessThan(maximumTransmissionUnit ?? 68, 68, nameof(maximumTransmissionUnit));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maximumTransmissionUnit ?? 68, 65535, nameof(maximumTransmissionUnit));

        var file = Libc.Open(in MemoryMarshal.GetReference("/dev/net/tun\0"u8), Libc.ReadWrite | Libc.NonBlocking | Libc.CloseOnExec);
        if (file.IsInvalid)
            throw CannotOpen(Libc.LastError);

        try
        {
            return new(file, Attach(file, name), maximumTransmissionUnit);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Lets the link carry packets.</summary>
    /// <exception cref="UnauthorizedAccessException">The process lacks the capability CAP_NET_ADMIN.</exception>
    /// <exception cref="IOException">The interface is gone.</exception>
    public void BringUp() => _interface.BringUp();

    /// <summary>Gives the kernel's end an address; once the link is up, what goes to the rest of that network comes to us.</summary>
    /// <remarks>
    /// For IPv6, Linux makes the route to its own address in the background: what we send there in the first milliseconds
    /// may be lost.
    /// </remarks>
    /// <param name="address">The address.</param>
    /// <param name="prefixLength">The bits of it that name the network.</param>
    /// <exception cref="UnauthorizedAccessException">The process lacks the capability CAP_NET_ADMIN.</exception>
    /// <exception cref="IOException">The interface has that address already, or is gone.</exception>
    public void AddAddress(IpAddress address, int prefixLength)
    {
        ThrowIfNoPrefix(address, prefixLength);
        _interface.AddAddress(address, prefixLength);
    }

    /// <summary>Lets the kernel send to us what goes to another network; the link has to be up.</summary>
    /// <param name="network">The address of the network; bits beyond the prefix are zero.</param>
    /// <param name="prefixLength">The bits of it that count.</param>
    /// <exception cref="UnauthorizedAccessException">The process lacks the capability CAP_NET_ADMIN.</exception>
    /// <exception cref="IOException">
    /// There is such a route already, the network is none, the link is down, or the interface is gone.
    /// </exception>
    public void AddRoute(IpAddress network, int prefixLength)
    {
        ThrowIfNoPrefix(network, prefixLength);
        _interface.AddRoute(network, prefixLength);
    }

    /// <inheritdoc/>
    public int Receive(PacketBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ObjectDisposedException.ThrowIf(_file.IsClosed, this);
        for (var count = 0; ;)
        {
            var room = batch.Reserve(MaximumPacketLength);
            if (room.IsEmpty)
                return count;

            var length = Libc.Read(_file, ref MemoryMarshal.GetReference(room), (nuint)room.Length);
            if (length >= 0)
            {
                batch.Commit((int)length);
                count++;
            }
            else if (Libc.LastError == Errno.Again)
            {
                return count;
            }
            else if (Libc.LastError != Errno.Interrupted)
            {
                throw Failure(Libc.LastError, $"receive from {Name}");
            }
        }
    }

    /// <inheritdoc/>
    public int Send(PacketBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ObjectDisposedException.ThrowIf(_file.IsClosed, this);
        _isFull = false;
        var count = 0;
        while (count < batch.Count && !_isFull)
        {
            var packet = batch[count];
            if (Libc.Write(_file, ref MemoryMarshal.GetReference(packet), (nuint)packet.Length) >= 0)
                count++;
            else
                count += TakeRefused(Libc.LastError);
        }

        return count;
    }

    /// <inheritdoc/>
    public void Wait(TimeSpan timeout)
    {
        ObjectDisposedException.ThrowIf(_file.IsClosed, this);
        if (timeout != Timeout.InfiniteTimeSpan)
            ArgumentOutOfRangeException.ThrowIfLessThan(timeout, TimeSpan.Zero);

        _wait.Wait(_file, _isFull ? PollEvents.Input | PollEvents.Output : PollEvents.Input, timeout);
    }

    /// <summary>Ends a <see cref="Wait"/> of another thread, or the next one if none is under way.</summary>
    /// <remarks>Any thread may call it, also after <see cref="Dispose"/>: then nothing happens.</remarks>
    public void Wake() => _wait.Wake();

    /// <summary>Detaches from the interface, which is deleted unless it was made to persist; ends a <see cref="Wait"/>.</summary>
    public void Dispose()
    {
        _file.Dispose();
        _wait.Dispose();
        _interface.Dispose();
    }

    private static string Attach(SafeFileHandle file, string? name)
    {
        var request = new InterfaceRequest(stackalloc byte[InterfaceRequest.Length], name)
        {
            Flags = TunFlag | NoPacketInformationFlag,
        };

        return request.TrySend(file, InterfaceRequest.AttachTun) ? request.Name : throw CannotAttach(Libc.LastError, name);
    }

    private static Exception CannotOpen(Errno errno) => errno switch
    {
        Errno.NoSuchFile or Errno.NoSuchDevice or Errno.NoSuchDeviceOrAddress => new IOException(
            "There are no TUN devices here: /dev/net/tun is missing, or the kernel's module tun is", (int)errno),
        Errno.PermissionDenied or Errno.OperationNotPermitted => new UnauthorizedAccessException(
            "This process may not open /dev/net/tun"),
        _ => Libc.Failure(errno, "open /dev/net/tun"),
    };

    private static Exception CannotAttach(Errno errno, string? name) => errno switch
    {
        Errno.OperationNotPermitted => new UnauthorizedAccessException(
            "To make a TUN device takes the capability CAP_NET_ADMIN, to attach to one takes to be its owner"),
        Errno.Busy => new IOException($"Somebody is attached to {name} already", (int)errno),
        Errno.InvalidArgument => new IOException(
            $"'{name}' cannot be the name of a TUN device, or is the name of another interface", (int)errno),
        _ => Libc.Failure(errno, $"attach to {name ?? "a new TUN device"}"),
    };

    private static void ThrowIfNoPrefix(IpAddress address, int prefixLength)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(prefixLength);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(prefixLength, 8 * (address.IsIpv4 ? Ipv4Address.Length : Ipv6Address.Length));
    }

    private static IOException Failure(Errno errno, string what) => errno is Errno.BadFileState
        ? new($"Cannot {what}: somebody has deleted the interface", (int)errno)
        : Libc.Failure(errno, what);

    /// <summary>Decides on a packet that the kernel did not take: 1 if it is done with, 0 if it is to be offered again.</summary>
    private int TakeRefused(Errno errno)
    {
        switch (errno)
        {
            case Errno.Interrupted:
                return 0;

            case Errno.Again or Errno.NoBufferSpace:
                _isFull = true;
                return 0;

            // The link is down, this is not an IP packet, or there is no memory for it: links lose packets, TCP knows that.
            case Errno.InputOutput or Errno.InvalidArgument or Errno.OutOfMemory:
                PacketsLost++;
                return 1;

            default:
                throw Failure(errno, $"send to {Name}");
        }
    }
}
