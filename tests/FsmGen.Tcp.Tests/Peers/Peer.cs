namespace FsmGen.Tcp.Tests.Peers;

/// <summary>Whether this machine lets us have its Linux for a peer.</summary>
internal static class Peer
{
    private static readonly Lazy<string> Obstacle = new(Try);

    /// <summary>Skips the test, and says why, where network namespaces and TUN devices are out of reach.</summary>
    /// <param name="programs">The programs that the test runs besides <c>ip</c>.</param>
    public static void SkipUnlessPossible(params string[] programs)
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("TUN devices and network namespaces are of Linux");
        if (!Environment.IsPrivilegedProcess)
            Assert.Skip("only root may make TUN devices and network namespaces");
        if (!File.Exists("/dev/net/tun"))
            Assert.Skip("there is no /dev/net/tun");

        foreach (var program in (string[])["ip", .. programs])
        {
            if (!IsOnPath(program))
                Assert.Skip($"{program} is not on the PATH");
        }

        if (Obstacle.Value != "")
            Assert.Skip($"this machine does not give us a network namespace: {Obstacle.Value}");
    }

    /// <summary>Makes a namespace, once: root in a container may not.</summary>
    private static string Try()
    {
        NetworkNamespace.Sweep();
        var name = $"{NetworkNamespace.Prefix}{Environment.ProcessId}-0";
        using var add = new PeerProcess("ip", "netns", "add", name);
        if (add.TryFinish(out var complaint))
            PeerProcess.Run("ip", "netns", "delete", name);

        return complaint;
    }

    private static bool IsOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));
}
