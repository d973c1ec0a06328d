namespace FsmGen.Tcp.Tests.Peers;

/// <summary>What a <see cref="BadLink"/> does to packets, in each direction.</summary>
public enum Harm
{
    /// <summary>It doubles some, and lets others be overtaken.</summary>
    Disorder = 0,

    /// <summary>It loses one of a hundred.</summary>
    Loss1 = 1,

    /// <summary>It loses five of a hundred.</summary>
    Loss5 = 5,

    /// <summary>It loses twenty of a hundred.</summary>
    Loss20 = 20,
}
