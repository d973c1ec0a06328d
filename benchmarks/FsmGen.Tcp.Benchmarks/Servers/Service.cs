namespace FsmGen.Tcp.Benchmarks.Servers;

/// <summary>What a server does for a connection, by the port that it is asked at; Native/client.c is who asks.</summary>
internal enum Service
{
    /// <summary>Reads eight bytes, and writes as many bytes as they say.</summary>
    Download = 1001,

    /// <summary>Reads to the end.</summary>
    Upload,

    /// <summary>Writes what it reads.</summary>
    Ping,

    /// <summary>Closes at once.</summary>
    Connect,

    /// <summary>Does nothing.</summary>
    Hold,
}
