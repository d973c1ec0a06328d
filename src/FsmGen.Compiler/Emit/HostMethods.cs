using FsmGen.Compiler.Model;

namespace FsmGen.Compiler.Emit;

/// <summary>A method that the host implements: its name, and how C# declares it after <c>private partial</c>.</summary>
internal sealed record HostMethod(string Name, string Head)
{
    /// <summary>What it is to the spec: guards answer, actions do not.</summary>
    public string Kind => Head.StartsWith("bool ", StringComparison.Ordinal) ? "guard" : "action";
}

/// <summary>The methods that a machine leaves to its host.</summary>
internal static class HostMethods
{
    /// <summary>What a host has to implement, guards first. A table returns its actions: nobody runs them.</summary>
    public static IReadOnlyList<HostMethod> Of(Machine machine) =>
    [
        .. machine.Guards.Where(static guard => guard.Code is null).Select(static guard => new HostMethod(guard.Name, guard.Signature)),
        .. machine.Actions.Where(action => action.Code is null && !machine.IsTable).Select(static action => new HostMethod(action.Name, action.Signature)),
    ];
}
