using FsmGen.Compiler.Model;

namespace FsmGen.Compiler.Emit;

/// <content>What rows, entries and exits do. Where their constants stand, nothing is in scope but names that hosts cannot have.</content>
internal sealed partial class ChartEmitter
{
    private void EmitEffects()
    {
        EmitActions("FsmTake", "fsmRow", _chart.Rows.Select(static (row, number) => (number, row.Title, row.Do)));
        EmitActions("FsmEnter", "fsmState", Numbered(static state => state.Entry));
        if (Moves)
            EmitActions("FsmExit", "fsmState", Numbered(static state => state.Exit));
        if (HasDefaultActions)
        {
            EmitActions("FsmEnterByDefault", "fsmState", _chart.States.Select(static (state, number) => (number, state.Name, state.TargetsDo))
                .Concat(_chart.Histories.Select((history, i) => (_last + 1 + i, history.Name, history.TargetsDo))));
        }
    }

    /// <summary>Whether something is done on the way from a state, or from a history, to what it is entered with.</summary>
    private bool HasDefaultActions => _chart.States.Any(static state => state.TargetsDo.Count > 0) || _chart.Histories.Any(static history => history.TargetsDo.Count > 0);

    private IEnumerable<(int, string, EquatableArray<ChartEffect>)> Numbered(Func<ChartState, EquatableArray<ChartEffect>> effects) =>
        _chart.States.Select((state, number) => (number, state.Name, effects(state))).Skip(1);

    private void EmitActions(string name, string selector, IEnumerable<(int Number, string Comment, EquatableArray<ChartEffect> Effects)> all)
    {
        var cases = all.Where(static some => some.Effects.Count > 0).Select(some => (some.Number, some.Comment, (Action)(() =>
        {
            foreach (var effect in some.Effects)
                EmitEffect(effect);
            _w.Line("break;");
        }))).ToList();
        if (cases.Count > 0)
            EmitSwitch("void", name, $"int {selector}", selector, runs: true, cases, null);
        else
        {
            _w.Line();
            using (_w.Braces(Runs("void", name, $"int {selector}")))
                _w.Line("// Nothing.");
        }
    }

    private void EmitCall(ChartEffect effect, string before, IEnumerable<string> arguments, string after)
    {
        var head = $"{before}{Member(effect.Name)}(";
        // The constants begin behind what the event carries, if that comes first.
        var carried = effect.Arguments.TakeWhile(static argument => argument.Contains("fsmPayload."));
        _emitConstantsAt(effect.Constants, head.Length + carried.Sum(static argument => argument.Length + 2), $"{head}{string.Join(", ", arguments)}){after};");
    }

    private void EmitEffect(ChartEffect effect)
    {
        switch (effect.Kind)
        {
            case ChartEffectKind.Call when effect.IsAsync:
                EmitCall(effect, "await ", effect.Arguments.Append("cancellation"), ".ConfigureAwait(false)");
                break;
            case ChartEffectKind.Call:
                EmitCall(effect, "", effect.Arguments, "");
                break;
            case ChartEffectKind.Raise:
                if (effect.When is not null)
                    _w.Line($"if ({Expression(effect.When)})");
                using (effect.When is null ? default : _w.Indented())
                    _w.Line($"FsmRaise({effect.Id}); // {effect.Name}");
                break;
            case ChartEffectKind.Start:
                _w.Line($"FsmStart{effect.Id}(); // {effect.Name}");
                break;
            case ChartEffectKind.Stop:
                _w.Line($"_fsmWheel!.Cancel(_fsmTimer{effect.Id}!); // {effect.Name}");
                break;
        }
    }
}
