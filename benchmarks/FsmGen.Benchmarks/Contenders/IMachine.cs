namespace FsmGen.Benchmarks.Contenders;

/// <summary>
/// A machine that is called for each event. What implements it is a struct around the machine, so that the loop over events is
/// compiled for it alone and the call through this interface costs nothing.
/// </summary>
internal interface IMachine<TEvent>
    where TEvent : unmanaged, Enum
{
    int State { get; }

    long Effects { get; }

    /// <summary>Gives the machine an event; whether a row took it.</summary>
    bool Fire(TEvent e);
}
