namespace FsmGen.Compiler.Model;

/// <summary>A boolean expression over the names of guards.</summary>
internal abstract record Condition
{
    public abstract bool Holds(Func<string, bool> guard);

    /// <summary>The guards it names, in the order of the text.</summary>
    public abstract IEnumerable<string> Guards { get; }

    internal sealed record Guard(string Name) : Condition
    {
        public override bool Holds(Func<string, bool> guard) => guard(Name);

        public override IEnumerable<string> Guards => [Name];

        public override string ToString() => Name;
    }

    internal sealed record Not(Condition Operand) : Condition
    {
        public override bool Holds(Func<string, bool> guard) => !Operand.Holds(guard);

        public override IEnumerable<string> Guards => Operand.Guards;

        public override string ToString() => Operand is Guard or Not ? $"not {Operand}" : $"not ({Operand})";
    }

    internal sealed record And(Condition Left, Condition Right) : Condition
    {
        public override bool Holds(Func<string, bool> guard) => Left.Holds(guard) && Right.Holds(guard);

        public override IEnumerable<string> Guards => Left.Guards.Concat(Right.Guards);

        public override string ToString() => $"{Side(Left)} and {Side(Right)}";

        private static string Side(Condition side) => side is Or ? $"({side})" : side.ToString();
    }

    internal sealed record Or(Condition Left, Condition Right) : Condition
    {
        public override bool Holds(Func<string, bool> guard) => Left.Holds(guard) || Right.Holds(guard);

        public override IEnumerable<string> Guards => Left.Guards.Concat(Right.Guards);

        public override string ToString() => $"{Left} or {Right}";
    }
}
