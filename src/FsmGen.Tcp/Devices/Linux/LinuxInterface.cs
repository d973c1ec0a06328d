using System.Runtime.InteropServices;
using FsmGen.Runtime.Packets;
using Microsoft.Win32.SafeHandles;

namespace FsmGen.Tcp.Devices.Linux;

/// <summary>The kernel's end of a link: what <c>ip link</c>, <c>ip address</c> and <c>ip route</c> set.</summary>
/// <remarks>
/// One netlink socket serves both kinds of calls. It belongs to the network namespace of the thread that made it, whichever
/// thread uses it later.
/// </remarks>
internal sealed class LinuxInterface : IDisposable
{
    private const int NetlinkFamily = 16;
    private const int RawSocket = 3;
    private const int RouteProtocol = 0;
    private const short UpFlag = 1;

    private readonly SafeFileHandle _socket;
    private readonly string _name;

    public LinuxInterface(string name)
    {
        _name = name;
        _socket = Libc.Socket(NetlinkFamily, RawSocket | Libc.CloseOnExec, RouteProtocol);
        if (_socket.IsInvalid)
            throw Libc.Failure(Libc.LastError, "open a netlink socket");
    }

    /// <summary>Bytes of the longest packet that the link carries.</summary>
    public int MaximumTransmissionUnit
    {
        get => Get(InterfaceRequest.GetMtu, "read the MTU");
        set
        {
            var request = new InterfaceRequest(stackalloc byte[InterfaceRequest.Length], _name) { Number = value };
            Send(request, InterfaceRequest.SetMtu, $"set the MTU to {value}");
        }
    }

    private int Index => Get(InterfaceRequest.GetIndex, "find the interface");

    public void BringUp()
    {
        var request = new InterfaceRequest(stackalloc byte[InterfaceRequest.Length], _name);
        Send(request, InterfaceRequest.GetFlags, "read the state of the link");
        request.Flags |= UpFlag;
        Send(request, InterfaceRequest.SetFlags, "bring the link up");
    }

    /// <summary>Gives the interface an address, and with it a route to the network that the address is of.</summary>
    public void AddAddress(IpAddress address, int prefixLength)
    {
        const byte NoDuplicateDetection = 2, UniverseScope = 0;
        const ushort Address = 1, Local = 2;

        // struct ifaddrmsg: family, length of the prefix, flags, scope, and the index of the interface.
        Span<byte> fields = [FamilyOf(address), (byte)prefixLength, NoDuplicateDetection, UniverseScope, 0, 0, 0, 0];
        MemoryMarshal.Write(fields[4..], Index);

        var message = new NetlinkMessage(stackalloc byte[NetlinkMessage.MaximumLength], NetlinkMessage.NewAddress, fields);
        message.Add(Local, address);
        message.Add(Address, address);
        Send(message, $"give it the address {address}/{prefixLength}");
    }

    /// <summary>Lets packets to a network go to the interface.</summary>
    public void AddRoute(IpAddress network, int prefixLength)
    {
        const byte MainTable = 254, StaticProtocol = 4, LinkScope = 253, Unicast = 1;
        const ushort Destination = 1, OutputInterface = 4;

        // struct rtmsg: family, length of both prefixes, type of service, table, protocol, scope, type, and flags.
        ReadOnlySpan<byte> fields =
        [
            FamilyOf(network), (byte)prefixLength, 0, 0, MainTable, StaticProtocol, LinkScope, Unicast, 0, 0, 0, 0,
        ];

        var message = new NetlinkMessage(stackalloc byte[NetlinkMessage.MaximumLength], NetlinkMessage.NewRoute, fields);
        message.Add(Destination, network);
        message.Add(OutputInterface, Index);
        Send(message, $"route {network}/{prefixLength} to it");
    }

    public void Dispose() => _socket.Dispose();

    private static byte FamilyOf(IpAddress address)
    {
        const byte Internet = 2, InternetV6 = 10;
        return address.IsIpv4 ? Internet : InternetV6;
    }

    private int Get(uint kind, string what)
    {
        var request = new InterfaceRequest(stackalloc byte[InterfaceRequest.Length], _name);
        Send(request, kind, what);
        return request.Number;
    }

    private void Send(InterfaceRequest request, uint kind, string what)
    {
        if (!request.TrySend(_socket, kind))
            throw Failure(Libc.LastError, what);
    }

    private void Send(NetlinkMessage message, string what)
    {
        Span<byte> answer = stackalloc byte[NetlinkMessage.MaximumLength * 2];
        var bytes = message.Bytes;
        if (Libc.Write(_socket, ref MemoryMarshal.GetReference(bytes), (nuint)bytes.Length) < 0)
            throw Failure(Libc.LastError, what);

        // The kernel has answered before the write returns.
        var length = Libc.Read(_socket, ref MemoryMarshal.GetReference(answer), (nuint)answer.Length);
        if (length < 0)
            throw Failure(Libc.LastError, what);
        if (NetlinkMessage.ReadAnswer(answer[..(int)length]) is not 0 and var errno)
            throw Failure(errno, what);
    }

    private Exception Failure(Errno errno, string what) => errno is Errno.OperationNotPermitted
        ? new UnauthorizedAccessException($"{_name}: cannot {what}: that takes the capability CAP_NET_ADMIN")
        : Libc.Failure(errno, $"{what} ({_name})");
}
