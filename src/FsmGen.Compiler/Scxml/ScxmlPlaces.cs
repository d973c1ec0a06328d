namespace FsmGen.Compiler.Scxml;

/// <summary>Which elements and attributes have a place where in the tree of states; notes the others.</summary>
internal sealed class ScxmlPlaces(ScxmlNotes notes)
{
    private static readonly Dictionary<ScxmlKind, string[]> Elements = new()
    {
        [ScxmlKind.Machine] = ["state", "parallel", "final", "initial"],
        [ScxmlKind.State] = ["state", "parallel", "final", "history", "initial", "transition", "onentry", "onexit"],
        [ScxmlKind.Parallel] = ["state", "parallel", "history", "transition", "onentry", "onexit"],
        [ScxmlKind.Final] = ["onentry", "onexit"],
        [ScxmlKind.History] = ["transition"],
    };

    private static readonly Dictionary<ScxmlKind, string[]> Attributes = new()
    {
        [ScxmlKind.Machine] = ["initial", "name", "version", "datamodel", "binding"],
        [ScxmlKind.State] = ["id", "initial"],
        [ScxmlKind.Parallel] = ["id"],
        [ScxmlKind.Final] = ["id"],
        [ScxmlKind.History] = ["id", "type"],
    };

    /// <summary>Elements of SCXML that a spec has no counterpart of, and what that means.</summary>
    private static readonly Dictionary<string, string> NotCarriedOver = new(StringComparer.Ordinal)
    {
        ["datamodel"] = "a machine has no data; its host has",
        ["script"] = "C# belongs into the host",
        ["invoke"] = "the host has to start and stop what is invoked",
        ["donedata"] = "the completion of a state carries no data",
    };

    private readonly HashSet<string> _foreign = new(StringComparer.Ordinal);

    /// <summary>What a child is to the tree of states; null if it is no state, or has no place there.</summary>
    public static ScxmlKind? KindOf(ScxmlElement element, ScxmlKind parent) =>
        element.ForeignNamespace.Length > 0 || !Elements[parent].Contains(element.Name) ? null
        : element.Name switch
        {
            "state" => ScxmlKind.State,
            "parallel" => ScxmlKind.Parallel,
            "final" => ScxmlKind.Final,
            "history" => ScxmlKind.History,
            _ => null,
        };

    public void Check(ScxmlState state)
    {
        var element = state.Element;
        CheckAttributes(element, Attributes[state.Kind]);
        foreach (var child in element.Children)
            CheckChild(child, element, Elements[state.Kind]);
        if (!string.IsNullOrWhiteSpace(element.Text))
            notes.Add(element.Position, $"The text in <{element.Name}> is not carried over");

        if (state.Kind == ScxmlKind.Machine && element["datamodel"] is { } datamodel and not ("null" or ScxmlExporter.DataModel))
            notes.Add(element.Position, $"The data model '{datamodel}' is not carried over: conditions other than In('…') become guards, and whatever reads or writes data becomes actions");
        if (state.Kind == ScxmlKind.History && element["type"] is { } type and not ("shallow" or "deep"))
            notes.Add(element.Position, $"'{type}' is no type of <history>; 'shallow' is carried over");
        if (state.Kind == ScxmlKind.State && element["initial"] is not null && !element.Children.Any(static child => child.ForeignNamespace.Length == 0 && child.Name is "state" or "parallel" or "final"))
            notes.Add(element.Position, "'initial' is not carried over: there is no state in this one");
        foreach (var initial in element.Children.Where(static child => child.Is("initial")))
            CheckInitial(initial);
        CheckCount(element, "initial");
        if (state.Kind == ScxmlKind.History)
            CheckCount(element, "transition");
    }

    public void CheckTransition(ScxmlElement transition)
    {
        CheckAttributes(transition, ["event", "cond", "target", "type"]);
        if (transition["type"] is { } type and not ("internal" or "external"))
            notes.Add(transition.Position, $"'{type}' is no type of <transition>; 'external' is carried over");
    }

    /// <summary>A transition that is taken whatever the event.</summary>
    public void CheckDefault(ScxmlElement transition) => CheckAttributes(transition, ["target", "type"]);

    private void CheckInitial(ScxmlElement initial)
    {
        CheckAttributes(initial, []);
        foreach (var child in initial.Children)
            CheckChild(child, initial, ["transition"]);
        CheckCount(initial, "transition");
    }

    private void CheckCount(ScxmlElement element, string name)
    {
        foreach (var more in element.Children.Where(child => child.Is(name)).Skip(1))
            notes.Add(more.Position, $"A second <{name}> in <{element.Name}> is not carried over");
    }

    private void CheckChild(ScxmlElement child, ScxmlElement parent, string[] allowed)
    {
        if (child.ForeignNamespace.Length > 0)
        {
            if (parent.Is("scxml") && ScxmlSignatures.Is(child))
                return;
            if (child.ForeignNamespace != ScxmlReader.InclusionNamespace && _foreign.Add($"{child.ForeignNamespace} {child.Name}"))
                notes.Add(child.Position, $"<{child.Name}> of the namespace '{child.ForeignNamespace}' is not carried over, wherever it stands");
        }
        else if (NotCarriedOver.TryGetValue(child.Name, out var why))
            notes.Add(child.Position, $"<{child.Name}> is not carried over: {why}");
        else if (!allowed.Contains(child.Name))
            notes.Add(child.Position, $"<{child.Name}> has no place in <{parent.Name}>, and is not carried over");
    }

    private void CheckAttributes(ScxmlElement element, string[] allowed)
    {
        foreach (var (name, _) in element.Attributes)
        {
            if (!allowed.Contains(name))
                notes.Add(element.Position, $"The attribute '{name}' of <{element.Name}> is not carried over");
        }
    }
}
