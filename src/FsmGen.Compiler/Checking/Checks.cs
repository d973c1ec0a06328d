using FsmGen.Compiler.Binding;
using FsmGen.Compiler.Lowering;

namespace FsmGen.Compiler.Checking;

/// <summary>What is said of a spec whose names are known. The order is that in which an author would want to mend it.</summary>
internal static class Checks
{
    /// <summary>What is said of a machine that keeps a configuration.</summary>
    public static void Run(Spec spec, Declarations declared, Findings findings)
    {
        MachineKind.Check(spec, findings);
        ParameterFlow.Check(spec, findings);
        if (findings.HasErrors)
            return;
        UnusedDeclarations.Check(spec, declared, findings);
        ScenarioRuns.Check(spec, findings);
    }

    public static void Run(Spec spec, Declarations declared, Exploration exploration, Findings findings)
    {
        var isBound = !findings.HasErrors;
        MachineKind.Check(spec, findings);
        ParameterFlow.Check(spec, findings);
        Unhandled.Check(spec, exploration, findings);
        if (!isBound)
            return;

        Reachability.Check(spec, exploration, findings);
        DeadRows.Check(spec, exploration, findings);
        RaisedEvents.Check(spec, exploration, findings);
        UnusedDeclarations.Check(spec, declared, findings);
        ScenarioRuns.Check(spec, findings);
    }
}
