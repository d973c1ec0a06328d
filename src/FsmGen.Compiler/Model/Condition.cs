namespace FsmGen.Compiler.Model;

/// <summary>A boolean expression over the names of guards and the states that are active.</summary>
internal abstract record Condition
{
    public abstract bool Holds(Func<Atom, bool> atom);

    /// <summary>What it asks, in the order of the text.</summary>
    public abstract IEnumerable<Atom> Atoms { get; }

    /// <summary>A question that is answered by yes or no.</summary>
    internal abstract record Atom : Condition
    {
        public override bool Holds(Func<Atom, bool> atom) => atom(this);

        public override IEnumerable<Atom> Atoms => [this];
    }

    internal sealed record Guard(string Name) : Atom
    {
        public override string ToString() => Name;
    }

    /// <summary>Whether a state is active.</summary>
    internal sealed record In(string State) : Atom
    {
        public override string ToString() => $"in({State})";
    }

    internal sealed record Not(Condition Operand) : Condition
    {
        public override bool Holds(Func<Atom, bool> atom) => !Operand.Holds(atom);

        public override IEnumerable<Atom> Atoms => Operand.Atoms;

        public override string ToString() => Operand is Atom or Not ? $"not {Operand}" : $"not ({Operand})";
    }

    internal sealed record And(Condition Left, Condition Right) : Condition
    {
        public override bool Holds(Func<Atom, bool> atom) => Left.Holds(atom) && Right.Holds(atom);

        public override IEnumerable<Atom> Atoms => Left.Atoms.Concat(Right.Atoms);

        public override string ToString() => $"{Side(Left)} and {Side(Right)}";

        private static string Side(Condition side) => side is Or ? $"({side})" : side.ToString();
    }

    internal sealed record Or(Condition Left, Condition Right) : Condition
    {
        public override bool Holds(Func<Atom, bool> atom) => Left.Holds(atom) || Right.Holds(atom);

        public override IEnumerable<Atom> Atoms => Left.Atoms.Concat(Right.Atoms);

        public override string ToString() => $"{Left} or {Right}";
    }
}
