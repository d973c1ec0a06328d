namespace FsmGen.Tcp.Tests.Peers;

/// <summary>A file that is deleted when it is disposed.</summary>
internal sealed class TemporaryFile : IDisposable
{
    public string Path { get; } = System.IO.Path.GetTempFileName();

    public void Dispose() => File.Delete(Path);
}
