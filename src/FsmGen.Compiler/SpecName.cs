using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Compiler;

/// <summary>The name that a spec gives its machine, and where: of the specs of a project only one can have it.</summary>
internal sealed record SpecName(string Path, string HintName, string Machine, TextSpan Span, LinePositionSpan Lines)
{
    /// <summary>The name in a spec at a path; null where no machine is made of it.</summary>
    public static SpecName? Of(SpecCompilation compilation, string path) => compilation is { Spec: { } spec, Machine: { } machine }
        ? new SpecName(path, machine.HintName, machine.Name, spec.Name.Span, compilation.Text.Locate(spec.Name.Span).Lines)
        : null;

    /// <summary>
    /// The spec that declares this type first, if another does. Of machines of one name paths decide, so that every host says the
    /// same; the enum of another machine is there in any case.
    /// </summary>
    public SpecName? FirstOf(IEnumerable<SpecName> all)
    {
        if (all.FirstOrDefault(other => HintName == other.HintNameWith("State") || HintName == other.HintNameWith("Event")) is { } owner)
            return owner;
        var first = all.Where(other => string.Equals(other.HintName, HintName, StringComparison.OrdinalIgnoreCase)).OrderBy(static other => other.Path, StringComparer.Ordinal).FirstOrDefault();
        return first is null || first.Path == Path ? null : first;
    }

    private string HintNameWith(string suffix) => HintName.Substring(0, HintName.Length - ".g.cs".Length) + suffix + ".g.cs";

    /// <summary>What there is to say of this spec where another is first.</summary>
    public Finding SameMachine(SpecName first) =>
        new(Rules.SameMachine, Rules.SameMachine.DefaultSeverity, Span, Lines, [Machine, SpecFile.NameOf(first.Path)]);
}
