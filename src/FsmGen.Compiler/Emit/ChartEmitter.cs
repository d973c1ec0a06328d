using FsmGen.Compiler.Model;

namespace FsmGen.Compiler.Emit;

/// <summary>
/// Writes the members of a machine that keeps a configuration: SCXML's algorithm over sets of bits, with a switch wherever
/// the spec has something to say. All that is fixed (who lies in whom, what is entered by default) is in tables.
/// </summary>
internal sealed partial class ChartEmitter
{
    /// <summary>A switch with more cases is cut into several methods: of a very long one the JIT makes slow code.</summary>
    private const int MaximumCases = 128;

    private readonly SourceWriter _w;
    private readonly Machine _machine;
    private readonly Chart _chart;
    private readonly ChartPolicy _policy;
    private readonly string _state;
    private readonly string _event;
    private readonly Dictionary<string, HostGuard> _guards;
    private readonly int _last;
    private readonly ChartEvent? _always;
    private readonly Action<Fragment> _emitFragment;
    private readonly Action<string?, int, string> _emitConstantsAt;
    private readonly TelemetryEmitter _telemetry;
    private readonly StepPhase _phase;

    public ChartEmitter(SourceWriter writer, Machine machine, Chart chart, Action<Fragment> emitFragment, Action<string?, int, string> emitConstantsAt)
    {
        _w = writer;
        _emitFragment = emitFragment;
        _emitConstantsAt = emitConstantsAt;
        _machine = machine;
        _chart = chart;
        _policy = chart.Policy;
        _state = $"{machine.Name}State";
        _event = $"{machine.Name}Event";
        _guards = machine.Guards.ToDictionary(static guard => guard.Name, StringComparer.Ordinal);
        _last = chart.States.Count - 1;
        _telemetry = new TelemetryEmitter(writer, machine, Outcomes());
        _phase = new StepPhase(writer, chart.Policy.IsChecked);
        _always = chart.Events.FirstOrDefault(static e => e.IsAlways && e.Answers.Count > 0);
    }

    private bool Async => _policy.IsAsync;

    private bool HasPayload => _chart.Payload.Count > 0;

    /// <summary>Whether events can wait for the machine to be free.</summary>
    private bool HasInbox => _policy.QueuesReentrant || _policy.IsSerialized;

    private bool Stores => HasInbox || _policy.Defers;

    private bool HasTimers => _chart.Timers.Count > 0;

    private bool HasStateTimers => _chart.States.Any(static state => state.Timers.Count > 0);

    private bool HasRaises => AllEffects.Any(static effect => effect.Kind == ChartEffectKind.Raise) || HasCompletions;

    /// <summary>Whether some row leaves or enters something.</summary>
    private bool Moves => _chart.Histories.Count > 0 || _chart.Rows.Any(static row => row.Domain != -1);

    /// <summary>Whether two rows can be in each other's way.</summary>
    private bool HasConflicts => _chart.Width > 1 && Moves;

    private bool HasCompletions => _chart.States.Any(static state => state.Completion > 0);

    private bool Ends => _chart.States.Any(state => state.Kind == ChartKind.Final && (state.Parent == 0 || _chart.States[0].Kind == ChartKind.Parallel));

    private IEnumerable<ChartEffect> AllEffects => _chart.Rows.SelectMany(static row => row.Do)
        .Concat(_chart.States.SelectMany(static state => state.Entry.Concat(state.Exit).Concat(state.TargetsDo)))
        .Concat(_chart.Histories.SelectMany(static history => history.TargetsDo));

    private bool HasRegions => _chart.States.Any(static state => state.Kind == ChartKind.Parallel);

    public void EmitMembers()
    {
        EmitLife();
        EmitStates();
        for (var i = 0; i < _chart.Events.Count; i++)
        {
            if (_chart.Events[i].IsExternal)
                EmitEvent(_chart.Events[i], i + 1);
        }

        EmitByValue();
        EmitQueries();
        EmitReasons();
        EmitSteps();
        EmitSelection();
        EmitMoves();
        EmitEffects();
        EmitWaiting();
        EmitTimers();
        _telemetry.EmitMembers();
        EmitTypes();
        EmitTables();
    }

    /// <summary>The head of a method that runs actions: what it takes besides its own parameters, and how it returns.</summary>
    private string Runs(string result, string name, string parameters = "")
    {
        var all = Join(parameters, HasPayload ? Async ? "FsmPayload fsmPayload" : "in FsmPayload fsmPayload" : "", Async ? Token("cancellation") : "");
        var returns = !Async ? result : result == "void" ? "async global::System.Threading.Tasks.ValueTask" : $"async global::System.Threading.Tasks.ValueTask<{result}>";
        return $"private {returns} {name}({all})";
    }

    /// <summary>A call of such a method.</summary>
    private string Run(string name, string arguments = "", string payload = "fsmPayload")
    {
        var call = $"{name}({Join(arguments, HasPayload ? Async ? payload : $"in {payload}" : "", Async ? "cancellation" : "")})";
        return Async ? $"await {call}.ConfigureAwait(false)" : call;
    }

    /// <summary>A call of such a method that a lambda of one line can be.</summary>
    private string Asks(string name, string arguments, string payload = "fsmPayload") => $"{name}({Join(arguments, HasPayload ? $"in {payload}" : "")})";

    private static string Token(string name) => $"global::System.Threading.CancellationToken {name}";

    private static string Join(params string[] parts) => string.Join(", ", parts.Where(static part => part.Length > 0));

    private string Qualify(string state) => $"{_state}.{(state == "partial" ? "@partial" : state)}";

    /// <summary>The name of a method about an event: completions and times have names that C# has not.</summary>
    private string Choose(int number)
    {
        var e = _chart.Events[number - 1];
        return e.IsExternal || Microsoft.CodeAnalysis.CSharp.SyntaxFacts.IsValidIdentifier(e.Name) && !e.IsAlways ? $"FsmChoose{e.Name}" : $"FsmChoose{number}";
    }

    private static string NewPayload(IEnumerable<Parameter> parameters, Func<Parameter, string>? value = null)
    {
        var fields = string.Join(", ", parameters.Select(parameter => $"{parameter.Name} = {(value is null ? parameter.Name : value(parameter))}"));
        return fields.Length == 0 ? "default(FsmPayload)" : $"new FsmPayload {{ {fields} }}";
    }

    private string Expression(Condition condition) => condition switch
    {
        Condition.Guard guard => Ask(guard.Name),
        Condition.In @in => $"_fsmActive.Has({NumberOf(@in.State)})",
        Condition.Not { Operand: Condition.Atom atom } => $"!{Expression(atom)}",
        Condition.Not not => $"!({Expression(not.Operand)})",
        Condition.And and => $"{Side(and.Left)} && {Side(and.Right)}",
        Condition.Or or => $"{Expression(or.Left)} || {Expression(or.Right)}",
        _ => throw new ArgumentOutOfRangeException(nameof(condition)),
    };

    private string Side(Condition side) => side is Condition.Or ? $"({Expression(side)})" : Expression(side);

    private string Ask(string guard) =>
        // One that nobody declared is an error of the spec: the C# around it stays whole.
        !_guards.TryGetValue(guard, out var host) ? "false"
        : $"{Member(guard)}({string.Join(", ", host.Parameters.Select(static parameter => $"{(parameter.Modifier.Length == 0 ? "" : "in ")}fsmPayload.{parameter.Name}"))})";

    /// <summary>A member of the host: what is written small could be taken for a local.</summary>
    private static string Member(string name) => char.IsLower(name[0]) ? $"this.{name}" : name;

    private int NumberOf(string state)
    {
        for (var i = 1; i <= _last; i++)
        {
            if (_chart.States[i].Name == state)
                return i;
        }

        return 0;
    }

    /// <summary>A method that is one switch over numbers, cut into pieces where it would be very long.</summary>
    private void EmitSwitch(string result, string name, string parameters, string arguments, bool runs, IReadOnlyList<(int Number, string Comment, Action Emit)> cases, string? otherwise)
    {
        string Head(string piece) => runs ? Runs(result, piece, parameters) : $"private {result} {piece}({Join(parameters, HasPayload ? "in FsmPayload fsmPayload" : "")})";
        string Call(string piece) => runs ? Run(piece, arguments) : Asks(piece, arguments);

        var selector = arguments.Split(',')[0];
        var pieces = (cases.Count + MaximumCases - 1) / MaximumCases;
        for (var piece = 0; piece < pieces; piece++)
        {
            var some = cases.Skip(piece * MaximumCases).Take(MaximumCases).ToList();
            _w.Line();
            using (_w.Braces(Head(pieces == 1 ? name : $"{name}{piece}")))
            {
                EmitCases(selector, some, otherwise);
            }
        }

        if (pieces < 2)
            return;
        _w.Line();
        using (_w.Braces(Head(name)))
        {
            for (var piece = 1; piece < pieces; piece++)
            {
                var first = cases[piece * MaximumCases].Number;
                using (_w.Braces($"if ({selector} < {first})"))
                    EmitCall(Call($"{name}{piece - 1}"), otherwise);
                _w.Line();
            }

            EmitCall(Call($"{name}{pieces - 1}"), otherwise);
        }
    }

    private void EmitCall(string call, string? otherwise)
    {
        if (otherwise is not null)
            _w.Line($"return {call};");
        else
        {
            _w.Line($"{call};");
            _w.Line("return;");
        }
    }

    private void EmitCases(string selector, List<(int Number, string Comment, Action Emit)> cases, string? otherwise)
    {
        using (_w.Braces($"switch ({selector})"))
        {
            foreach (var (number, comment, emit) in cases)
            {
                using (_w.Indented($"case {number}: // {comment}"))
                    emit();
                _w.Line();
            }

            using (_w.Indented("default:"))
                _w.Line(otherwise is null ? "break;" : $"return {otherwise};");
        }
    }
}
