namespace FsmGen.Tcp.Tests.Simulation;

/// <summary>When a peer closes; it has always said all that it has to say by then.</summary>
internal enum Closes
{
    AtOnce,
    AfterPeer,
}

/// <summary>How a peer leaves before its time.</summary>
internal enum Leaves
{
    Never,

    /// <summary>By ABORT.</summary>
    Aborting,

    /// <summary>By RELEASE, whatever it has not read.</summary>
    Releasing,
}

/// <summary>How the user of a connection behaves.</summary>
internal sealed record Behavior
{
    public Closes Closes { get; init; }

    public Leaves Leaves { get; init; }

    /// <summary>Bytes said and heard, together, after which it leaves.</summary>
    public int LeavesAfter { get; init; }

    /// <summary>Whether it releases the connection where others close it.</summary>
    public bool Releases { get; init; }

    /// <summary>Whether it says something as soon as the connection is being opened.</summary>
    public bool IsEager { get; init; }

    /// <summary>Of so many texts that it gives to be sent, one is urgent; zero for none.</summary>
    public int Urgency { get; init; }

    /// <summary>The bytes that it gives, and takes, at a time.</summary>
    public int ChunkLength { get; init; } = 4096;

    /// <summary>How long it rests between two chunks that it takes.</summary>
    public TimeSpan Rest { get; init; }
}
