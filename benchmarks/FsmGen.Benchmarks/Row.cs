namespace FsmGen.Benchmarks;

/// <summary>A row of a machine as data: what its actions amount to is one number.</summary>
internal readonly record struct Row<TState, TEvent>(TState From, TEvent On, TState To, long Effects)
    where TState : unmanaged, Enum
    where TEvent : unmanaged, Enum
{
    /// <summary>Whether the row stays where it is, without leaving and entering the state.</summary>
    public bool IsInternal => From.Equals(To);
}
