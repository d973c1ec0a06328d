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
    private YamlEntry? _machine, _namespace, _using, _kind, _accessibility, _unhandled, _events, _guards, _actions, _initial, _states, _regions, _scenarios, _timers, _invariants, _shared, _exclusive, _reentrancy, _concurrency, _async, _dispatch, _telemetry, _deferral, _snapshots, _migrate;
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
        if (_dispatch is { Value: YamlScalar { Value: "table" } })
            declared.Reserve(Names.MembersOfTables);
        Each(_events, declared.ReadEvents);
        Each(_guards, declared.ReadGuards);
        Each(_actions, declared.ReadActions);
        Each(_timers, declared.ReadTimers);

        var tree = new StateSymbol(name, null);
        if (_regions is null)
        {
            Require(_states, "states", name);
            Require(_initial, "initial", name);
        }

        new StateReader(declared, findings).Read(tree, _states, _regions, _initial, _shared);
        foreach (var region in tree.Descendants.Where(static state => state is { IsLeaf: false, Parent.IsParallel: true }))
            declared.CheckRegion(region);
        if ((_states ?? _regions) is { } section && tree.IsLeaf && !findings.HasErrors)
            findings.Add(Rules.WrongShape, section.Key.Span, $"'{section.Key.Value}'", "at least one state", "nothing");

        var spec = new Spec
        {
            Name = name,
            Places = ((YamlMapping)root).Entries.GroupBy(static entry => entry.Key.Value).ToDictionary(static entries => entries.Key, static entries => entries.First() is var first && first.Value.Span.Length > 0 ? first.Value.Span : first.Key.Span),
            Namespace = ReadNamespace(),
            Usings = ReadUsings(),
            Docs = _docs,
            IsStruct = WordOf(_kind, "class", "struct") == "struct",
            IsInternal = WordOf(_accessibility, "public", "internal") == "internal",
            Unhandled = ReadUnhandled(),
            IgnoresUnhandled = _unhandled is { Value: YamlScalar { Value: "ignore" } },
            QueuesReentrant = WordOf(_reentrancy, "reject", "queue") == "queue",
            Concurrency = WordOf(_concurrency, "unchecked", "checked", "serialized") switch { "checked" => Concurrency.Checked, "serialized" => Concurrency.Serialized, _ => Concurrency.Unchecked },
            IsAsync = WordOf(_async, "false", "true") == "true",
            IsTable = WordOf(_dispatch, "switch", "table") == "table",
            Telemetry = ReadTelemetry(),
            DeferralCapacity = ReadDeferral(),
            TakesSnapshots = WordOf(_snapshots, "false", "true") == "true",
            Migrations = _migrate is null ? [] : new PropertyReader(declared, findings).ReadMigrations(_migrate).ToEquatableArray(),
            Always = declared.Always,
            Implied = declared.Implied,
            Raised = declared.Raised,
            Timers = [.. declared.Timers.Values, .. tree.Descendants.SelectMany(static state => state.Timers)],
            Invariants = _invariants is null ? [] : [.. new PropertyReader(declared, findings).ReadInvariants(_invariants)],
            Exclusive = _exclusive is null ? [] : [.. new PropertyReader(declared, findings).ReadExclusive(_exclusive)],
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
        new("reentrancy", e => _reentrancy = e),
        new("concurrency", e => _concurrency = e),
        new("async", e => _async = e),
        new("dispatch", e => _dispatch = e),
        new("telemetry", e => _telemetry = e),
        new("deferral", e => _deferral = e),
        new("snapshots", e => _snapshots = e),
        new("migrate", e => _migrate = e),
        new("timers", e => _timers = e),
        new("exclusive", e => _exclusive = e),
        new("initial", e => _initial = e),
        new("states", e => _states = e),
        new("regions", e => _regions = e),
        new("shared", e => _shared = e),
        new("invariants", e => _invariants = e),
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

    private string? WordOf(YamlEntry? entry, params string[] words) => entry is null ? null : _read.Word(entry, words);

    private Telemetry ReadTelemetry()
    {
        var telemetry = Telemetry.None;
        foreach (var name in _telemetry is null ? [] : _read.NamesOf(_telemetry))
        {
            if (_read.Word(name, "telemetry", "trace", "meter", "log") is { } word)
                telemetry |= word switch { "trace" => Telemetry.Trace, "meter" => Telemetry.Meter, _ => Telemetry.Log };
        }

        return telemetry;
    }

    private int ReadDeferral()
    {
        const int Default = 8, Maximum = 64;
        if (_deferral is null || _read.Text(_deferral) is not { } text)
            return Default;
        if (int.TryParse(text.Value, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var capacity) && capacity is >= 1 and <= Maximum)
            return capacity;
        _read.WrongShape(text, text.Span, "'deferral'", $"a number of events from 1 to {Maximum}");
        return Default;
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

    private DiagnosticSeverity? ReadUnhandled() => (_unhandled is null ? "error" : _read.Word(_unhandled, "error", "warning", "ignore", "none") ?? "error") switch
    {
        "error" => DiagnosticSeverity.Error,
        "warning" => DiagnosticSeverity.Warning,
        _ => null,
    };
}
