using FsmGen.Compiler.Analysis;
using FsmGen.Compiler.Binding;
using FsmGen.Compiler.Lowering;

namespace FsmGen.Compiler.Checking;

/// <summary>What is said of a spec whose names are known. The order is that in which an author would want to mend it.</summary>
internal static class Checks
{
    /// <summary>What is said of a machine in which one leaf says everything.</summary>
    public static void Run(Spec spec, Declarations declared, Exploration exploration, AnalysisBudget budget, Findings findings, CancellationToken cancellation)
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
        if (HasMoreToFind(spec))
            RunBoth(spec, StateSpace.Of(spec, budget, cancellation), findings);
        else
            ScenarioRuns.Check(spec, findings);
    }

    /// <summary>Whether it matters by which way one comes to a leaf: otherwise there is no need to follow the ways.</summary>
    private static bool HasMoreToFind(Spec spec) => spec.Invariants.Count > 0 || spec.Raised.Count > 0 || spec.Leaves.Any(static leaf => leaf.EndsMachine);

    /// <summary>What is said of a machine that keeps a configuration.</summary>
    public static void Run(Spec spec, Declarations declared, AnalysisBudget budget, Findings findings, CancellationToken cancellation)
    {
        MachineKind.Check(spec, findings);
        if (findings.HasErrors)
        {
            ParameterFlow.CheckRows(spec, findings);
            return;
        }

        var space = StateSpace.Of(spec, budget, cancellation);
        ParameterFlow.Check(spec, space, findings);
        Unhandled.Check(spec, space, findings);
        RaisedEvents.Check(space, findings);
        if (space.IsComplete)
        {
            Reachability.Check(spec, space, findings);
            DeadRows.Check(spec, space, findings);
        }

        UnusedDeclarations.Check(spec, declared, findings);
        RunBoth(spec, space, findings);
    }

    private static void RunBoth(Spec spec, StateSpace space, Findings findings)
    {
        BrokenInvariants.Check(spec, space, findings);
        BrokenPromises.Check(space, findings);
        EndlessSteps.Check(space, findings);
        if (space.IsComplete)
        {
            Traps.Check(spec, space, findings);
            DeferredForEver.Check(space, findings);
        }

        if (space.IsInconclusive)
            findings.Add(Rules.Inconclusive, spec.Name.Span);
        ScenarioRuns.Check(spec, findings);
    }
}
