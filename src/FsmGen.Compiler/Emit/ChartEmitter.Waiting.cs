using FsmGen.Compiler.Model;

namespace FsmGen.Compiler.Emit;

/// <content>Events that wait: raised, deferred, or fired while another was being taken.</content>
internal sealed partial class ChartEmitter
{
    private void EmitWaiting()
    {
        if (HasRaises)
        {
            _w.Line();
            _w.Lines(
                $$"""
                /// <summary>Puts a raised event behind those that wait: one byte each, the oldest lowest.</summary>
                private void FsmRaise(byte trigger)
                {
                    var shift = 0;
                    while (shift < 64 && _fsmRaised >> shift != 0)
                        shift += 8;
                    if (shift == 64)
                        throw new global::System.InvalidOperationException("More than {{RaisedQueue.Capacity}} raised events wait.");
                    _fsmRaised |= (ulong)trigger << shift;
                }
                """);
        }

        if (_policy.Defers)
            EmitDeferral();
        if (HasInbox)
            EmitInbox();
        EmitEnd();
    }

    private void EmitDeferral()
    {
        _w.Line();
        _w.Line($"private readonly FsmStored[] _fsmDeferred = new FsmStored[{_policy.Capacity}];");
        _w.Line("private int _fsmDeferredCount;");
        _w.Line();
        using (_w.Braces($"private FireResult FsmDefer({Join("int trigger", HasPayload ? "in FsmPayload fsmPayload" : "")})"))
        {
            _w.Line("if (_fsmDeferredCount == _fsmDeferred.Length)");
            _w.Line("    return FireResult.QueueFull;");
            _w.Line($"_fsmDeferred[_fsmDeferredCount++] = {StoredFrom("fsmPayload.")};");
            _w.Line("return FireResult.Deferred;");
        }

        _w.Line();
        _w.Line("/// <summary>Offers the deferred events again, oldest first, as long as states change.</summary>");
        using (_w.Braces(Async ? $"private async global::System.Threading.Tasks.ValueTask FsmRecall({Token("cancellation")})" : "private void FsmRecall()"))
        {
            using (_w.Braces($"for (var i = 0; _fsmHasMoved {(Ends ? "&& !_fsmHasEnded " : "")}&& i < _fsmDeferredCount;)"))
            {
                _w.Line("var stored = _fsmDeferred[i];");
                _w.Line("FsmRemove(i);");
                if (HasPayload)
                    _w.Line($"var fsmPayload = {FromStored()};");
                _w.Line("_fsmHasMoved = false;");
                using (_w.Braces($"if ({Run("FsmMacrostep", "stored.FsmTrigger")} == FireResult.Deferred)"))
                    _w.Line("FsmInsert(i++, stored);");
                _w.Line("else if (_fsmHasMoved)");
                _w.Line("    i = 0;");
                _w.Line("_fsmHasMoved = true;");
            }
        }

        _w.Line();
        _w.Lines(
            """
            private void FsmRemove(int index)
            {
                global::System.Array.Copy(_fsmDeferred, index + 1, _fsmDeferred, index, --_fsmDeferredCount - index);
                _fsmDeferred[_fsmDeferredCount] = default;
            }

            private void FsmInsert(int index, FsmStored stored)
            {
                global::System.Array.Copy(_fsmDeferred, index, _fsmDeferred, index + 1, _fsmDeferredCount++ - index);
                _fsmDeferred[index] = stored;
            }
            """);
    }

    private void EmitInbox()
    {
        _w.Line();
        _w.Line($"private readonly FsmStored[] _fsmInbox = new FsmStored[{_policy.Capacity}];");
        _w.Line("private int _fsmInboxFirst, _fsmInboxCount;");
        _w.Line();
        _w.Lines(
            """
            private FireResult FsmWait(FsmStored stored)
            {
                if (_fsmInboxCount == _fsmInbox.Length)
                    return FireResult.QueueFull;
                _fsmInbox[(_fsmInboxFirst + _fsmInboxCount++) % _fsmInbox.Length] = stored;
                return FireResult.Queued;
            }

            private bool FsmTryTake(out FsmStored stored)
            {
                stored = _fsmInbox[_fsmInboxFirst];
                if (_fsmInboxCount == 0)
                    return false;
                _fsmInbox[_fsmInboxFirst] = default;
                _fsmInboxFirst = (_fsmInboxFirst + 1) % _fsmInbox.Length;
                _fsmInboxCount--;
                return true;
            }
            """);
        EmitDrain();
    }

    private void EmitDrain()
    {
        _w.Line();
        _w.Lines(
            """
            /// <summary>Takes the events that came meanwhile, and ends the step. One that throws keeps none behind it from its turn.</summary>
            /// <param name="thrown">What the step has thrown; whoever calls throws it again, unless others follow on it.</param>
            """);
        using (_w.Braces(Async ? "private async global::System.Threading.Tasks.ValueTask FsmDrain(global::System.Exception? thrown)" : "private void FsmDrain(global::System.Exception? thrown)"))
        {
            _w.Line("global::System.Collections.Generic.List<global::System.Exception>? others = null;");
            using (_w.Braces("while (true)"))
            {
                _w.Line("FsmStored stored;");
                using (_policy.IsSerialized ? _w.Braces("lock (_fsmInbox)") : default)
                {
                    using (_w.Braces(Ends ? "if (_fsmHasEnded || !FsmTryTake(out stored))" : "if (!FsmTryTake(out stored))"))
                    {
                        // In the lock: an event that comes from now on finds the machine free.
                        _w.Line("EndStep();");
                        _w.Line("break;");
                    }
                }

                _w.Line();
                EmitTakeStored();
            }

            _w.Line();
            _w.Lines(
                """
                if (others is null)
                    return;
                if (thrown is null && others.Count == 1)
                    global::System.Runtime.ExceptionServices.ExceptionDispatchInfo.Capture(others[0]).Throw();
                if (thrown is not null)
                    others.Insert(0, thrown);
                throw new global::System.AggregateException(others);
                """);
        }
    }

    private void EmitTakeStored()
    {
        if (Async)
        {
            _w.Lines(
                """
                var cancellation = stored.FsmCancellation;
                if (cancellation.IsCancellationRequested)
                    continue;
                """);
        }

        if (HasRaises)
            _w.Line("_fsmRaised = 0;");
        if (HasPayload)
            _w.Line($"var fsmPayload = {FromStored()};");
        using (_w.Braces("try"))
            _w.Line($"{Run("FsmStep", "stored.FsmTrigger")};");
        using (_w.Braces("catch (global::System.Exception another)"))
            _w.Line("(others ??= new global::System.Collections.Generic.List<global::System.Exception>()).Add(another);");
    }

    private void EmitEnd()
    {
        _w.Line();
        _phase.WriteRefuse();
        _w.Line();
        using (_w.Braces("private void EndStep()"))
        {
            if (HasRaises)
                _w.Line("_fsmRaised = 0;");
            if (Ends && (Stores || HasTimers))
            {
                using (_w.Braces("if (_fsmHasEnded)"))
                    EmitForget();
            }

            _w.Line($"{_phase.End(Ends ? "_fsmHasEnded" : null)};");
        }
    }

    /// <summary>A machine that has ended waits for nothing.</summary>
    private void EmitForget()
    {
        if (_policy.Defers)
        {
            _w.Line("global::System.Array.Clear(_fsmDeferred, 0, _fsmDeferredCount);");
            _w.Line("_fsmDeferredCount = 0;");
        }

        if (HasInbox)
        {
            _w.Line("global::System.Array.Clear(_fsmInbox, 0, _fsmInbox.Length);");
            _w.Line("_fsmInboxCount = 0;");
        }

        for (var i = 0; i < _chart.Timers.Count; i++)
            _w.Line($"_fsmWheel!.Cancel(_fsmTimer{i}!);");
    }

    private IEnumerable<Parameter> Kept => _chart.Events.Where(static e => e is { IsExternal: true, CanWait: true }).SelectMany(static e => e.Parameters).GroupBy(static parameter => parameter.Name).Select(static same => same.First());

    private string StoredFrom(string prefix) => $"new FsmStored {{ {string.Join(", ", Kept.Select(parameter => $"{parameter.Name} = {prefix}{parameter.Name}").Prepend("FsmTrigger = trigger"))} }}";

    private string FromStored() => NewPayload(Kept, static parameter => $"stored.{parameter.Name}");
}
