using FsmGen.Compiler.Model;
using FsmGen.Compiler.Yaml;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Compiler.Binding;

/// <summary>Binds a YAML tree to a <see cref="Spec"/>: every name resolved, every shape checked.</summary>
internal sealed class Binder
{
    private readonly NodeReader _read;
    private YamlEntry? _machine, _namespace, _using, _kind, _accessibility, _unhandled, _events, _guards, _actions, _initial, _states, _scenarios;
    private Documentation _docs = Documentation.None;

    private Binder(Findings findings) => _read = new NodeReader(findings);

    /// <summary>The spec, as far as it can be understood; null if not even the machine's name can.</summary>
    public static (Spec? Spec, Declarations? Declared) Bind(YamlNode root, SourceText text, Findings findings) => new Binder(findings).Bind(root, text);

    private (Spec? Spec, Declarations? Declared) Bind(YamlNode root, SourceText text)
    {
        var findings = _read.Findings;
        var top = new TextSpan(0, Math.Min(1, text.Length));
        if (root is not YamlMapping)
        {
            _read.WrongShape(root, top, "A spec", "a mapping");
            return default;
        }

        ReadTop(root, top);
        if (_machine is null)
            findings.Add(Rules.MissingKey, top, "A spec", "machine");
        if (_machine is null || _read.NameOf(_machine) is not { } name)
            return default;
        if (Names.RejectMachine(name.Text) is { } why)
        {
            findings.Add(Rules.InvalidName, name.Span, name.Text, "a machine", why);
            return default;
        }

        var declared = new Declarations(text, findings, name.Text);
        Each(_events, declared.ReadEvents);
        Each(_guards, declared.ReadGuards);
        Each(_actions, declared.ReadActions);

        var tree = new StateSymbol(name, null);
        Require(_states, "states", name);
        Require(_initial, "initial", name);
        new StateReader(declared, findings).Read(tree, _states, _initial);
        if (_states is not null && tree.IsLeaf && !findings.HasErrors)
            findings.Add(Rules.WrongShape, _states.Key.Span, "'states'", "at least one state", "nothing");

        var spec = new Spec
        {
            Name = name,
            Namespace = ReadNamespace(),
            Usings = ReadUsings(),
            Docs = _docs,
            IsStruct = _kind is not null && _read.Word(_kind, "class", "struct") == "struct",
            IsInternal = _accessibility is not null && _read.Word(_accessibility, "public", "internal") == "internal",
            Unhandled = ReadUnhandled(),
            Events = [.. declared.Events.Values],
            Guards = [.. declared.Guards.Values],
            Actions = [.. declared.Actions.Values],
            Root = tree,
            Scenarios = _scenarios is null ? [] : new ScenarioReader(declared, findings).Read(_scenarios),
        };
        return (spec, declared);
    }

    private void ReadTop(YamlNode root, TextSpan top) => _read.Keys(root, "a spec", top,
        new("machine", e => _machine = e),
        new("namespace", e => _namespace = e),
        new("using", e => _using = e),
        new("summary", e => _docs = _read.WithSummary(_docs, e)),
        new("reference", e => _docs = _read.WithReference(_docs, e)),
        new("kind", e => _kind = e),
        new("accessibility", e => _accessibility = e),
        new("unhandled", e => _unhandled = e),
        new("events", e => _events = e),
        new("guards", e => _guards = e),
        new("actions", e => _actions = e),
        new("initial", e => _initial = e),
        new("states", e => _states = e),
        new("scenarios", e => _scenarios = e));

    private static void Each(YamlEntry? section, Action<YamlEntry> read)
    {
        if (section is not null)
            read(section);
    }

    private void Require(YamlEntry? section, string key, Name machine)
    {
        if (section is null)
            _read.Findings.Add(Rules.MissingKey, machine.Span, $"Machine '{machine.Text}'", key);
    }

    private string? ReadNamespace()
    {
        if (_namespace is null || _read.NameOf(_namespace) is not { } name)
            return null;
        if (name.Text.Split('.').Select(Names.Reject).FirstOrDefault(static why => why is not null) is { } why)
        {
            _read.Findings.Add(Rules.InvalidName, name.Span, name.Text, "a namespace", why);
            return null;
        }

        return name.Text;
    }

    private List<string> ReadUsings()
    {
        var usings = new List<string>();
        foreach (var item in _using is null ? [] : NodeReader.Items(_using.Value))
        {
            var text = (item as YamlScalar)?.Value.Trim() ?? "";
            if (CSharpText.FindError($"using {text};", SingleUsing, isOneLine: true) is null)
                usings.Add(text);
            else
                _read.WrongShape(item, _using!.Key.Span, "'using'", "namespaces, 'static Type' and 'Alias = Type'");
        }

        return usings;

        static SyntaxNode SingleUsing(string code) =>
            SyntaxFactory.ParseCompilationUnit(code) is { Usings: [var directive], Externs.Count: 0, AttributeLists.Count: 0, Members.Count: 0 } unit
                ? unit.ContainsDiagnostics ? unit : directive
                : SyntaxFactory.ParseCompilationUnit("using ;");
    }

    private DiagnosticSeverity? ReadUnhandled() => (_unhandled is null ? "error" : _read.Word(_unhandled, "error", "warning", "none") ?? "error") switch
    {
        "error" => DiagnosticSeverity.Error,
        "warning" => DiagnosticSeverity.Warning,
        _ => null,
    };
}
