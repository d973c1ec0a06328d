using System.Reflection;
using FsmGen.Compiler;
using FsmGen.Compiler.Model;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Generators.Tests;

/// <summary>
/// Compiles a spec and runs a script against its machine. The host is written here, but for what a test writes itself:
/// each action logs its name and arguments, each guard holds if its name is in <c>Holds</c>.
/// </summary>
internal static class Play
{
    /// <summary>What the script and the actions logged: a script says <c>Say(anything)</c>.</summary>
    public static string Run(string yaml, string script, string host = "", Consumer? consumer = null)
    {
        var generation = Generate(yaml, script, host, consumer);
        Assert.Empty(generation.Reported);
        return Execute(generation.Load());
    }

    public static Generation Generate(string yaml, string script, string host = "", Consumer? consumer = null) =>
        (consumer ?? Consumer.Build).Generate(yaml, Source(MachineOf(yaml), script, host), host);

    public static string Execute(Assembly assembly) =>
        assembly.GetType("Script")!.GetMethod("Run", BindingFlags.Public | BindingFlags.Static)!.CreateDelegate<Func<string>>()();

    private static Machine MachineOf(string yaml) => SpecCompilation.Of(SourceText.From(yaml), SpecText.DefaultPath, null).Machine!;

    private static string Source(Machine machine, string script, string host)
    {
        var space = machine.Namespace ?? "Demo";
        var guards = machine.Guards.Where(guard => guard.Code is null && !host.Contains($"partial bool {guard.Name}(", StringComparison.Ordinal))
            .Select(guard => $"private partial bool {guard.Name}({Declare(guard.Parameters)}) => Script.Holds.Contains(\"{guard.Name}\");");
        var actions = machine.Actions.Where(action => !machine.IsTable && !action.IsAsync && action.Code is null && !host.Contains($"partial void {action.Name}(", StringComparison.Ordinal))
            .Select(action => $"private partial void {action.Name}({Declare(action.Parameters.Select(p => p.Parameter))}) => Script.Call(\"{action.Name}\"{string.Concat(action.Parameters.Select(p => $", {p.Parameter.Name}"))});");
        return
            $$"""
            #nullable enable
            {{string.Concat(machine.Usings.Select(name => $"using {name};"))}}
            using System;
            using System.Collections.Generic;
            using System.Linq;
            using {{space}};
            namespace {{space}}
            {
                partial {{(machine.IsStruct ? "struct" : "class")}} {{machine.Name}}
                {
                    {{string.Join("\n        ", guards.Concat(actions))}}
                }
            }
            internal static class Script
            {
                public static readonly List<string> Log = new List<string>();
                public static readonly HashSet<string> Holds = new HashSet<string>();
                public static void Say(object? what) => Log.Add($"{what}");
                public static void Call(string action, params object?[] arguments) => Log.Add(arguments.Length == 0 ? action : $"{action}({string.Join(", ", arguments)})");
                [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
                public static long Allocated(Action work)
                {
                    work();
                    var before = GC.GetAllocatedBytesForCurrentThread();
                    work();
                    return GC.GetAllocatedBytesForCurrentThread() - before;
                }
                public static Exception Caught(Action action)
                {
                    try { action(); } catch (Exception e) { return e; }
                    throw new InvalidOperationException("nothing was thrown");
                }
                public static string Run()
                {
                    {{script}}
                    return string.Join(" ", Log);
                }
            }
            """;
    }

    private static string Declare(IEnumerable<Parameter> parameters) => string.Join(", ", parameters.Select(static parameter => parameter.Declaration));
}
