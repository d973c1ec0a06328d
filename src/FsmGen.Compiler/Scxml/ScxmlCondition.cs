using FsmGen.Compiler.Model;

namespace FsmGen.Compiler.Scxml;

/// <summary>A condition as a spec says it, or what it comes to whatever the guards: then <c>Condition</c> is null.</summary>
internal readonly record struct ScxmlCondition(Condition? Condition, bool Constant)
{
    public static readonly ScxmlCondition True = new(null, true);

    public static readonly ScxmlCondition False = new(null, false);

    public bool IsTrue => Condition is null && Constant;

    public bool IsFalse => Condition is null && !Constant;

    public static ScxmlCondition Of(Condition.Atom atom) => new(atom, false);

    public ScxmlCondition Not() => Condition switch
    {
        null => new ScxmlCondition(null, !Constant),
        Condition.Not not => new ScxmlCondition(not.Operand, false),
        _ => new ScxmlCondition(new Condition.Not(Condition), false),
    };

    public ScxmlCondition And(ScxmlCondition other) =>
        IsFalse || other.IsTrue ? this
        : other.IsFalse || IsTrue ? other
        : new ScxmlCondition(new Condition.And(Condition!, other.Condition!), false);

    public ScxmlCondition Or(ScxmlCondition other) =>
        IsTrue || other.IsFalse ? this
        : other.IsTrue || IsFalse ? other
        : new ScxmlCondition(new Condition.Or(Condition!, other.Condition!), false);

    public override string ToString() => Condition?.ToString() ?? (Constant ? "true" : "false");
}
