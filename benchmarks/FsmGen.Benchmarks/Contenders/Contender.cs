using FsmGen.Benchmarks.Streams;

namespace FsmGen.Benchmarks.Contenders;

/// <summary>A way to write a machine.</summary>
internal abstract class Contender(string name) : IDisposable
{
    /// <summary>As it stands in the tables.</summary>
    public string Name => name;

    /// <summary>Whether it can take part in a stream.</summary>
    public virtual bool Takes(EventStream stream) => true;

    /// <summary>Lets new machines take a stream.</summary>
    public abstract Run Take(EventStream stream);

    public virtual void Dispose()
    {
    }
}
