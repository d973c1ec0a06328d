using FsmGen.Compiler.Model;

namespace FsmGen.Compiler.Emit;

/// <summary>A method that the host implements: its name, and how C# declares it after <c>private partial</c>.</summary>
internal sealed record HostMethod(string Name, string Head);

/// <summary>How guards and actions are declared: the generated half says it, and the host repeats it.</summary>
internal static class HostMethods
{
    /// <summary>What a host has to implement, guards first.</summary>
    public static IReadOnlyList<HostMethod> Of(Machine machine) =>
    [
        .. machine.Guards.Where(static guard => guard.Code is null).Select(static guard => new HostMethod(guard.Name, HeadOf(guard))),
        .. machine.Actions.Where(static action => action.Code is null).Select(static action => new HostMethod(action.Name, HeadOf(action))),
    ];

    public static string HeadOf(HostGuard guard) => $"bool {guard.Name}({string.Join(", ", guard.Parameters.Select(static parameter => parameter.Declaration))})";

    public static string HeadOf(HostAction action)
    {
        var parameters = action.Parameters.Select(static parameter => parameter.Parameter.Declaration);
        return action.IsAsync
            ? $"global::System.Threading.Tasks.ValueTask {action.Name}({string.Join(", ", parameters.Append("global::System.Threading.CancellationToken cancellation"))})"
            : $"void {action.Name}({string.Join(", ", parameters)})";
    }
}
