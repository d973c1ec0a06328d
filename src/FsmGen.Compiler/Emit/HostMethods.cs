using FsmGen.Compiler.Model;

namespace FsmGen.Compiler.Emit;

/// <summary>A method that the host implements: its name, and how C# declares it after <c>private partial</c>.</summary>
internal sealed record HostMethod(string Name, string Head);

/// <summary>The methods that a machine leaves to its host.</summary>
internal static class HostMethods
{
    /// <summary>What a host has to implement, guards first.</summary>
    public static IReadOnlyList<HostMethod> Of(Machine machine) =>
    [
        .. machine.Guards.Where(static guard => guard.Code is null).Select(static guard => new HostMethod(guard.Name, guard.Signature)),
        .. machine.Actions.Where(action => action.Code is null && !machine.IsTable).Select(static action => new HostMethod(action.Name, action.Signature)),
    ];
}
