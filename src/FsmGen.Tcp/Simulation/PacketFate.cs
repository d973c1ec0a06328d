namespace FsmGen.Tcp.Simulation;

/// <summary>What becomes of a packet that is handed to a link.</summary>
[Flags]
internal enum PacketFate
{
    Unharmed = 0,
    Corrupted = 1,
    Duplicated = 2,
    Delayed = 4,
    Lost = 8,
    QueueFull = 16,
    TooLong = 32,
}
