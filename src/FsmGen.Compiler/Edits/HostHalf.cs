using FsmGen.Compiler.Emit;
using FsmGen.Compiler.Model;

namespace FsmGen.Compiler.Edits;

/// <summary>The part of a machine that its author writes in C#: what the type is, and the methods that it must have.</summary>
internal sealed record HostHalf(string Name, string? Namespace, string Head, IReadOnlyList<string> Usings, IReadOnlyList<HostMethod> Methods)
{
    public static HostHalf Of(Machine machine) => new(
        machine.Name,
        machine.Namespace,
        $"{(machine.IsInternal ? "internal" : "public")} partial {(machine.IsStruct ? "struct" : "class")} {machine.Name}",
        [.. machine.Usings],
        HostMethods.Of(machine));

    /// <summary>Only those methods that are not written yet.</summary>
    public HostHalf Without(ICollection<string> written) => this with { Methods = [.. Methods.Where(method => !written.Contains(method.Name))] };
}
