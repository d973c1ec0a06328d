using System.Reflection;
using Microsoft.CodeAnalysis;

namespace FsmGen.Compiler;

/// <summary>Everything FsmGen can say. Ids: 1xxx language, 2xxx design, 3xxx C# usage, 9xxx file.</summary>
internal static class Rules
{
    /// <summary>The MSBuild property <c>FsmGenHelpBase</c>. First of all fields: the rules below ask for it.</summary>
    private static readonly string? HelpBase = typeof(Rules).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(static metadata => metadata.Key == nameof(HelpBase))?.Value;

    public static readonly DiagnosticDescriptor UnknownState = Error("FSM1001", "Unknown state", "State '{0}' is not declared{1}");
    public static readonly DiagnosticDescriptor UnknownEvent = Error("FSM1002", "Unknown event", "Event '{0}' is not declared{1}");
    public static readonly DiagnosticDescriptor UnknownGuard = Error("FSM1003", "Unknown guard", "Guard '{0}' is not declared{1}");
    public static readonly DiagnosticDescriptor UnknownAction = Error("FSM1004", "Unknown action", "Action '{0}' is not declared{1}");
    public static readonly DiagnosticDescriptor UnknownKey = Error("FSM1005", "Unknown key", "'{0}' is not a key of {1}{2}");
    public static readonly DiagnosticDescriptor Duplicate = Error("FSM1006", "Declared twice", "The {0} '{1}' stands here a second time");
    public static readonly DiagnosticDescriptor MissingKey = Error("FSM1007", "Missing key", "{0} needs the key '{1}'");
    public static readonly DiagnosticDescriptor WrongShape = Error("FSM1008", "Wrong shape", "{0} takes {1}, not {2}");
    public static readonly DiagnosticDescriptor InvalidName = Error("FSM1009", "Invalid name", "'{0}' cannot be the name of {1}: {2}");
    public static readonly DiagnosticDescriptor InvalidSignature = Error("FSM1010", "Invalid signature", "The signature '{0}' cannot be read: {1}");
    public static readonly DiagnosticDescriptor InvalidCondition = Error("FSM1011", "Invalid condition", "The condition cannot be read: {0}");
    public static readonly DiagnosticDescriptor InvalidAction = Error("FSM1012", "Invalid action", "The action '{0}' cannot be used so: {1}");
    public static readonly DiagnosticDescriptor MissingParameter = Error("FSM1013", "Missing parameter", "'{0}' reads the parameter '{1}', which {2} does not carry");
    public static readonly DiagnosticDescriptor ParameterConflict = Error("FSM1014", "Conflicting parameter", "The parameter '{0}' is '{1}' here and '{2}' in event '{3}'; a parameter's name has one type in a machine");
    public static readonly DiagnosticDescriptor StandsAlone = Error("FSM1015", "Word that stands alone", "A row that says '{0}' has no transition: take away '{1}'");
    public static readonly DiagnosticDescriptor InvalidWord = Error("FSM1016", "Invalid word", "'{0}' is not a value of '{1}': write {2}{3}");
    public static readonly DiagnosticDescriptor InvalidCode = Error("FSM1017", "Invalid C#", "This is not {0}: {1}");
    public static readonly DiagnosticDescriptor InternalEvent = Error("FSM1018", "Internal and external events", "{0}");
    public static readonly DiagnosticDescriptor InvalidStep = Error("FSM1019", "Invalid step", "The step cannot be read: {0}");
    public static readonly DiagnosticDescriptor FinalState = Error("FSM1020", "Final state", "State '{0}' is final: nothing leaves it, so it has no '{1}'");
    public static readonly DiagnosticDescriptor ExclusiveTargets = Error("FSM1021", "States that are never active together", "States '{0}' and '{1}' are never active together: {2}");
    public static readonly DiagnosticDescriptor UnknownTimer = Error("FSM1022", "Unknown timer", "Timer '{0}' is not declared{1}");
    public static readonly DiagnosticDescriptor InvalidDuration = Error("FSM1023", "Invalid duration", "'{0}' is not a duration: write a number above zero and its unit, like '500ms', '1.5s', '5m', '1h' or '2d', up to 10,000 days");
    public static readonly DiagnosticDescriptor InvalidState = Error("FSM1024", "State of the wrong kind", "{0}");
    public static readonly DiagnosticDescriptor KindOfMachine = Error("FSM1025", "What this kind of machine cannot do", "{0}");

    public static readonly DiagnosticDescriptor UnhandledEvent = Error("FSM2001", "Unhandled event", "State '{0}' does not handle event '{1}'{2}");
    public static readonly DiagnosticDescriptor UnreachableState = Warning("FSM2002", "Unreachable state", "No sequence of events leads to state '{0}'");
    public static readonly DiagnosticDescriptor DeadRow = Warning("FSM2003", "Row that is never taken", "This row for event '{0}' is never taken: {1}");
    public static readonly DiagnosticDescriptor Contradiction = Warning("FSM2004", "Word that contradicts a row", "'{0}' takes every event '{1}' in state '{2}', and contradicts the row below it");
    public static readonly DiagnosticDescriptor FailedScenario = Error("FSM2005", "Scenario that fails", "Scenario '{0}' fails: {1}");
    public static readonly DiagnosticDescriptor Unused = Warning("FSM2006", "Unused declaration", "The {0} '{1}' is declared, and nothing uses it");
    public static readonly DiagnosticDescriptor RaiseOverflow = Error("FSM2007", "Too many raised events", "Here {0} raised events can wait; at most {1} have room{2}");
    public static readonly DiagnosticDescriptor Inconclusive = Rule("FSM2008", "Analysis that gave up", "The analysis of this machine is inconclusive: there are more configurations than it looks at, and what it says nothing of may still be wrong", DiagnosticSeverity.Info);
    public static readonly DiagnosticDescriptor BrokenInvariant = Error("FSM2009", "Broken invariant", "Invariant '{0}' does not hold in '{1}', after '{2}'");
    public static readonly DiagnosticDescriptor EndlessStep = Error("FSM2010", "Step without end", "This row is taken again and again without end, after '{0}'");
    public static readonly DiagnosticDescriptor Trap = Warning("FSM2011", "State without a way out", "No sequence of events leads from state '{0}' {1}; it is entered after '{2}'");
    public static readonly DiagnosticDescriptor DeferredForEver = Warning("FSM2012", "Event deferred for ever", "Event '{0}' is deferred here, after '{1}', and nothing that can follow takes it");
    public static readonly DiagnosticDescriptor BrokenPromise = Error("FSM2013", "Event that never comes, and does", "'never' is wrong: the machine itself brings about event '{0}' here, after '{1}'");

    public static readonly DiagnosticDescriptor MissingHostMethod = Error("FSM3001", "Missing host method", "Machine '{0}' has no {1} '{2}' yet: write '{3}'");
    public static readonly DiagnosticDescriptor WrongHostMethod = Error("FSM3002", "Host method with another signature", "'{0}' is not what the spec of machine '{1}' declares: write '{2}'");
    public static readonly DiagnosticDescriptor StrayHostMethod = Warning("FSM3003", "Host method that the spec does not know", "The spec of machine '{0}' has no guard or action '{1}'{2}");
    public static readonly DiagnosticDescriptor MissingCase = Warning("FSM3004", "Switch that misses states", "This switch over '{0}' has no case for {1}");
    public static readonly DiagnosticDescriptor FruitlessEvent = Warning("FSM3005", "Event that nothing comes of", "No state of machine '{0}' does anything with event '{1}'");
    public static readonly DiagnosticDescriptor NestedFire = Warning("FSM3006", "Event fired within a step", "'{0}' runs within a step, where machine '{1}' refuses events: raise the event in the spec, or say 'reentrancy: queue' there");
    public static readonly DiagnosticDescriptor CopiedMachine = Warning("FSM3007", "Call on a copy of a machine", "Machine '{0}' is a struct and {1} read-only: '{2}' changes a copy that is thrown away");

    public static readonly DiagnosticDescriptor InvalidYaml = Error("FSM9001", "Invalid YAML", "This is not YAML: {0}");
    public static readonly DiagnosticDescriptor TooLarge = Error("FSM9002", "File too large", "The spec is too large: {0}");
    public static readonly DiagnosticDescriptor UnsupportedYaml = Error("FSM9003", "YAML that a spec does not have", "A spec has no such thing as {0}");
    public static readonly DiagnosticDescriptor EmptyFile = Error("FSM9004", "Empty file", "The spec is empty; begin with 'machine: Name'");
    public static readonly DiagnosticDescriptor SameMachine = Error("FSM9005", "Machine declared by two files", "The type '{0}' is also declared by '{1}'");

    public static readonly DiagnosticDescriptor UselessSuppression = Warning("FSM9006", "Suppression of nothing", "'{0}' suppresses nothing{1}");
    public static readonly DiagnosticDescriptor Include = Error("FSM9007", "File that cannot be included", "'{0}' cannot be included: {1}");

    /// <summary>Every rule, in the order of the ids.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> All { get; } =
    [
        UnknownState, UnknownEvent, UnknownGuard, UnknownAction, UnknownKey, Duplicate, MissingKey, WrongShape, InvalidName,
        InvalidSignature, InvalidCondition, InvalidAction, MissingParameter, ParameterConflict, StandsAlone, InvalidWord,
        InvalidCode, InternalEvent, InvalidStep, FinalState, ExclusiveTargets, UnknownTimer, InvalidDuration, InvalidState, KindOfMachine,
        UnhandledEvent, UnreachableState, DeadRow, Contradiction, FailedScenario, Unused, RaiseOverflow,
        Inconclusive, BrokenInvariant, EndlessStep, Trap, DeferredForEver, BrokenPromise,
        MissingHostMethod, WrongHostMethod, StrayHostMethod, MissingCase, FruitlessEvent, NestedFire, CopiedMachine,
        InvalidYaml, TooLarge, UnsupportedYaml, EmptyFile, SameMachine, UselessSuppression, Include,
    ];

    private static DiagnosticDescriptor Error(string id, string title, string message) => Rule(id, title, message, DiagnosticSeverity.Error);

    private static DiagnosticDescriptor Warning(string id, string title, string message) => Rule(id, title, message, DiagnosticSeverity.Warning);

    /// <summary>Whether an author may choose the rule's severity. What cannot be understood stays an error.</summary>
    public static bool IsConfigurable(this DiagnosticDescriptor rule) => !rule.CustomTags.Contains(WellKnownDiagnosticTags.NotConfigurable);

    private static DiagnosticDescriptor Rule(string id, string title, string message, DiagnosticSeverity severity) =>
        new(id, title, message, "FsmGen", severity, isEnabledByDefault: true, helpLinkUri: HelpLink(HelpBase, id), customTags: TagsOf(id, severity));

    /// <summary>Where the page of a rule can be read; null as long as the pages have no home.</summary>
    internal static string? HelpLink(string? helpBase, string id) => string.IsNullOrEmpty(helpBase) ? null : $"{helpBase}{id}.md";

    /// <summary>Roslyn itself keeps NoWarn and configuration files away from a rule with this tag.</summary>
    private static string[] TagsOf(string id, DiagnosticSeverity severity) =>
        severity == DiagnosticSeverity.Error && (id[3] is '1' or '9') ? [WellKnownDiagnosticTags.NotConfigurable] : [];
}
