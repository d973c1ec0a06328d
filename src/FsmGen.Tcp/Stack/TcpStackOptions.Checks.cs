using System.Runtime.CompilerServices;

namespace FsmGen.Tcp.Stack;

public sealed partial record TcpStackOptions
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>Finds what a stack could not work with.</summary>
    /// <exception cref="ArgumentException">There is such an option; the message names it.</exception>
    internal void Check()
    {
        if (LocalAddresses.Count == 0 && !AcceptsAnyDestination)
            throw new ArgumentException($"The stack would hear nothing: it needs {nameof(LocalAddresses)}, or {nameof(AcceptsAnyDestination)}");
        foreach (var address in LocalAddresses)
        {
            if (!TcpStack.IsUnicast(address))
                throw new ArgumentException($"{address} is not the address of a host");
        }

        if (FirstEphemeralPort == 0 || LastEphemeralPort < FirstEphemeralPort)
            throw new ArgumentException($"{FirstEphemeralPort} to {LastEphemeralPort} is no range of ports");

        NotNegative(MaximumConnections);
        NotNegative(MaximumTimeWaits);
        NotNegative(MaximumResetsPerSecond ?? 0, nameof(MaximumResetsPerSecond));
        NotNegative(MaximumReassemblies);
        NotNegative(MaximumReassemblyBytes);
        Sensible(Ipv4ReassemblyTimeout);
        Sensible(Ipv6ReassemblyTimeout);
    }

    private static void NotNegative(int value, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (value < 0)
            throw new ArgumentException($"{name} is {value}; it cannot be negative");
    }

    private static void Sensible(TimeSpan value, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (value <= TimeSpan.Zero || value > Longest)
            throw new ArgumentException($"{name} is {value}; it can be more than nothing and up to a day");
    }
}
