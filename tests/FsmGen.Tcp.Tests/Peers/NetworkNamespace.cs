using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using FsmGen.Tcp.Devices;
using Microsoft.Win32.SafeHandles;

namespace FsmGen.Tcp.Tests.Peers;

/// <summary>A network of its own in this kernel: interfaces, addresses, routes and ports that nobody else sees.</summary>
internal sealed class NetworkNamespace : IDisposable
{
    /// <summary>What all names begin with; the number of the process follows.</summary>
    public const string Prefix = "fsmgen-";

    private const string Folder = "/run/netns";

    private static int _count;

    private readonly Stack<PeerProcess> _processes = [];
    private readonly SafeFileHandle _file;

    public NetworkNamespace()
    {
        Peer.SkipUnlessPossible();
        Name = $"{Prefix}{Environment.ProcessId}-{Interlocked.Increment(ref _count)}";
        PeerProcess.Run("ip", "netns", "add", Name);
        try
        {
            _file = File.OpenHandle(Path.Combine(Folder, Name));
            Run("ip", "link", "set", "lo", "up");
        }
        catch
        {
            _file?.Dispose();
            PeerProcess.Run("ip", "netns", "delete", Name);
            throw;
        }
    }

    /// <summary>The name for <c>ip netns</c>.</summary>
    public string Name { get; }

    /// <summary>Calls a function on a thread in this namespace: what it makes (sockets, devices, processes) stays in there.</summary>
    public T Enter<T>(Func<T> function)
    {
        var result = default(T)!; // the thread sets it, or the failure
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                // The thread ends here, so nobody has to find the way back.
                if (SetNamespace(_file, kind: 0) != 0)
                    throw new IOException($"Cannot enter {Name}: {Marshal.GetLastPInvokeErrorMessage()}");

                result = function();
            }
            catch (Exception e)
            {
                failure = ExceptionDispatchInfo.Capture(e);
            }
        });

        thread.Start();
        thread.Join();
        failure?.Throw();
        return result;
    }

    /// <summary>Makes a TUN device with the kernel's end in this namespace.</summary>
    public TunDevice OpenTun(string? name = null, int? maximumTransmissionUnit = null) => Enter(() => OperatingSystem.IsLinux()
        ? TunDevice.Open(name, maximumTransmissionUnit)
        : throw new PlatformNotSupportedException());

    /// <summary>Makes a TCP socket of the kernel in this namespace.</summary>
    public Socket CreateSocket(AddressFamily family) => Enter(() => new Socket(family, SocketType.Stream, ProtocolType.Tcp));

    /// <summary>Runs a program in here until it ends, and gives its output; it must succeed.</summary>
    public string Run(string program, params string[] arguments) =>
        Start(program, arguments).Finish().GetAwaiter().GetResult();

    /// <summary>Starts a program in here; it ends with the namespace at the latest.</summary>
    public PeerProcess Start(string program, params string[] arguments)
    {
        // A process is forked from the thread that starts it, and is where the thread is.
        var process = Enter(() => new PeerProcess(program, arguments));
        _processes.Push(process);
        return process;
    }

    public void Dispose()
    {
        while (_processes.TryPop(out var process))
            process.Dispose();

        _file.Dispose();
        PeerProcess.Run("ip", "netns", "delete", Name);
    }

    /// <summary>Removes what processes left that were killed before they could.</summary>
    public static void Sweep()
    {
        if (!Directory.Exists(Folder))
            return;

        foreach (var path in Directory.GetFiles(Folder, $"{Prefix}*"))
        {
            var name = Path.GetFileName(path);
            if (int.TryParse(name.Split('-')[1], CultureInfo.InvariantCulture, out var id) && !IsRunning(id))
                PeerProcess.Run("ip", "netns", "delete", name);
        }
    }

    private static bool IsRunning(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static extern int SetNamespace(SafeFileHandle file, int kind);
}
