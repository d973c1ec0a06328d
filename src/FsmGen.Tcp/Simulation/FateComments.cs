namespace FsmGen.Tcp.Simulation;

/// <summary>What a capture says about packets that do not just arrive.</summary>
internal static class FateComments
{
    private static readonly string[] Comments = [.. Enumerable.Range(0, (int)PacketFate.Lost).Select(static fate => Join((PacketFate)fate))];

    public static string Of(PacketFate fate) => fate switch
    {
        PacketFate.TooLong => "dropped: longer than the MTU",
        PacketFate.QueueFull => "dropped: the queue is full",
        PacketFate.Lost => "lost",
        _ => Comments[(int)fate],
    };

    private static string Join(PacketFate fate) => string.Join(
        ", ",
        from flag in (PacketFate[])[PacketFate.Corrupted, PacketFate.Duplicated, PacketFate.Delayed]
        where (fate & flag) != 0
        select flag.ToString().ToLowerInvariant());
}
