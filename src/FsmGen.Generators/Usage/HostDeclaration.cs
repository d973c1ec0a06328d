using FsmGen.Compiler;
using FsmGen.Compiler.Binding;
using FsmGen.Compiler.Edits;
using FsmGen.Compiler.Emit;
using FsmGen.Compiler.Model;

namespace FsmGen.Generators.Usage;

/// <summary>A guard or an action that the host is to implement, and where the spec declares it.</summary>
internal sealed record HostDeclaration(string Kind, string Name, string Signature, Place At);

/// <summary>What a spec says of its host. <c>Known</c>: every guard and action, those with C# of their own too.</summary>
internal sealed record HostContract(string Path, string Machine, string FullName, EquatableArray<HostDeclaration> Declarations, EquatableArray<string> Known)
{
    /// <summary>The method that a host with a log writes.</summary>
    private const string Logger = "GetLogger";

    public static HostContract Of(Spec spec, Machine machine, string path, SpecText text)
    {
        var places = spec.Guards.Cast<Symbol>().Concat(spec.Actions).GroupBy(static symbol => symbol.Name.Text).ToDictionary(static same => same.Key, static same => same.First().Name.Span);
        return new HostContract(path, machine.Name, machine.FullName,
            HostMethods.Of(machine).Select(host => new HostDeclaration(host.Kind, host.Name, $"private partial {host.Head}", text.Locate(places[host.Name]))).ToEquatableArray(),
            machine.Guards.Select(static guard => guard.Name).Concat(machine.Actions.Select(static action => action.Name)).Concat(machine.Telemetry.HasFlag(Telemetry.Log) ? [Logger] : []).ToEquatableArray());
    }

    /// <summary>What the partial methods of a project lack or have too much of.</summary>
    public IEnumerable<LocatedFinding> Check(IReadOnlyCollection<HostMember> project)
    {
        var aliases = new HashSet<string>(project.Where(static member => member.IsAlias).Select(static alias => alias.Name), StringComparer.Ordinal);
        var members = project.Where(member => member.Container == FullName).ToList();
        return Declarations.Select(declaration => Check(declaration, members.Where(member => member.HasBody && member.Name == declaration.Name).ToList(), aliases)).OfType<LocatedFinding>().Concat(Strays(members));
    }

    private LocatedFinding? Check(HostDeclaration declaration, List<HostMember> written, HashSet<string> aliases)
    {
        if (written.Count == 0)
            return new LocatedFinding(declaration.At.Path ?? Path, new Finding(Rules.MissingHostMethod, Rules.MissingHostMethod.DefaultSeverity, declaration.At.Span, declaration.At.Lines, [Machine, declaration.Kind, declaration.Name, declaration.Signature]));
        var declared = HostTypes.Parse(declaration.Signature);
        return written.Exists(member => HostTypes.Fit((member.Return, member.Parameters), declared, aliases)) ? null : At(written[0], Rules.WrongHostMethod, declaration.Name, Machine, declaration.Signature);
    }

    private IEnumerable<LocatedFinding> Strays(List<HostMember> members)
    {
        foreach (var member in members)
        {
            // A method that is not private is another generator's; one that is declared by hand is the author's.
            if (member is { HasBody: true, IsPrivate: true } && !Known.Contains(member.Name) && !members.Exists(other => !other.HasBody && other.Name == member.Name))
                yield return At(member, Rules.StrayHostMethod, Machine, member.Name, Suggestion.For(member.Name, Declarations.Select(static declaration => declaration.Name)));
        }
    }

    private static LocatedFinding At(HostMember member, Microsoft.CodeAnalysis.DiagnosticDescriptor rule, params string[] arguments) =>
        new(member.Path, new Finding(rule, rule.DefaultSeverity, member.Span, member.Lines, arguments.ToEquatableArray()));
}
